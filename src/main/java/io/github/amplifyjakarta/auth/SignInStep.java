package io.github.amplifyjakarta.auth;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sign-in needs next. The names are those of Amplify's {@code nextStep.signInStep}.
 *
 * <pre>{@code
 * SignInStep step = signIn.start(username, password);
 * if (step instanceof SignInStep.Code code) {
 *     return "Type the code that we have sent to " + code.destination().orElse("you") + ".";
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface SignInStep {

    /** {@return Amplify's name of the step, for example {@code CONFIRM_SIGN_IN_WITH_TOTP_CODE}} */
    String name();

    /** Cognito asks the user for something. {@link SignIn#answer} takes the answer. */
    sealed interface Challenge extends SignInStep {

        /**
         * {@return the id of the sign-in in this browser; a form sends it back in a hidden field, so that two tabs do not
         * disturb each other}
         */
        String flow();
    }

    /**
     * The user is signed in, in this request and in the following ones.
     *
     * @param user the user
     */
    record Done(AuthUser user) implements SignInStep {

        /**
         * Checks that no component is {@code null}.
         *
         * @param user the user
         */
        public Done {
            Objects.requireNonNull(user, "user");
        }

        @Override
        public String name() {
            return "DONE";
        }
    }

    /** How a code reaches the user. */
    enum Channel {
        /** A text message. */
        SMS,
        /** An e-mail. */
        EMAIL,
        /** An authenticator app shows it. */
        TOTP
    }

    /**
     * The user types a code.
     *
     * @param flow the id of the sign-in in this browser
     * @param channel how the code reaches the user
     * @param destination where Cognito has sent it, masked by Cognito; empty when it does not say so, and for TOTP
     */
    record Code(String flow, Channel channel, Optional<String> destination) implements Challenge {

        /**
         * Checks that no component is {@code null}.
         *
         * @param flow the id of the sign-in in this browser
         * @param channel how the code reaches the user
         * @param destination where Cognito has sent it, masked by Cognito; empty when it does not say so, and for TOTP
         */
        public Code {
            Objects.requireNonNull(flow, "flow");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(destination, "destination");
        }

        @Override
        public String name() {
            return "CONFIRM_SIGN_IN_WITH_" + channel + "_CODE";
        }
    }

    /**
     * The user types the password.
     *
     * @param flow the id of the sign-in in this browser
     */
    record Password(String flow) implements Challenge {

        /**
         * Checks that no component is {@code null}.
         *
         * @param flow the id of the sign-in in this browser
         */
        public Password {
            Objects.requireNonNull(flow, "flow");
        }

        @Override
        public String name() {
            return "CONFIRM_SIGN_IN_WITH_PASSWORD";
        }
    }

    /**
     * The password was set by an administrator, and the user chooses another one.
     *
     * @param flow the id of the sign-in in this browser
     * @param missingAttributes the attributes that the user pool requires too, for example {@code email};
     *     unmodifiable
     */
    record NewPassword(String flow, List<String> missingAttributes) implements Challenge {

        /**
         * Checks that no component is {@code null} and copies the list.
         *
         * @param flow the id of the sign-in in this browser
         * @param missingAttributes the attributes that the user pool requires too; unmodifiable
         */
        public NewPassword {
            Objects.requireNonNull(flow, "flow");
            missingAttributes = List.copyOf(missingAttributes);
        }

        @Override
        public String name() {
            return "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED";
        }
    }

    /**
     * The user chooses a second factor.
     *
     * @param flow the id of the sign-in in this browser
     * @param allowedMfaTypes the answers to choose from: {@code SMS}, {@code TOTP}, {@code EMAIL}; unmodifiable
     */
    record ChooseMfa(String flow, List<String> allowedMfaTypes) implements Challenge {

        /**
         * Checks that no component is {@code null} and copies the list.
         *
         * @param flow the id of the sign-in in this browser
         * @param allowedMfaTypes the answers to choose from; unmodifiable
         */
        public ChooseMfa {
            Objects.requireNonNull(flow, "flow");
            allowedMfaTypes = List.copyOf(allowedMfaTypes);
        }

        @Override
        public String name() {
            return "CONTINUE_SIGN_IN_WITH_MFA_SELECTION";
        }
    }

    /**
     * The user chooses which second factor to set up.
     *
     * @param flow the id of the sign-in in this browser
     * @param allowedMfaTypes the answers to choose from: {@code TOTP}, {@code EMAIL}; unmodifiable
     */
    record ChooseMfaSetup(String flow, List<String> allowedMfaTypes) implements Challenge {

        /**
         * Checks that no component is {@code null} and copies the list.
         *
         * @param flow the id of the sign-in in this browser
         * @param allowedMfaTypes the answers to choose from; unmodifiable
         */
        public ChooseMfaSetup {
            Objects.requireNonNull(flow, "flow");
            allowedMfaTypes = List.copyOf(allowedMfaTypes);
        }

        @Override
        public String name() {
            return "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION";
        }
    }

    /**
     * The user sets up an authenticator app and types its first code.
     *
     * @param flow the id of the sign-in in this browser
     * @param sharedSecret the secret, to be typed into the app
     */
    record SetUpTotp(String flow, String sharedSecret) implements Challenge {

        /**
         * Checks that no component is {@code null}.
         *
         * @param flow the id of the sign-in in this browser
         * @param sharedSecret the secret, to be typed into the app
         */
        public SetUpTotp {
            Objects.requireNonNull(flow, "flow");
            Objects.requireNonNull(sharedSecret, "sharedSecret");
        }

        /**
         * {@return the URI that authenticator apps read, for a link or a QR code}
         *
         * @param issuer the name of the application, which the app shows
         * @param account the name of the user, which the app shows
         */
        public String uri(String issuer, String account) {
            return OtpAuthUri.of(issuer, account, sharedSecret);
        }

        @Override
        public String name() {
            return "CONTINUE_SIGN_IN_WITH_TOTP_SETUP";
        }

        /** {@return the text without the secret} */
        @Override
        public String toString() {
            return "SetUpTotp[flow=" + flow + ", sharedSecret=<redacted>]";
        }
    }

    /**
     * The user types an e-mail address for the second factor.
     *
     * @param flow the id of the sign-in in this browser
     */
    record SetUpEmail(String flow) implements Challenge {

        /**
         * Checks that no component is {@code null}.
         *
         * @param flow the id of the sign-in in this browser
         */
        public SetUpEmail {
            Objects.requireNonNull(flow, "flow");
        }

        @Override
        public String name() {
            return "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP";
        }
    }

    /**
     * The user chooses how to sign in.
     *
     * @param flow the id of the sign-in in this browser
     * @param availableChallenges the answers to choose from, by Cognito's names: {@code PASSWORD}, {@code
     *     PASSWORD_SRP}, {@code EMAIL_OTP}, {@code SMS_OTP}, {@code WEB_AUTHN}; unmodifiable
     */
    record ChooseFirstFactor(String flow, List<String> availableChallenges) implements Challenge {

        /**
         * Checks that no component is {@code null} and copies the list.
         *
         * @param flow the id of the sign-in in this browser
         * @param availableChallenges the answers to choose from; unmodifiable
         */
        public ChooseFirstFactor {
            Objects.requireNonNull(flow, "flow");
            availableChallenges = List.copyOf(availableChallenges);
        }

        @Override
        public String name() {
            return "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION";
        }
    }

    /**
     * The user shows a passkey. The answer is the credential that the browser's {@code navigator.credentials.get} gives,
     * as JSON ({@code PublicKeyCredential.toJSON()}).
     *
     * @param flow the id of the sign-in in this browser
     * @param optionsJson the options for {@code PublicKeyCredential.parseRequestOptionsFromJSON}
     */
    record Passkey(String flow, String optionsJson) implements Challenge {

        /**
         * Checks that no component is {@code null}.
         *
         * @param flow the id of the sign-in in this browser
         * @param optionsJson the options for {@code PublicKeyCredential.parseRequestOptionsFromJSON}
         */
        public Passkey {
            Objects.requireNonNull(flow, "flow");
            Objects.requireNonNull(optionsJson, "optionsJson");
        }

        @Override
        public String name() {
            return "WEB_AUTHN";
        }
    }

    /**
     * The user pool's own challenge (Lambda trigger "Create auth challenge").
     *
     * @param flow the id of the sign-in in this browser
     * @param parameters the public parameters of the challenge; unmodifiable
     */
    record Custom(String flow, Map<String, String> parameters) implements Challenge {

        /**
         * Checks that no component is {@code null} and copies the map.
         *
         * @param flow the id of the sign-in in this browser
         * @param parameters the public parameters of the challenge; unmodifiable
         */
        public Custom {
            Objects.requireNonNull(flow, "flow");
            parameters = Map.copyOf(parameters);
        }

        @Override
        public String name() {
            return "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE";
        }
    }

    /**
     * An administrator has reset the password: the user has to choose another one, with {@link SignIn#resetPassword}.
     *
     * @param username the name of the user: as it was typed, or as the user pool has it
     */
    record ResetPassword(String username) implements SignInStep {

        /**
         * Checks that no component is {@code null}.
         *
         * @param username the name of the user: as it was typed, or as the user pool has it
         */
        public ResetPassword {
            Objects.requireNonNull(username, "username");
        }

        @Override
        public String name() {
            return "RESET_PASSWORD";
        }
    }

    /**
     * The user has not confirmed the sign-up yet. {@link SignIn#confirmSignUp} takes the code.
     *
     * @param username the name of the user: as it was typed, or as the user pool has it
     */
    record ConfirmSignUp(String username) implements SignInStep {

        /**
         * Checks that no component is {@code null}.
         *
         * @param username the name of the user: as it was typed, or as the user pool has it
         */
        public ConfirmSignUp {
            Objects.requireNonNull(username, "username");
        }

        @Override
        public String name() {
            return "CONFIRM_SIGN_UP";
        }
    }
}
