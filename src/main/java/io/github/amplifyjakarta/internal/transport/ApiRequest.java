package io.github.amplifyjakarta.internal.transport;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request to somebody's API.
 *
 * @param method the HTTP method
 * @param uri where to
 * @param headers its headers, names in lower case; may hold secrets, so it prints none
 * @param body its body; empty without one
 * @param limit how long it may take: until its headers are there when the reply is streamed, else until its end
 * @param streamed whether a successful reply is handed out as a stream, instead of being collected
 */
public record ApiRequest(
        String method, URI uri, Map<String, String> headers, Optional<Body> body, Duration limit, boolean streamed) {

    /**
     * A body that can be read more than once.
     *
     * @param bytes it, when it is in memory
     * @param open opens it
     * @param length its length in bytes; negative when it is not known
     */
    public record Body(Optional<byte[]> bytes, Supplier<InputStream> open, long length) {

        /** {@return a body that is in memory} It is not copied. */
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
