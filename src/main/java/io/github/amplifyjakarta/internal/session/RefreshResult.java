package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The result of a token refresh. */
sealed interface RefreshResult {

    /** One method for each result. */
    interface Cases<T> {

        T renewed(Renewed renewed);

        T ended(Ended ended);

        T signedOut();

        T notRenewable(AuthException why);

        T failed(AuthException why);
    }

    /** {@return what the method for this result returns} */
    <T> T fold(Cases<T> cases);

    /** {@return whether these are tokens that have expired, by the monotonic clock} */
    default boolean isOver(Instant now) {
        return false;
    }

    /** There are no new tokens. */
    sealed interface Failure extends RefreshResult {

        /** {@return how long a retry would be useless or would make an outage worse} */
        Duration retryAfter();

        /** {@return whether Cognito has stated that the session has ended} */
        default boolean endsSession() {
            return false;
        }
    }

    /**
     * New tokens.
     *
     * @param end when they expire. It is computed from their own lifetime and the monotonic clock, because the wall
     * clock may be wrong.
     */
    record Renewed(VerifiedTokens tokens, Instant end) implements RefreshResult {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.renewed(this);
        }

        @Override
        public boolean isOver(Instant now) {
            return now.isAfter(end);
        }
    }

    /** Cognito states that the session has ended. The application is told the more informative reasons. */
    record Ended(Optional<AuthException> why) implements Failure {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.ended(this);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(60);
        }

        @Override
        public boolean endsSession() {
            return true;
        }
    }

    /**
     * The user has just signed out here. The response to the sign-out deletes the cookies. Any cookies that the browser
     * has by now are newer.
     */
    record SignedOut() implements RefreshResult {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.signedOut();
        }
    }

    /**
     * Cognito does not renew these tokens. Another node may have just rotated them, or they are not valid tokens. The
     * user has to sign in unless newer cookies arrive. This does not prove that the session has ended, so the cookies
     * stay.
     */
    record NotRenewable(AuthException why) implements Failure {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.notRenewable(why);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(10);
        }
    }

    /**
     * There was no response, or a response that says nothing about the session. The cookies stay.
     *
     * @param why with {@link AuthException.Reason#COULD_NOT_CHECK} when a retry may help
     */
    record Failed(AuthException why) implements Failure {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.failed(why);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(why.reason() == Reason.COULD_NOT_CHECK ? 3 : 10);
        }
    }
}
