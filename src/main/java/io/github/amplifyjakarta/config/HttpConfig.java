package io.github.amplifyjakarta.config;

import java.time.Duration;
import java.util.Objects;

/**
 * Time limits of calls to AWS and to your APIs.
 *
 * @param connectTimeout how long a connection may take to be established
 * @param requestTimeout how long a request may take once it is connected, the last byte of its response included;
 *     transfers of files and streams have no such limit
 * @param idleTimeout how long a transfer of a file or a stream may stay without a byte
 * @since 0.1.0
 */
public record HttpConfig(Duration connectTimeout, Duration requestTimeout, Duration idleTimeout) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param connectTimeout how long a connection may take to be established
     * @param requestTimeout how long a request may take once it is connected, the last byte of its response included;
     *     transfers of files and streams have no such limit
     * @param idleTimeout how long a transfer of a file or a stream may stay without a byte
     */
    public HttpConfig {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        Objects.requireNonNull(idleTimeout, "idleTimeout");
    }
}
