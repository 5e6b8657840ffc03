package io.github.amplifyjakarta.auth;

import java.time.Instant;
import java.util.Objects;

/**
 * Temporary AWS credentials from the identity pool.
 *
 * <pre>{@code
 * AwsCredentials credentials = amplify.fetchAuthSession().credentials().orElseThrow();
 * Duration left = Duration.between(Instant.now(), credentials.expiration());
 * }</pre>
 *
 * @param accessKeyId the access key, printable
 * @param secretAccessKey the secret key; printed as {@code <redacted>}
 * @param sessionToken the session token; printed as {@code <redacted>}
 * @param expiration when they expire
 * @since 0.1.0
 */
public record AwsCredentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param accessKeyId the access key, printable
     * @param secretAccessKey the secret key; printed as {@code <redacted>}
     * @param sessionToken the session token; printed as {@code <redacted>}
     * @param expiration when they expire
     */
    public AwsCredentials {
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(secretAccessKey, "secretAccessKey");
        Objects.requireNonNull(sessionToken, "sessionToken");
        Objects.requireNonNull(expiration, "expiration");
    }

    @Override
    public String toString() {
        return "AwsCredentials[accessKeyId=" + accessKeyId
                + ", secretAccessKey=<redacted>, sessionToken=<redacted>, expiration=" + expiration + "]";
    }
}
