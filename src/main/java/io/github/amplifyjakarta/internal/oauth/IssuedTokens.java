package io.github.amplifyjakarta.internal.oauth;

import java.util.Optional;

/**
 * What Cognito issued, not yet verified. Never printed.
 *
 * @param accessToken the access token
 * @param idToken the ID token
 * @param refreshToken the refresh token; absent is absent
 */
public record IssuedTokens(Optional<String> accessToken, Optional<String> idToken, Optional<String> refreshToken) {

    @Override
    public String toString() {
        return "IssuedTokens[<redacted>]";
    }
}
