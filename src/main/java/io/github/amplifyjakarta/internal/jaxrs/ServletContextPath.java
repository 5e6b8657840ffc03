package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.servlet.SessionServletFilter;
import jakarta.ws.rs.container.ContainerRequestContext;

/** The context root, which JAX-RS does not provide. */
final class ServletContextPath {

    private ServletContextPath() {}

    /** {@return the context root; without a servlet container, the base path of JAX-RS} */
    static String of(ContainerRequestContext request) {
        return request.getProperty(SessionServletFilter.CONTEXT_PATH) instanceof String path
                ? path
                : request.getUriInfo().getBaseUri().getRawPath().replaceFirst("/$", "");
    }
}
