package io.github.amplifyjakarta.auth;

import io.github.amplifyjakarta.AmplifyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that needs a session, tokens or credentials failed.
 *
 * <p>{@link #reason()} separates the cases that need different responses: nobody is signed in (401), the session could
 * not be checked (503, try again), the configuration lacks something (500). The exception mapper of this library turns
 * an uncaught exception into {@code application/problem+json} (RFC 9457) with that status.
 *
 * <pre>{@code
 * try {
 *     return "Hello " + amplify.getCurrentUser().username();
 * } catch (AuthException e) {
 *     return switch (e.reason()) {
 *         case NOT_SIGNED_IN -> "Please sign in.";
 *         case COULD_NOT_CHECK -> "Please try again.";
 *         default -> throw e;
 *     };
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/errors.md}.
 *
 * @since 0.1.0
 */
public final class AuthException extends AmplifyException {

    private static final long serialVersionUID = 1L;

    /** The kind of error. */
    public enum Reason {
        /** Nobody is signed in. */
        NOT_SIGNED_IN("auth/not-signed-in"),
        /**
         * The session could neither be confirmed nor refused: Cognito or its keys were out of reach. Cookies are kept.
         */
        COULD_NOT_CHECK("auth/could-not-check"),
        /** Cognito refused a token refresh with an error that does not end the session. */
        REFRESH_FAILED("auth/refresh-failed"),
        /** The configuration has no user pool, which this call needs. */
        NOT_CONFIGURED("auth/not-configured"),
        /** The identity pool gave no temporary AWS credentials. */
        CREDENTIALS("auth/credentials"),
        /** Cognito refused the call, and {@link #name()} is Cognito's name of the error; or Cognito did not respond. */
        SERVICE("auth/service"),
        /** The context was used on a thread that has no request and does not work for one. */
        NO_REQUEST("auth/no-request");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** {@return the stable code that {@link AuthException#code()} carries} */
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
    public AuthException(Reason reason, Details details, @Nullable Throwable cause) {
        super(reason.code(), details, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** {@return the kind of error} */
    public Reason reason() {
        return reason;
    }
}
