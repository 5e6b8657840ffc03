package io.github.amplifyjakarta.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * How the user signed in. Present only when the browser's own Amplify client signed the user in and recorded it.
 *
 * @param loginId what the user typed to sign in, for example an e-mail address
 * @param authFlowType Cognito's name of the flow, for example {@code USER_SRP_AUTH}
 * @since 0.1.0
 */
public record SignInDetails(Optional<String> loginId, Optional<String> authFlowType) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param loginId what the user typed to sign in, for example an e-mail address
     * @param authFlowType Cognito's name of the flow, for example {@code USER_SRP_AUTH}
     */
    public SignInDetails {
        Objects.requireNonNull(loginId, "loginId");
        Objects.requireNonNull(authFlowType, "authFlowType");
    }
}
