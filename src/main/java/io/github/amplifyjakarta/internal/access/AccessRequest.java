package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.internal.exchange.Prefetch;
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
public record AccessRequest(
        String method,
        String requestUri,
        Optional<String> query,
        String contextPath,
        List<String> resolved,
        Function<String, @Nullable String> headers) {

    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** {@return whether a browser asks if a page of another origin may send a request (Fetch, "CORS-preflight request")} */
    public boolean isPreflight() {
        return method.equals("OPTIONS")
                && headers.apply("Origin") != null
                && headers.apply("Access-Control-Request-Method") != null;
    }

    /** {@return whether this is a page that somebody looks at, not a call of a script (Fetch Metadata, section 2.2)} */
    public boolean isNavigation() {
        String mode = headers.apply("Sec-Fetch-Mode");
        if (mode != null) {
            return mode.equals("navigate");
        }
        String accept = headers.apply("Accept");
        return headers.apply("X-Requested-With") == null && accept != null && accept.contains("text/html");
    }

    /** {@return whether a browser guesses that somebody will look at this, and nobody has asked for it yet} */
    public boolean isPrefetch() {
        return Prefetch.isOne(headers);
    }

    @Override
    public String toString() {
        return "AccessRequest[" + method + ", <redacted>]";
    }
}
