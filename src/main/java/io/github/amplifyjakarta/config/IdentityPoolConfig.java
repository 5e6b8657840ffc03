package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Objects;

/**
 * The configuration of a Cognito identity pool. It gives temporary AWS credentials to a signed-in user or to a guest.
 *
 * @param identityPoolId the id of the pool, for example {@code eu-central-1:11111111-2222-3333-4444-555555555555}
 * @param endpoint the URI of the JSON API of the identity pool
 * @param allowGuestAccess whether a visitor who is not signed in gets credentials
 * @since 0.1.0
 */
public record IdentityPoolConfig(String identityPoolId, URI endpoint, boolean allowGuestAccess) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param identityPoolId the id of the pool, for example {@code eu-central-1:11111111-2222-3333-4444-555555555555}
     * @param endpoint the URI of the JSON API of the identity pool
     * @param allowGuestAccess whether a visitor who is not signed in gets credentials
     */
    public IdentityPoolConfig {
        Objects.requireNonNull(identityPoolId, "identityPoolId");
        Objects.requireNonNull(endpoint, "endpoint");
    }
}
