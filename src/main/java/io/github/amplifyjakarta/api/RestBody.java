package io.github.amplifyjakarta.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a REST call sends, when it is not JSON. It is read once to be signed and once to be sent, and again when the call
 * is repeated, and never held in memory as a whole.
 *
 * <pre>{@code
 * orders.post("/import").body(RestBody.of(Path.of("orders.csv"), "text/csv")).send();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface RestBody {

    /**
     * {@return the bytes, from their beginning}
     *
     * @throws IOException when they cannot be had
     */
    InputStream open() throws IOException;

    /** {@return the media type, for example {@code text/csv}} */
    String contentType();

    /**
     * {@return how many bytes there are; empty when nobody knows}
     *
     * @throws IOException when they cannot be had
     */
    default OptionalLong size() throws IOException {
        return OptionalLong.empty();
    }

    /** {@return a text in UTF-8} */
    static RestBody of(String text, String contentType) {
        return of(text.getBytes(StandardCharsets.UTF_8), contentType);
    }

    /** {@return bytes; the array is not copied} */
    static RestBody of(byte[] bytes, String contentType) {
        return new RestBody() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public String contentType() {
                return contentType;
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(bytes.length);
            }
        };
    }

    /** {@return a file, which must not change during the call} */
    static RestBody of(Path file, String contentType) {
        return new RestBody() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public String contentType() {
                return contentType;
            }

            @Override
            public OptionalLong size() throws IOException {
                return OptionalLong.of(Files.size(file));
            }
        };
    }
}
