package io.github.amplifyjakarta.config;

import java.time.Duration;
import java.util.Objects;

/**
 * The time limits of requests to AWS and to your APIs.
 *
 * @param connectTimeout the longest time to establish a connection
 * @param requestTimeout the longest time of a request once it is connected, up to the last byte of its response;
 *     transfers of files and streams have no such limit
 * @param idleTimeout the longest time without a byte in a transfer of a file or a stream
 * @since 0.1.0
 */
public record HttpConfig(Duration connectTimeout, Duration requestTimeout, Duration idleTimeout) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param connectTimeout the longest time to establish a connection
     * @param requestTimeout the longest time of a request once it is connected, up to the last byte of its response;
     *     transfers of files and streams have no such limit
     * @param idleTimeout the longest time without a byte in a transfer of a file or a stream
     */
    public HttpConfig {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        Objects.requireNonNull(idleTimeout, "idleTimeout");
    }
}
