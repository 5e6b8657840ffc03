package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/** Adapts servlet requests for the access check. */
public final class ServletRequests {

    private ServletRequests() {}

    /** {@return a request as the container has parsed it} */
    public static IncomingRequest of(HttpServletRequest http) {
        return of(http, http.getRequestURI(), List.of());
    }

    /** {@return the same request with another path and the paths that the container derived from it} */
    static IncomingRequest of(HttpServletRequest http, String requestUri, List<String> resolved) {
        return new IncomingRequest(
                http.getMethod(),
                requestUri,
                Optional.ofNullable(http.getQueryString()),
                http.getContextPath(),
                resolved,
                http::getHeader);
    }
}
