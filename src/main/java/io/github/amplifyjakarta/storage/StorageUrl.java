package io.github.amplifyjakarta.storage;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * A presigned URL: whoever has it may do the one thing it was made for, until it expires.
 *
 * @param url the URL; printed without its query, which is as good as a password
 * @param expiresAt when it stops working: never later than the credentials it was made with
 * @since 0.1.0
 */
public record StorageUrl(URI url, Instant expiresAt) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param url the URL; printed without its query, which is as good as a password
     * @param expiresAt when it stops working: never later than the credentials it was made with
     */
    public StorageUrl {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
        return "StorageUrl[url=" + url.getRawPath() + "?<redacted>, expiresAt=" + expiresAt + "]";
    }
}
