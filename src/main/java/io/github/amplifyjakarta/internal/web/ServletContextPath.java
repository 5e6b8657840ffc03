package io.github.amplifyjakarta.internal.web;

import jakarta.ws.rs.container.ContainerRequestContext;

/** The context root, which JAX-RS itself does not tell. */
final class ServletContextPath {

    static final String PROPERTY = "io.github.amplifyjakarta.contextPath";

    private ServletContextPath() {}

    /** {@return the context root; the base path of JAX-RS where there is no servlet container} */
    static String of(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof String path
                ? path
                : request.getUriInfo().getBaseUri().getRawPath().replaceFirst("/$", "");
    }
}
