package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.auth.AuthEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what happens to sessions. */
@Path("audit")
@ApplicationScoped
public class AuditTrail {

    private final List<String> events = new CopyOnWriteArrayList<>();

    void all(@Observes @Priority(1) AuthEvent event) {
        events.add(event.getClass().getSimpleName());
    }

    void signedIn(@Observes @Priority(2) AuthEvent.SignedIn event) {
        events.add(event.user().username());
    }

    void fail(@Observes @Priority(3) AuthEvent event) {
        throw new IllegalStateException("on purpose: no sign-in may fail because of this");
    }

    /** What it was, comma separated. */
    @GET
    public String events() {
        return String.join(",", events);
    }
}
