package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tokens of one user, as they were stored, not verified. They are never printed. */
interface StoredTokens {

    /** {@return the user name that they were stored under} */
    String username();

    String accessToken();

    Optional<String> idToken();

    Optional<String> refreshToken();

    /** {@return how far the browser's clock was behind Cognito's; never negative, and bounded} */
    default Duration clockDrift() {
        return Duration.ZERO; // only the browser client stores it
    }

    /** {@return the remembered device} */
    default Optional<String> deviceKey() {
        return Optional.empty(); // the access token has it as well
    }

    /** {@return how the user signed in, as the JSON that the browser client wrote} */
    default Optional<String> signInDetails() {
        return Optional.empty();
    }

    /** Stores renewed tokens instead. Returns the changes of cookies. */
    List<SetCookie> replaceBy(VerifiedTokens tokens);

    /**
     * {@return whether another request has stored others instead, since these were read}
     *
     * @throws StoreUnavailable when it cannot be told
     */
    default boolean wereReplaced() throws StoreUnavailable {
        return false; // the browser sends what it has
    }

    /** Deletes them, because Cognito has ended the session. Returns the changes of cookies. */
    List<SetCookie> delete();
}
