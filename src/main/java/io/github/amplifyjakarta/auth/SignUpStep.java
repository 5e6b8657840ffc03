package io.github.amplifyjakarta.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * What a sign-up needs next. The names are those of Amplify's {@code nextStep.signUpStep}.
 *
 * @since 0.1.0
 */
public sealed interface SignUpStep {

    /** {@return Amplify's name of the step: {@code DONE} or {@code CONFIRM_SIGN_UP}} */
    String name();

    /** The user can sign in. */
    record Done() implements SignUpStep {

        @Override
        public String name() {
            return "DONE";
        }
    }

    /**
     * The user types the code that Cognito has sent. {@link SignIn#confirmSignUp} takes it.
     *
     * @param destination where Cognito has sent the code, masked by Cognito; empty when it does not say so
     */
    record ConfirmSignUp(Optional<String> destination) implements SignUpStep {

        /**
         * Checks that no component is {@code null}.
         *
         * @param destination where Cognito has sent the code, masked by Cognito; empty when it does not say so
         */
        public ConfirmSignUp {
            Objects.requireNonNull(destination, "destination");
        }

        @Override
        public String name() {
            return "CONFIRM_SIGN_UP";
        }
    }
}
