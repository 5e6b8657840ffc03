package io.github.amplifyjakarta.internal.oauth;

import java.util.Optional;

/**
 * The tokens that Cognito issued, not yet verified. They are never printed.
 *
 * @param accessToken the access token
 * @param idToken the ID token
 * @param refreshToken the refresh token; empty when there is none
 */
public record IssuedTokens(Optional<String> accessToken, Optional<String> idToken, Optional<String> refreshToken) {

    @Override
    public String toString() {
        return "IssuedTokens[<redacted>]";
    }
}
