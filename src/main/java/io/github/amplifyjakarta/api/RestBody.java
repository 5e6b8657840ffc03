package io.github.amplifyjakarta.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The body of a REST call that is not JSON. It is read once for the signature and once to be sent. It is read again
 * when the call is sent again. It is never held in memory as a whole.
 *
 * <pre>{@code
 * orders.post("/import").body(RestBody.of(Path.of("orders.csv"), "text/csv")).send();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface RestBody {

    /**
     * {@return a new stream of all bytes}
     *
     * @throws IOException when the bytes cannot be read
     */
    InputStream open() throws IOException;

    /** {@return the media type, for example {@code text/csv}} */
    String contentType();

    /**
     * {@return the number of bytes; empty when it is unknown}
     *
     * @throws IOException when the bytes cannot be read
     */
    default OptionalLong size() throws IOException {
        return OptionalLong.empty();
    }

    /**
     * {@return a text as UTF-8}
     *
     * @param text the text
     * @param contentType the media type, for example {@code text/csv}
     */
    static RestBody of(String text, String contentType) {
        return of(text.getBytes(StandardCharsets.UTF_8), contentType);
    }

    /**
     * {@return bytes of an array}
     *
     * @param bytes the bytes; the array is not copied, so do not change it before the call has ended
     * @param contentType the media type, for example {@code image/png}
     */
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

    /**
     * {@return the bytes of a file}
     *
     * @param file the file; it must not change during the call
     * @param contentType the media type, for example {@code application/pdf}
     */
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
