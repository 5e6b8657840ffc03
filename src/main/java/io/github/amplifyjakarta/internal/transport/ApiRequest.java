package io.github.amplifyjakarta.internal.transport;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request to an API.
 *
 * @param method the HTTP method
 * @param uri the target
 * @param headers the headers, names in lower case; they may contain secrets, so they are never printed
 * @param body the body; empty without one
 * @param limit the time limit: until the headers arrive for a streamed response, otherwise until the end of the body
 * @param streamed whether a successful response is returned as a stream instead of being collected
 */
public record ApiRequest(
        String method, URI uri, Map<String, String> headers, Optional<Body> body, Duration limit, boolean streamed) {

    /**
     * A body that can be read more than once.
     *
     * @param bytes the body, when it is in memory
     * @param open opens the body
     * @param length the length in bytes; negative when unknown
     */
    public record Body(Optional<byte[]> bytes, Supplier<InputStream> open, long length) {

        /** {@return a body in memory} It is not copied. */
        public static Body of(byte[] bytes) {
            return new Body(Optional.of(bytes), () -> new ByteArrayInputStream(bytes), bytes.length);
        }

        /** {@return a body that is read while it is sent} */
        public static Body of(Supplier<InputStream> open, long length) {
            return new Body(Optional.empty(), open, length);
        }
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
