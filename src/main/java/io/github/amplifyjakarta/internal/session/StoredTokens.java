package io.github.amplifyjakarta.internal.session;

import java.time.Duration;
import java.util.Optional;

/**
 * What the cookies of one user hold, not yet verified. Never printed.
 *
 * @param username the user in the cookies' names
 * @param accessToken the access token
 * @param idToken the ID token
 * @param refreshToken the refresh token
 * @param clockDrift how far the browser's clock was behind Cognito's; never negative here, and bounded
 * @param deviceKey the remembered device
 * @param signInDetails how the user signed in, JSON as the browser's client wrote it
 */
record StoredTokens(
        String username,
        String accessToken,
        Optional<String> idToken,
        Optional<String> refreshToken,
        Duration clockDrift,
        Optional<String> deviceKey,
        Optional<String> signInDetails) {

    @Override
    public String toString() {
        return "StoredTokens[<redacted>]";
    }
}
