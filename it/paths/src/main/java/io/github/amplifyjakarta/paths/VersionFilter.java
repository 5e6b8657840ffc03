package io.github.amplifyjakarta.paths;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Takes the version out of an address, or knows a resource by its old name, as late as filters before the matching run. */
@Provider
@PreMatching
public class VersionFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath(false);
        if (path.replaceFirst("^/", "").startsWith("v1/")) {
            URI base = request.getUriInfo().getBaseUri();
            request.setRequestUri(UriBuilder.fromUri(base)
                    .path(path.replaceFirst("^/?v1/", ""))
                    .build());
        } else if (path.replaceFirst("^/", "").startsWith("v2/")) { // another way to come to the same
            URI base = UriBuilder.fromUri(request.getUriInfo().getBaseUri())
                    .path("v2/")
                    .build();
            request.setRequestUri(base, request.getUriInfo().getRequestUri());
        } else if (path.endsWith("outer")) { // as long as what it becomes
            URI base = request.getUriInfo().getBaseUri();
            request.setRequestUri(UriBuilder.fromUri(base).path("inner").build());
        }
    }
}
