package ${package};

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.RequiresSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Who is signed in, as JSON. Nobody is: 401. */
@Path("current-user")
@RequestScoped
public class CurrentUser {

    @Inject
    AmplifyServerContext amplify;

    @GET
    @RequiresSession
    @Produces(MediaType.APPLICATION_JSON)
    public AuthUser currentUser() {
        return amplify.getCurrentUser();
    }
}
