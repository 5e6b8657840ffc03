package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.servlet.RequestState;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Adapts Jakarta REST requests for the rest of the library. */
final class JaxRsRequests {

    private JaxRsRequests() {}

    /**
     * {@return the state that the servlet filter stores with the request; empty when properties are not servlet request
     * attributes}
     */
    static Optional<RequestState> state(ContainerRequestContext request) {
        return RequestState.ofAttribute(request.getProperty(RequestState.NAME));
    }

    /** {@return the session of a request; from CDI when properties are not servlet request attributes} */
    static RequestSession session(ContainerRequestContext request, WebRuntime runtime) {
        return state(request).map(RequestState::session).orElseGet(runtime::session);
    }

    static IncomingRequest request(ContainerRequestContext request) {
        return request(request, request.getUriInfo().getRequestUri().getRawPath());
    }

    static IncomingRequest request(ContainerRequestContext request, String path) {
        URI uri = request.getUriInfo().getRequestUri();
        return new IncomingRequest(
                request.getMethod(),
                path,
                Optional.ofNullable(uri.getRawQuery()),
                ServletContextPath.of(request),
                List.of(),
                request::getHeaderString);
    }
}
