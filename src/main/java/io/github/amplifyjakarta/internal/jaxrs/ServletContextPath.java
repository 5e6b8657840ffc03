package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.servlet.SessionServletFilter;
import jakarta.ws.rs.container.ContainerRequestContext;

/** The context root, which JAX-RS itself does not tell. */
final class ServletContextPath {

    private ServletContextPath() {}

    /** {@return the context root; the base path of JAX-RS where there is no servlet container} */
    static String of(ContainerRequestContext request) {
        return request.getProperty(SessionServletFilter.CONTEXT_PATH) instanceof String path
                ? path
                : request.getUriInfo().getBaseUri().getRawPath().replaceFirst("/$", "");
    }
}
