package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests to an application at the root. */
public final class Requests {

    private Requests() {}

    /** {@return a request to an auth route, wherever the routes are} */
    public static IncomingRequest get(String query) {
        return of("GET", "", query, Map.of());
    }

    /**
     * {@return a request}
     *
     * @param query as it is sent; {@code null} without one
     * @param headers names in any case
     */
    public static IncomingRequest of(String method, String path, String query, Map<String, String> headers) {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers);
        return new IncomingRequest(method, path, Optional.ofNullable(query), "", List.of(), sent::get);
    }
}
