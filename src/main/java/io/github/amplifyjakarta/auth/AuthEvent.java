package io.github.amplifyjakarta.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * Something happened to a session. CDI observers get it on the thread on which it happened, once for each time it
 * happened (not once for each request that noticed it; {@link SessionRefused}, which happens to a request, is fired for
 * each that asks for its session), and with nothing secret in it. An observer that fails is logged and changes nothing.
 *
 * <pre>{@code
 * void audit(@Observes AuthEvent event) {
 *     log.info("{}", event);
 * }
 *
 * void welcome(@Observes AuthEvent.SignedIn event) {
 *     customers.seen(event.user().userId());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface AuthEvent {

    /**
     * What to do with each kind of event: the compiler says when one is missing.
     *
     * @param <T> what the methods give
     */
    interface Cases<T> {

        /**
         * {@return what to do with a sign-in}
         *
         * @param event never {@code null}
         */
        T signedIn(SignedIn event);

        /**
         * {@return what to do with a sign-out}
         *
         * @param event never {@code null}
         */
        T signedOut(SignedOut event);

        /**
         * {@return what to do with renewed tokens}
         *
         * @param event never {@code null}
         */
        T tokensRefreshed(TokensRefreshed event);

        /**
         * {@return what to do with tokens that could not be renewed}
         *
         * @param event never {@code null}
         */
        T refreshFailed(RefreshFailed event);

        /**
         * {@return what to do with tokens that make no session}
         *
         * @param event never {@code null}
         */
        T sessionRefused(SessionRefused event);
    }

    /**
     * {@return what the one method says that is for this kind of event}
     *
     * @param <T> what the methods give
     * @param cases a method for each kind
     */
    <T> T fold(Cases<T> cases);

    /**
     * A sign-in with Managed Login has ended well; its cookies leave with this response.
     *
     * @param user who signed in
     */
    record SignedIn(AuthUser user) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user who signed in
         */
        public SignedIn {
            Objects.requireNonNull(user, "user");
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.signedIn(this);
        }
    }

    /**
     * A sign-out has ended: the cookies are deleted, and the refresh token is about to be revoked.
     *
     * @param user who signed out; empty when the cookies did not say so credibly
     */
    record SignedOut(Optional<AuthUser> user) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user who signed out; empty when the cookies did not say so credibly
         */
        public SignedOut {
            Objects.requireNonNull(user, "user");
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.signedOut(this);
        }
    }

    /**
     * Cognito has renewed the tokens.
     *
     * @param user whose
     */
    record TokensRefreshed(AuthUser user) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user whose
         */
        public TokensRefreshed {
            Objects.requireNonNull(user, "user");
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.tokensRefreshed(this);
        }
    }

    /**
     * The tokens could not be renewed.
     *
     * @param user whose
     * @param reason {@link AuthException.Reason#NOT_SIGNED_IN} when Cognito says that the session is over, {@link
     *     AuthException.Reason#REFRESH_FAILED} when it refused for another reason, {@link
     *     AuthException.Reason#COULD_NOT_CHECK} when it was out of reach
     * @param name Cognito's name of the error, for example {@code NotAuthorizedException}
     */
    record RefreshFailed(AuthUser user, AuthException.Reason reason, String name) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user whose
         * @param reason {@link AuthException.Reason#NOT_SIGNED_IN} when Cognito says that the session is over, {@link
         *     AuthException.Reason#REFRESH_FAILED} when it refused for another reason, {@link
         *     AuthException.Reason#COULD_NOT_CHECK} when it was out of reach
         * @param name Cognito's name of the error, for example {@code NotAuthorizedException}
         */
        public RefreshFailed {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(name, "name");
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.refreshFailed(this);
        }
    }

    /**
     * The cookies of a request hold tokens that make no session. Fired for each request that asks for it.
     *
     * @param refusal why
     */
    record SessionRefused(Refusal refusal) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param refusal why
         */
        public SessionRefused {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.sessionRefused(this);
        }
    }

    /** Why tokens make no session. */
    enum Refusal {
        /** The access token is forged, broken, or another user pool's or app client's. */
        ACCESS_TOKEN,
        /** The ID token is another user's than the access token. */
        SUBJECT_MISMATCH,
        /** The user in the cookies' names is another one than the access token's. */
        USERNAME_MISMATCH,
        /** The tokens have expired, and there is no refresh token. */
        EXPIRED
    }
}
