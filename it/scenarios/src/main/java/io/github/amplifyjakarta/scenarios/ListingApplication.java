package io.github.amplifyjakarta.scenarios;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** An application that lists its classes, so that nothing is found by scanning. */
@ApplicationPath("/api")
public class ListingApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                WhoAmI.class,
                Orders.class,
                Failing.class,
                AuthWebhook.class,
                Notes.class,
                Tasks.class,
                Startup.class,
                AuditTrail.class,
                AccessKeys.class,
                Members.class,
                Inner.class,
                RequestEnds.class,
                RewritingFilter.class,
                Cacheable.class,
                Administration.class);
    }
}
