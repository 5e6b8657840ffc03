package io.github.amplifyjakarta.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * The signed-in user.
 *
 * <pre>{@code
 * AuthUser user = amplify.getCurrentUser();
 * String key = user.userId(); // for your own tables
 * }</pre>
 *
 * @param username the user name in the user pool
 * @param userId the {@code sub} of the user: unique, never reused, the right key for your own tables
 * @param signInDetails how the user signed in, as far as the browser's Amplify client recorded it
 * @since 0.1.0
 */
public record AuthUser(String username, String userId, Optional<SignInDetails> signInDetails) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param username the user name in the user pool
     * @param userId the {@code sub}: unique, never reused, the right key for your own tables
     * @param signInDetails how the user signed in, as far as the browser's Amplify client recorded it
     */
    public AuthUser {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(signInDetails, "signInDetails");
    }
}
