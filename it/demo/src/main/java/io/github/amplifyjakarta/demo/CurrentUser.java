package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** Who is signed in, as JSON. */
@Path("get-current-user")
@RequestScoped
public class CurrentUser {

    @Inject
    AmplifyServerContext amplify;

    /** The user of the session. */
    @GET
    @RequiresSession
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> currentUser(@Context SecurityContext security) {
        AuthUser user = amplify.getCurrentUser();
        return Map.of(
                "username", user.username(),
                "userId", user.userId(),
                "admin", security.isUserInRole("admins"));
    }
}
