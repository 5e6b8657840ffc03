package io.github.amplifyjakarta.api;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * The response of a REST API while it arrives, for bodies of any size. It holds a connection until it is read to its
 * end or closed.
 *
 * <pre>{@code
 * try (RestStream export = orders.get("/export").stream()) {
 *     export.body().transferTo(out);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface RestStream extends AutoCloseable {

    /** {@return the HTTP status, 200 to 299} */
    int statusCode();

    /** {@return all headers, names in lower case; unmodifiable} */
    Map<String, List<String>> headers();

    /**
     * {@return the body}
     *
     * <p>Reading throws a {@link java.io.IOException} when the connection breaks, or when the API sends nothing for
     * longer than {@code amplify.http.idle-timeout}.
     */
    InputStream body();

    /** Closes the response. What was not read is lost. */
    @Override
    void close();
}
