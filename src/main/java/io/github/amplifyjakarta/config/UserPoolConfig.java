package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of a Cognito user pool, and of the app client that this application is.
 *
 * @param userPoolId the id of the pool, for example {@code eu-central-1_Ab3dEf7Gh}
 * @param clientId the id of the app client
 * @param clientSecrets the secrets of the app client, tried in this order; empty for a public client; Cognito allows
 *     two at a time, so that one can be replaced; unmodifiable
 * @param issuers the issuers whose tokens are accepted; without configuration both forms that Cognito has, for the
 *     pool's own region first; never empty; unmodifiable
 * @param endpoint the URI of the JSON API of the user pool
 * @param jwks the public keys themselves as JSON, for use without a network; empty to fetch them
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
     * @param iss the value of the claim {@code iss}
     * @param jwksUrl the URI of the public keys
     */
    public record Issuer(String iss, URI jwksUrl) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param iss the value of the claim {@code iss}
         * @param jwksUrl the URI of the public keys
         */
        public Issuer {
            Objects.requireNonNull(iss, "iss");
            Objects.requireNonNull(jwksUrl, "jwksUrl");
        }
    }

    /**
     * Checks that no component is {@code null} and copies the lists.
     *
     * @param userPoolId the id of the pool, for example {@code eu-central-1_Ab3dEf7Gh}
     * @param clientId the id of the app client
     * @param clientSecrets the secrets of the app client, tried in this order; empty for a public client; Cognito
     *     allows two at a time, so that one can be replaced; unmodifiable
     * @param issuers the issuers whose tokens are accepted; without configuration both forms that Cognito has, for the
     *     pool's own region first; never empty; unmodifiable
     * @param endpoint the URI of the JSON API of the user pool
     * @param jwks the public keys themselves as JSON, for use without a network; empty to fetch them
     * @param oauth Managed Login; empty when only the browser's own client signs users in
     * @throws IllegalArgumentException when there are no issuers
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
