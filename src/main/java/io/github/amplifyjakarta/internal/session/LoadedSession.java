package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The session that the cookies of a request contain.
 *
 * @param outcome signed in, signed out or unknown
 * @param changes cookie changes that must reach the browser even when the request fails
 * @param failedRefresh why tokens that are still valid could not be renewed; empty when the renewal succeeded or was
 * not needed
 * @param event what happened to the session; empty when nothing happened
 * @param end when renewed tokens expire, by the monotonic clock; empty when the tokens were not renewed
 */
public record LoadedSession(
        Outcome outcome,
        List<SetCookie> changes,
        Optional<AuthException> failedRefresh,
        Optional<AuthEvent> event,
        Optional<Instant> end) {

    /** The three possible outcomes. */
    public sealed interface Outcome {

        /** Calls the function for this outcome. */
        <T> T fold(
                Function<SignedIn, T> signedIn,
                Function<Optional<AuthException>, T> signedOut,
                Function<AuthException, T> unknown);

        default boolean isSignedIn() {
            return false;
        }

        default boolean isSignedOut() {
            return false;
        }

        /** Verified tokens of one user. */
        record SignedIn(String username, AuthTokens tokens) implements Outcome {

            @Override
            public <T> T fold(
                    Function<SignedIn, T> signedIn,
                    Function<Optional<AuthException>, T> signedOut,
                    Function<AuthException, T> unknown) {
                return signedIn.apply(this);
            }

            @Override
            public boolean isSignedIn() {
                return true;
            }
        }

        /** No user is signed in. The error is present when the application should know why a session ended. */
        record SignedOut(Optional<AuthException> why) implements Outcome {

            @Override
            public <T> T fold(
                    Function<SignedIn, T> signedIn,
                    Function<Optional<AuthException>, T> signedOut,
                    Function<AuthException, T> unknown) {
                return signedOut.apply(why);
            }

            @Override
            public boolean isSignedOut() {
                return true;
            }
        }

        /** The server could not determine whether a user is signed in. */
        record Unknown(AuthException why) implements Outcome {

            @Override
            public <T> T fold(
                    Function<SignedIn, T> signedIn,
                    Function<Optional<AuthException>, T> signedOut,
                    Function<AuthException, T> unknown) {
                return unknown.apply(why);
            }
        }
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

    LoadedSession withChanges(List<SetCookie> cookies) {
        return new LoadedSession(outcome, cookies, failedRefresh, event, end);
    }

    static LoadedSession signedIn(AuthTokens tokens) {
        return of(new Outcome.SignedIn(tokens.accessToken().text("username"), tokens));
    }

    static LoadedSession signedOut() {
        return signedOut(Optional.empty());
    }

    static LoadedSession signedOut(Optional<AuthException> why) {
        return of(new Outcome.SignedOut(why));
    }

    static LoadedSession unknown(AuthException why) {
        return of(new Outcome.Unknown(why));
    }

    private static LoadedSession of(Outcome outcome) {
        return new LoadedSession(outcome, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
