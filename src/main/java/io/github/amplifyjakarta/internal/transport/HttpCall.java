package io.github.amplifyjakarta.internal.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request to send.
 *
 * @param method the HTTP method
 * @param uri the target
 * @param headers the headers; they may contain secrets, so they are never printed
 * @param body the body; may be empty
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, String body) {

    public static HttpCall get(URI uri) {
        return new HttpCall("GET", uri, Map.of("Accept", "application/json"), "");
    }

    byte[] bodyBytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + uri;
    }
}
