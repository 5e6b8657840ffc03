package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Cognito user pool and the app client that this application is.
 *
 * @param userPoolId for example {@code eu-central-1_Ab3dEf7Gh}
 * @param clientId id of the app client
 * @param clientSecrets secrets of the app client, tried in this order; empty for a public client. Cognito allows two at
 *     a time, so that one can be replaced
 * @param issuers whose tokens count: what {@code iss} may be. Without configuration both forms that Cognito has, for
 *     the pool's own region first; never empty
 * @param endpoint where the user pool's JSON API answers
 * @param jwks the public keys themselves, for use without a network; empty to fetch them
 * @param oauth Managed Login; empty when only the browser's own client signs users in
 * @since 0.1.0
 */
public record UserPoolConfig(
        String userPoolId,
        String clientId,
        List<String> clientSecrets,
        List<Issuer> issuers,
        URI endpoint,
        Optional<String> jwks,
        Optional<OAuthConfig> oauth) {

    /**
     * An issuer of tokens.
     *
     * @param iss the {@code iss} claim
     * @param jwksUrl where the public keys are
     */
    public record Issuer(String iss, URI jwksUrl) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param iss the {@code iss} claim
         * @param jwksUrl where the public keys are
         */
        public Issuer {
            Objects.requireNonNull(iss, "iss");
            Objects.requireNonNull(jwksUrl, "jwksUrl");
        }
    }

    /**
     * Checks that no component is {@code null} and copies the lists.
     *
     * @param userPoolId for example {@code eu-central-1_Ab3dEf7Gh}
     * @param clientId id of the app client
     * @param clientSecrets secrets of the app client, tried in this order; empty for a public client. Cognito allows
     *     two at a time, so that one can be replaced
     * @param issuers whose tokens count: what {@code iss} may be. Without configuration both forms that Cognito has,
     *     for the pool's own region first; never empty
     * @param endpoint where the user pool's JSON API answers
     * @param jwks the public keys themselves, for use without a network; empty to fetch them
     * @param oauth Managed Login; empty when only the browser's own client signs users in
     */
    public UserPoolConfig {
        Objects.requireNonNull(userPoolId, "userPoolId");
        Objects.requireNonNull(clientId, "clientId");
        clientSecrets = List.copyOf(clientSecrets);
        issuers = List.copyOf(issuers);
        if (issuers.isEmpty()) {
            throw new IllegalArgumentException("issuers is empty, expected at least one");
        }
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(jwks, "jwks");
        Objects.requireNonNull(oauth, "oauth");
    }

    @Override
    public String toString() {
        return "UserPoolConfig[userPoolId=" + userPoolId + ", clientId=" + clientId + ", clientSecrets="
                + (clientSecrets.isEmpty() ? "none" : "<redacted>") + ", issuers=" + issuers + ", endpoint=" + endpoint
                + ", oauth=" + oauth + "]";
    }
}
