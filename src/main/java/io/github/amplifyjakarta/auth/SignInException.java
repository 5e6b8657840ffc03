package io.github.amplifyjakarta.auth;

import io.github.amplifyjakarta.AmplifyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step of a sign-in, of a sign-up or of a new password was refused. {@link #name()} is Cognito's name of the error,
 * if it comes from Cognito.
 *
 * <pre>{@code
 * try {
 *     return page(signIn.start(username, password));
 * } catch (SignInException e) {
 *     return switch (e.reason()) {
 *         case WRONG_CREDENTIALS -> page("The user name or the password is wrong.");
 *         case TOO_MANY_ATTEMPTS -> page("Please wait a while.");
 *         default -> throw e;
 *     };
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/errors.md}.
 *
 * @since 0.1.0
 */
public final class SignInException extends AmplifyException {

    private static final long serialVersionUID = 1L;

    /** The kind of error. */
    public enum Reason {
        /** The user name or the password is wrong; also when there is no such user. */
        WRONG_CREDENTIALS("auth/wrong-credentials"),
        /** The code is wrong. The user can try again. */
        WRONG_CODE("auth/wrong-code"),
        /** The code has expired. The user asks for another one, or starts the sign-in again. */
        EXPIRED_CODE("auth/expired-code"),
        /** This browser has no such sign-in under way, or it is over. The user starts again. */
        NOT_STARTED("auth/sign-in-not-started"),
        /** There were too many attempts, by Cognito's limits or by those of this server. */
        TOO_MANY_ATTEMPTS("auth/too-many-attempts"),
        /** The new password does not meet the policy of the user pool, or was used before. */
        PASSWORD_REJECTED("auth/password-rejected"),
        /** Something that the user typed cannot be used: an attribute, a choice, a credential. */
        INVALID_INPUT("auth/invalid-input"),
        /** There is a user with this name, e-mail address or telephone number. */
        USER_EXISTS("auth/user-exists"),
        /** The user pool, one of its Lambda triggers or a firewall does not allow this. */
        REFUSED("auth/sign-in-refused"),
        /** Cognito asks for something that this library does not do, for example a remembered device. */
        NOT_SUPPORTED("auth/not-supported"),
        /** The configuration lacks something that a sign-in by form needs. */
        NOT_CONFIGURED("auth/not-configured"),
        /** The call was made on a thread that has no request. */
        NO_REQUEST("auth/no-request"),
        /** Cognito, its keys or the shared store was out of reach. The user tries again in a moment. */
        UNAVAILABLE("auth/sign-in-unavailable"),
        /** Cognito gave an answer that was not expected. */
        SERVICE("auth/service");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** {@return the stable code that {@link SignInException#code()} carries} */
        public String code() {
            return code;
        }
    }

    /** The kind of error. */
    private final Reason reason;

    /**
     * Creates an error.
     *
     * @param reason the kind of error
     * @param details what the error says
     * @param cause the exception that led to this one, or {@code null}
     */
    public SignInException(Reason reason, Details details, @Nullable Throwable cause) {
        super(reason.code(), details, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** {@return the kind of error} */
    public Reason reason() {
        return reason;
    }
}
