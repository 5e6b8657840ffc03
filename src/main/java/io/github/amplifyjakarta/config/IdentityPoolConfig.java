package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Objects;

/**
 * A Cognito identity pool: it turns a signed-in user, or a guest, into temporary AWS credentials.
 *
 * @param identityPoolId for example {@code eu-central-1:11111111-2222-3333-4444-555555555555}
 * @param endpoint where its JSON API answers
 * @param allowGuestAccess whether a visitor who is not signed in gets credentials
 * @since 0.1.0
 */
public record IdentityPoolConfig(String identityPoolId, URI endpoint, boolean allowGuestAccess) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param identityPoolId for example {@code eu-central-1:11111111-2222-3333-4444-555555555555}
     * @param endpoint where its JSON API answers
     * @param allowGuestAccess whether a visitor who is not signed in gets credentials
     */
    public IdentityPoolConfig {
        Objects.requireNonNull(identityPoolId, "identityPoolId");
        Objects.requireNonNull(endpoint, "endpoint");
    }
}
