package io.github.amplifyjakarta.internal.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this library reads of a request, but its cookies: the session has these.
 *
 * @param method HTTP method
 * @param path the path as it was sent, the context root included
 * @param query the query as it was sent; empty without one
 * @param contextPath the context root
 * @param resolved what the container made of the path, decoded and below the context root; empty where nobody knows
 * @param headers request headers by name, {@code null} when absent
 */
public record IncomingRequest(
        String method,
        String path,
        Optional<String> query,
        String contextPath,
        List<String> resolved,
        Function<String, @Nullable String> headers) {

    /** {@return a header; empty when it is absent} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** {@return the decoded parameters of the query, the first value of each name} */
    public Map<String, String> parameters() {
        return query.map(IncomingRequest::parseQuery).orElse(Map.of());
    }

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

    /** {@return the decoded parameters of a raw query (WHATWG URL, application/x-www-form-urlencoded)} */
    public static Map<String, String> parseQuery(String rawQuery) {
        Map<String, String> query = new HashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public String toString() {
        return "IncomingRequest[" + method + ", <redacted>]";
    }
}
