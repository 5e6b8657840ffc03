package io.github.amplifyjakarta.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether a request may pass.
 *
 * @param method HTTP method
 * @param requestUri the path as it was sent, the context root included
 * @param query the query as it was sent; empty without one
 * @param contextPath the context root
 * @param resolved what the container made of the path, decoded and below the context root; empty where nobody knows
 * @param headers request headers by name, {@code null} when absent
 */
public record GuardedRequest(
        String method,
        String requestUri,
        Optional<String> query,
        String contextPath,
        List<String> resolved,
        Function<String, @Nullable String> headers) {

    /** {@return a request as its container has it} */
    static GuardedRequest of(HttpServletRequest http) {
        return of(http, http.getRequestURI(), List.of());
    }

    /** {@return the same with another path, and what the container made of it} */
    static GuardedRequest of(HttpServletRequest http, String requestUri, List<String> resolved) {
        return new GuardedRequest(
                http.getMethod(),
                requestUri,
                Optional.ofNullable(http.getQueryString()),
                http.getContextPath(),
                resolved,
                http::getHeader);
    }

    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** {@return whether a browser asks if a page of another origin may send a request (Fetch, "CORS-preflight request")} */
    boolean isPreflight() {
        return method.equals("OPTIONS")
                && headers.apply("Origin") != null
                && headers.apply("Access-Control-Request-Method") != null;
    }

    /** {@return whether this is a page that somebody looks at, not a call of a script (Fetch Metadata, section 2.2)} */
    boolean isNavigation() {
        String mode = headers.apply("Sec-Fetch-Mode");
        if (mode != null) {
            return mode.equals("navigate");
        }
        String accept = headers.apply("Accept");
        return headers.apply("X-Requested-With") == null && accept != null && accept.contains("text/html");
    }

    /** {@return whether a browser guesses that somebody will look at this, and nobody has asked for it yet} */
    boolean isPrefetch() {
        return Prefetch.isOne(headers);
    }

    @Override
    public String toString() {
        return "GuardedRequest[" + method + ", <redacted>]";
    }
}
