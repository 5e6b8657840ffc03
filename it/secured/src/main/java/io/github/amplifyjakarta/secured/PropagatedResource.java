package io.github.amplifyjakarta.secured;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;

/** Asks for the session on a thread of MicroProfile Context Propagation. */
@Path("propagated")
@RequestScoped
@PermitAll
public class PropagatedResource {

    @Inject
    AmplifyServerContext amplify;

    /** Who is signed in. */
    @GET
    public CompletionStage<String> name() {
        return Propagation.executor()
                .supplyAsync(() -> amplify.getCurrentUser().username())
                .thenApplyAsync(name -> name + " " + amplify.getCurrentUser().username());
    }
}
