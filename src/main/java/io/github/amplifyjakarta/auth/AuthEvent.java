package io.github.amplifyjakarta.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a session, as a CDI event. Observers run on the thread on which it happened. An event is
 * fired once for each time it happened, not for each request that noticed it. {@link SessionRefused} happens to a
 * request, so it is fired for each request that asks for its session. An event has nothing secret in it. An exception
 * of an observer is logged and changes nothing.
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
 * <p>Guide: {@code docs/events.md}.
 *
 * @since 0.1.0
 */
public sealed interface AuthEvent {

    /**
     * A function for each kind of event. The compiler reports one that is missing.
     *
     * @param <T> the type of the result
     */
    interface Cases<T> {

        /**
         * Handles a sign-in.
         *
         * @param event the event
         * @return the result
         */
        T signedIn(SignedIn event);

        /**
         * Handles a sign-out.
         *
         * @param event the event
         * @return the result
         */
        T signedOut(SignedOut event);

        /**
         * Handles tokens that were renewed.
         *
         * @param event the event
         * @return the result
         */
        T tokensRefreshed(TokensRefreshed event);

        /**
         * Handles tokens that could not be renewed.
         *
         * @param event the event
         * @return the result
         */
        T refreshFailed(RefreshFailed event);

        /**
         * Handles tokens that are not a valid session.
         *
         * @param event the event
         * @return the result
         */
        T sessionRefused(SessionRefused event);
    }

    /**
     * Calls the one method that is for this kind of event.
     *
     * @param <T> the type of the result
     * @param cases a method for each kind of event
     * @return the result of that method
     */
    <T> T fold(Cases<T> cases);

    /**
     * A sign-in with Managed Login was successful. Its cookies are sent with this response.
     *
     * @param user the user who signed in
     */
    record SignedIn(AuthUser user) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user the user who signed in
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
     * @param user the user who signed out; empty when the cookies did not name one credibly
     */
    record SignedOut(Optional<AuthUser> user) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user the user who signed out; empty when the cookies did not name one credibly
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
     * @param user the user of the session
     */
    record TokensRefreshed(AuthUser user) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user the user of the session
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
     * @param user the user of the session
     * @param reason {@link AuthException.Reason#NOT_SIGNED_IN} when Cognito says that the session is over; {@link
     *     AuthException.Reason#REFRESH_FAILED} when it refused for another reason; {@link
     *     AuthException.Reason#COULD_NOT_CHECK} when it was out of reach
     * @param name Cognito's name of the error, for example {@code NotAuthorizedException}
     */
    record RefreshFailed(AuthUser user, AuthException.Reason reason, String name) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param user the user of the session
         * @param reason {@link AuthException.Reason#NOT_SIGNED_IN} when Cognito says that the session is over; {@link
         *     AuthException.Reason#REFRESH_FAILED} when it refused for another reason; {@link
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
     * The tokens of a request are not a valid session. This event is fired for each request that asks for its session.
     *
     * @param refusal why the tokens were refused
     */
    record SessionRefused(Refusal refusal) implements AuthEvent {
        /**
         * Checks that no component is {@code null}.
         *
         * @param refusal why the tokens were refused
         */
        public SessionRefused {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.sessionRefused(this);
        }
    }

    /** Why tokens are not a valid session. */
    enum Refusal {
        /** The access token is forged or broken, or belongs to another user pool or app client. */
        ACCESS_TOKEN,
        /** The ID token belongs to another user than the access token. */
        SUBJECT_MISMATCH,
        /** The names of the cookies have another user than the access token. */
        USERNAME_MISMATCH,
        /** The tokens have expired, and there is no refresh token. */
        EXPIRED,
        /** The user has signed out on another node, or the sessions of the user were ended. */
        ENDED
    }
}
