package io.github.amplifyjakarta.config;

import java.time.Duration;
import java.util.Objects;

/**
 * Time limits of calls to AWS.
 *
 * @param connectTimeout how long a connection may take to stand
 * @param readTimeout how long a whole answer may take, its last byte included
 */
public record HttpConfig(Duration connectTimeout, Duration readTimeout) {

    /** Checks that no component is {@code null}. */
    public HttpConfig {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(readTimeout, "readTimeout");
    }
}
