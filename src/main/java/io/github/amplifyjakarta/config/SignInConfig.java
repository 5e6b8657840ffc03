package io.github.amplifyjakarta.config;

import java.util.List;
import java.util.Objects;

/**
 * The configuration of sign-in by a form of the application, without Managed Login.
 *
 * @param flow Cognito's flow for a sign-in with a password
 * @param keys the keys that seal a sign-in between two steps: the first seals, all open; empty when there are none;
 *     unmodifiable
 * @param form whether the auth routes below {@code form/} take a sign-in form of the application
 * @param clientAddress whether Cognito is told the address of the browser
 * @since 0.1.0
 */
public record SignInConfig(Flow flow, List<String> keys, boolean form, boolean clientAddress) {

    /** Amplify's names of Cognito's flows ({@code authFlowType}). */
    public enum Flow {
        /** The password is proven, and never sent (SRP). */
        USER_SRP_AUTH,
        /** The password is sent to Cognito, for example for a user migration trigger. */
        USER_PASSWORD_AUTH,
        /** Choice-based: the user pool says which first factors there are. */
        USER_AUTH,
        /** The user pool's own challenges, after the password was proven. */
        CUSTOM_WITH_SRP,
        /** The user pool's own challenges. */
        CUSTOM_WITHOUT_SRP
    }

    /** No keys and no form. */
    public static final SignInConfig NONE = new SignInConfig(Flow.USER_SRP_AUTH, List.of(), false, false);

    /**
     * Checks that no component is {@code null} and copies the list.
     *
     * @param flow Cognito's flow for a sign-in with a password
     * @param keys the keys that seal a sign-in between two steps: the first seals, all open
     * @param form whether the auth routes below {@code form/} take a sign-in form of the application
     * @param clientAddress whether Cognito is told the address of the browser
     */
    public SignInConfig {
        Objects.requireNonNull(flow, "flow");
        keys = List.copyOf(keys);
    }

    /** {@return the text without the keys} */
    @Override
    public String toString() {
        return "SignInConfig[flow=" + flow + ", keys=" + (keys.isEmpty() ? "none" : "<redacted>") + ", form=" + form
                + ", clientAddress=" + clientAddress + "]";
    }
}
