package io.github.amplifyjakarta.scenarios;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** An application that has nothing loaded from {@code META-INF/services}, the library's filters among it. */
@ApplicationPath("/api")
public class UnfilteredApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Members.class, WhoAmI.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jakarta.ws.rs.loadServices", false);
    }
}
