package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.AmplifyGuest;
import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Work without a request: at start-up, as the guest. */
@Path("startup")
@ApplicationScoped
public class Startup {

    @Inject
    @AmplifyGuest
    AmplifyServerContext guest;

    @Inject
    AmplifyServerContext amplify;

    private String found = "";

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        found = (guest.isAuthenticated() ? "signed in" : "guest") + " " + ofARequest();
    }

    private String ofARequest() {
        try {
            return "authenticated " + amplify.isAuthenticated();
        } catch (AmplifyException e) {
            return e.code();
        }
    }

    /** What it was. */
    @GET
    public String found() {
        return found;
    }
}
