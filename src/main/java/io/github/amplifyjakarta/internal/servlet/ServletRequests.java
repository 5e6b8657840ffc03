package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/** Requests as the access check reads them. */
public final class ServletRequests {

    private ServletRequests() {}

    /** {@return a request as its container has it} */
    public static IncomingRequest of(HttpServletRequest http) {
        return of(http, http.getRequestURI(), List.of());
    }

    /** {@return the same with another path, and what the container made of it} */
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
