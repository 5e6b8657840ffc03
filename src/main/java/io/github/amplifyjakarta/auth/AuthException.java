package io.github.amplifyjakarta.auth;

import io.github.amplifyjakarta.AmplifyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that needs a session, tokens or credentials could not be answered.
 *
 * <p>{@link #reason()} tells the cases apart that need different answers: nobody is signed in (401), the session could
 * not be checked (503, try again), the configuration lacks something (500). The exception mapper of this library turns
 * an uncaught one into {@code application/problem+json} (RFC 9457) with exactly that status.
 *
 * @since 0.1.0
 */
public final class AuthException extends AmplifyException {

    private static final long serialVersionUID = 1L;

    /** What kind of error this is. */
    public enum Reason {
        /** Nobody is signed in. */
        NOT_SIGNED_IN("auth/not-signed-in"),
        /** Neither confirmed nor refused: Cognito or its key set was out of reach. Cookies are kept. */
        COULD_NOT_CHECK("auth/could-not-check"),
        /** Cognito answered a token refresh with an error that does not end the session. */
        REFRESH_FAILED("auth/refresh-failed"),
        /** The configuration has no user pool, which this call needs. */
        NOT_CONFIGURED("auth/not-configured"),
        /** Temporary AWS credentials could not be had from the identity pool. */
        CREDENTIALS("auth/credentials"),
        /** Cognito refused the call, then {@link #name()} is its own name of the error; or it did not answer. */
        SERVICE("auth/service"),
        /** The context was used on a thread that neither answers a request nor works for one. */
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

    private final Reason reason;

    /**
     * Creates an error.
     *
     * @param reason what kind of error this is
     * @param details what the error says
     * @param cause the reason below this one, or {@code null}
     */
    public AuthException(Reason reason, Details details, @Nullable Throwable cause) {
        super(reason.code(), details, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** {@return what kind of error this is} */
    public Reason reason() {
        return reason;
    }
}
