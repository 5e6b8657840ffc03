package io.github.amplifyjakarta.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * The verified tokens of a signed-in user. The refresh token is not among them: it never leaves the library.
 *
 * <pre>{@code
 * AuthTokens tokens = amplify.fetchAuthSession().tokens().orElseThrow();
 * String authorization = "Bearer " + tokens.accessToken().token();
 * }</pre>
 *
 * @param accessToken the access token; send it to resource servers
 * @param idToken the ID token; empty when the sign-in did not ask for the scope {@code openid}
 * @param signInDetails how the user signed in, as far as the browser's Amplify client recorded it
 * @since 0.1.0
 */
public record AuthTokens(Jwt accessToken, Optional<Jwt> idToken, Optional<SignInDetails> signInDetails) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param accessToken the access token; send it to resource servers
     * @param idToken the ID token; empty when the sign-in did not ask for the scope {@code openid}
     * @param signInDetails how the user signed in, as far as the browser's Amplify client recorded it
     */
    public AuthTokens {
        Objects.requireNonNull(accessToken, "accessToken");
        Objects.requireNonNull(idToken, "idToken");
        Objects.requireNonNull(signInDetails, "signInDetails");
    }
}
