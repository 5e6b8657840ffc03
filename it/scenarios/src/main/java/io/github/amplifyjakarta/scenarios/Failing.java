package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Reads the session, then fails with an error that nothing maps. */
@Path("failing")
@RequestScoped
public class Failing {

    @Inject
    AmplifyServerContext amplify;

    /** Never answers. */
    @GET
    public String fail() {
        throw new IllegalStateException(
                "on purpose, for " + amplify.getCurrentUser().username());
    }
}
