package io.github.amplifyjakarta;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The base class of all errors that this library reports to an application.
 *
 * <p>{@link #name()} is the name that Amplify gives the same error in JavaScript ({@code UserUnAuthenticatedException},
 * {@code TokenRefreshException}, …), so that you find it in Amplify's documentation. {@link #code()} is this library's
 * own identifier. It never changes, and {@code docs/errors.md} explains each one. No part of an exception ever contains
 * a token, an authorization code or a secret.
 *
 * <pre>{@code
 * try {
 *     AuthUser user = amplify.getCurrentUser();
 * } catch (AmplifyException e) {
 *     log.warn("{}: {} {}", e.code(), e.getMessage(), e.recoverySuggestion());
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/errors.md}.
 *
 * @since 0.1.0
 */
public class AmplifyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The stable identifier of the error. */
    private final String code;
    /** The name that Amplify gives the error. */
    private final String name;
    /** What the reader can do about the error. */
    private final String recoverySuggestion;

    /**
     * What an error says.
     *
     * @param name the name Amplify gives this error
     * @param message what happened, with the actual and the expected value
     * @param recoverySuggestion what the reader can do about it
     */
    public record Details(String name, String message, String recoverySuggestion) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param name the name Amplify gives this error
         * @param message what happened, with the actual and the expected value
         * @param recoverySuggestion what the reader can do about it
         */
        public Details {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(recoverySuggestion, "recoverySuggestion");
        }
    }

    /**
     * Creates an error.
     *
     * @param code the stable identifier of the error, for example {@code auth/not-signed-in}
     * @param details what the error says
     * @param cause the exception that led to this one, or {@code null}
     */
    public AmplifyException(String code, Details details, @Nullable Throwable cause) {
        super(details.message(), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.name = details.name();
        this.recoverySuggestion = details.recoverySuggestion();
    }

    /** {@return the stable identifier of this error, for example {@code auth/not-signed-in}} */
    public String code() {
        return code;
    }

    /** {@return the name that Amplify gives this error, for example {@code UserUnAuthenticatedException}} */
    public String name() {
        return name;
    }

    /** {@return what the reader can do about it; never empty} */
    public String recoverySuggestion() {
        return recoverySuggestion;
    }

    /** {@return the class, the message and the recovery suggestion, as logs show them} */
    @Override
    public String toString() {
        return super.toString() + " [" + code + ": " + recoverySuggestion + "]";
    }
}
