package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A Cognito user pool and the app client that this application is.
 *
 * @param userPoolId for example {@code eu-central-1_Ab3dEf7Gh}
 * @param clientId id of the app client
 * @param clientSecret secret of the app client; empty for a public client
 * @param issuer what the {@code iss} of every token must be
 * @param endpoint where the user pool's JSON API answers
 * @param jwksUrl where its public keys are
 * @param jwks the public keys themselves, for use without a network; empty to fetch them
 * @param oauth Managed Login; empty when only the browser's own client signs users in
 */
public record UserPoolConfig(
        String userPoolId,
        String clientId,
        Optional<String> clientSecret,
        String issuer,
        URI endpoint,
        URI jwksUrl,
        Optional<String> jwks,
        Optional<OAuthConfig> oauth) {

    /** Checks that no component is {@code null}. */
    public UserPoolConfig {
        Objects.requireNonNull(userPoolId, "userPoolId");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(jwksUrl, "jwksUrl");
        Objects.requireNonNull(jwks, "jwks");
        Objects.requireNonNull(oauth, "oauth");
    }

    /** {@return the part of the issuer behind {@code https://}, the name of this pool as a login provider} */
    public String loginProvider() {
        return issuer.replaceFirst("^https?://", "");
    }

    @Override
    public String toString() {
        return "UserPoolConfig[userPoolId=" + userPoolId + ", clientId=" + clientId + ", clientSecret="
                + clientSecret.map(secret -> "<redacted>").orElse("none") + ", issuer=" + issuer + ", endpoint="
                + endpoint + ", jwksUrl=" + jwksUrl + ", oauth=" + oauth + "]";
    }
}
