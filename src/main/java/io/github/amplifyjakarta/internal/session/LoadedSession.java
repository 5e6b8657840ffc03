package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the cookies of a request turned out to be.
 *
 * @param outcome signed in, signed out or unknown
 * @param changes cookies that have to reach the browser whatever happens to the request
 * @param failedRefresh why tokens that are still good could not be renewed; empty when they were, or need not be
 * @param event what happened to the session; empty when nothing did
 * @param end when tokens that were renewed now expire, by the clock for durations; empty for others
 */
public record LoadedSession(
        Outcome outcome,
        List<SetCookie> changes,
        Optional<AuthException> failedRefresh,
        Optional<AuthEvent> event,
        Optional<Instant> end) {

    /** The three outcomes. */
    public sealed interface Outcome {

        /** Verified tokens of one user. */
        record SignedIn(String username, AuthTokens tokens) implements Outcome {}

        /** Nobody; with an error when the application should know why a session ended. */
        record SignedOut(Optional<AuthException> why) implements Outcome {}

        /** Neither could be told. */
        record Unknown(AuthException why) implements Outcome {}
    }

    LoadedSession(Outcome outcome, List<SetCookie> changes) {
        this(outcome, changes, Optional.empty(), Optional.empty(), Optional.empty());
    }

    LoadedSession withFailedRefresh(AuthException why) {
        return new LoadedSession(outcome, changes, Optional.of(why), event, end);
    }

    LoadedSession with(Optional<AuthEvent> happened) {
        return new LoadedSession(outcome, changes, failedRefresh, happened, end);
    }

    LoadedSession until(Instant expiry) {
        return new LoadedSession(outcome, changes, failedRefresh, event, Optional.of(expiry));
    }

    static LoadedSession signedOut() {
        return new LoadedSession(new Outcome.SignedOut(Optional.empty()), List.of());
    }
}
