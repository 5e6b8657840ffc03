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
 * The parts of a request that this library reads, except for its cookies, which the session holds.
 *
 * @param method HTTP method
 * @param path the path as it was sent, including the context root
 * @param query the query as it was sent; empty without one
 * @param contextPath the context root
 * @param resolved the paths that the container derived, decoded and below the context root; empty when they are unknown
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

    /** {@return whether this is a browser's CORS preflight request (Fetch, "CORS-preflight request")} */
    public boolean isPreflight() {
        return method.equals("OPTIONS")
                && headers.apply("Origin") != null
                && headers.apply("Access-Control-Request-Method") != null;
    }

    /**
     * {@return whether this request loads a page for a user and is not a script's request (Fetch Metadata, section
     * 2.2)}
     */
    public boolean isNavigation() {
        return isNavigation(headers);
    }

    /** {@return whether a request with these headers is a navigation} */
    public static boolean isNavigation(Function<String, @Nullable String> headers) {
        String mode = headers.apply("Sec-Fetch-Mode");
        if (mode != null) {
            return mode.equals("navigate");
        }
        String accept = headers.apply("Accept");
        return headers.apply("X-Requested-With") == null && accept != null && accept.contains("text/html");
    }

    /** {@return whether the browser only expects that the user will request this page} */
    public boolean isPrefetch() {
        return Prefetch.isOne(headers);
    }

    /**
     * {@return whether another site has sent this request} Fetch Metadata tells it if present, otherwise Origin or Referer.
     * Without any of these headers, the client is not a browser.
     *
     * @param origin the origin of the application
     */
    public boolean isCrossSite(String origin) {
        Optional<String> site = header("sec-fetch-site");
        if (site.isPresent()) {
            return site.get().contains("cross-site"); // a repeated header is combined into a list
        }
        Optional<String> from = header("origin").or(() -> header("referer"));
        return from.isPresent() && !from.get().equals(origin) && !from.get().startsWith(origin + "/");
    }

    /**
     * {@return whether a page of the application itself has sent this request} A sign-in must not begin at a page of another
     * host of the same site either: it might sign the user in as somebody else.
     *
     * @param origin the origin of the application
     */
    public boolean isOfOrigin(String origin) {
        return header("sec-fetch-site")
                .map(site -> site.equals("same-origin") || site.equals("none"))
                .orElseGet(() -> !isCrossSite(origin));
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
