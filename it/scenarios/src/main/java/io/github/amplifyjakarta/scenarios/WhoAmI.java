package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The user name, or {@code guest}. */
@Path("who-am-i")
@RequestScoped
public class WhoAmI {

    @Inject
    AmplifyServerContext amplify;

    /** Answers as plain text. */
    @GET
    public String name() {
        return amplify.isAuthenticated() ? amplify.getCurrentUser().username() : "guest";
    }
}
