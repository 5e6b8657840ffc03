package io.github.amplifyjakarta.scenarios;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Gives a resource another address, before anybody looks at the path. */
@Provider
@PreMatching
@Priority(1)
public class RewritingFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().endsWith("alias-of-inner")) {
            request.setRequestUri(request.getUriInfo().getBaseUri().resolve("inner"));
        }
    }
}
