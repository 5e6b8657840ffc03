package io.github.amplifyjakarta.internal.web;

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
 * @param headers request headers by name, {@code null} when absent
 */
public record GuardedRequest(
        String method,
        String requestUri,
        Optional<String> query,
        String contextPath,
        Function<String, @Nullable String> headers) {

    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
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
