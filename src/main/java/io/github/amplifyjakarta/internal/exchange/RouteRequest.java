package io.github.amplifyjakarta.internal.exchange;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an auth route needs to know of a request.
 *
 * @param method HTTP method
 * @param path the path as the server sees it, the context root included
 * @param query decoded parameters, the first value of each name
 * @param headers request headers, names in lower case
 * @param cookies its cookies
 * @param contextPath the context root of the application
 */
public record RouteRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        RequestCookies cookies,
        String contextPath) {

    /** A request to an application at the root, wherever its routes are. */
    public RouteRequest(String method, Map<String, String> query, Map<String, String> headers, RequestCookies cookies) {
        this(method, "", query, headers, cookies, "");
    }

    /** {@return a parameter; empty when it is absent or empty} */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** {@return the decoded parameters of a raw query (WHATWG URL, application/x-www-form-urlencoded)} */
    public static Map<String, String> parseQuery(@Nullable String rawQuery) {
        Map<String, String> query = new HashMap<>();
        if (rawQuery == null) {
            return query;
        }
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
        return "RouteRequest[" + method + ", <redacted>]";
    }
}
