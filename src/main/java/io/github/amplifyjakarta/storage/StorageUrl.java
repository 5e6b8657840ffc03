package io.github.amplifyjakarta.storage;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * A presigned URL. Everybody who has it can do the one thing it was made for, until it expires.
 *
 * <pre>{@code
 * StorageUrl photo = storage.getUrl(path("public/photo.jpg"));
 * return Response.seeOther(photo.url()).build();
 * }</pre>
 *
 * @param url the URL; {@code toString()} of this record omits its query, which is as good as a password
 * @param expiresAt when it expires: never later than the credentials that signed it
 * @since 0.1.0
 */
public record StorageUrl(URI url, Instant expiresAt) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param url the URL; {@code toString()} of this record omits its query, which is as good as a password
     * @param expiresAt when it expires: never later than the credentials that signed it
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
