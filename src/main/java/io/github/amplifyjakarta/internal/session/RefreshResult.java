package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a token refresh ends. */
sealed interface RefreshResult {

    /** What to do in each case. */
    interface Cases<T> {

        T renewed(Renewed renewed);

        T ended(Ended ended);

        T signedOut();

        T notRenewable(AuthException why);

        T failed(AuthException why);
    }

    /** {@return what the one method says that is for this case} */
    <T> T fold(Cases<T> cases);

    /** {@return for how long asking again would change nothing, or make an outage worse} */
    Duration retryAfter();

    /** {@return whether this is Cognito's word that the session is over} */
    default boolean endsSession() {
        return false;
    }

    /** {@return whether these are tokens that have expired by now, by the clock for durations} */
    default boolean isOver(Instant now) {
        return false;
    }

    /**
     * New tokens.
     *
     * @param end when they expire, by the clock for durations and their own lifetime: the time of the day may be wrong
     */
    record Renewed(VerifiedTokens tokens, Instant end) implements RefreshResult {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.renewed(this);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ZERO;
        }

        @Override
        public boolean isOver(Instant now) {
            return now.isAfter(end);
        }
    }

    /** Cognito says the session is over; some of its reasons are worth telling the application. */
    record Ended(Optional<AuthException> why) implements RefreshResult {

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

    /** The user has just signed out here. That answer deletes the cookies; those that are there by now are newer. */
    record SignedOut() implements RefreshResult {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.signedOut();
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(60);
        }
    }

    /**
     * Cognito will not renew these tokens: another node has rotated them a moment ago, or they are none. Whoever carries
     * them has to sign in, if no newer cookies come. That is no proof that the user's session is over: cookies stay.
     */
    record NotRenewable(AuthException why) implements RefreshResult {

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
     * No answer, or one that says nothing of the session: cookies stay.
     *
     * @param why with {@link AuthException.Reason#COULD_NOT_CHECK} when asking again may help
     */
    record Failed(AuthException why) implements RefreshResult {

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
