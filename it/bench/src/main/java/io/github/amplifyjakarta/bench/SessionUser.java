package io.github.amplifyjakarta.bench;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** What an application asks its session for. */
@Path("")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionUser {

    @Inject
    AmplifyServerContext amplify;

    /** Who is signed in. */
    @GET
    @Path("get-current-user")
    public Map<String, String> user() {
        AuthUser user = amplify.getCurrentUser();
        return Map.of("username", user.username(), "userId", user.userId());
    }

    /** The credentials of who is signed in. */
    @GET
    @Path("credentials")
    public Map<String, String> credentials() {
        return Map.of(
                "accessKeyId",
                amplify.fetchAuthSession().credentials().orElseThrow().accessKeyId());
    }
}
