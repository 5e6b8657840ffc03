package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Says that caches may keep its answer. */
@Path("cacheable")
@RequestScoped
public class Cacheable {

    @Inject
    AmplifyServerContext amplify;

    /** The user name, or {@code guest}. */
    @GET
    public Response name() {
        return Response.ok(amplify.isAuthenticated() ? amplify.getCurrentUser().username() : "guest")
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .build();
    }
}
