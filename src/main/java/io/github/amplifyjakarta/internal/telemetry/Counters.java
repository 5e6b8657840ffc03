package io.github.amplifyjakarta.internal.telemetry;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import java.util.List;
import java.util.Locale;

/** The counters of one application. They count even when no exporter is installed. */
public final class Counters {

    private final Counter sessions = new Counter("amplify.sessions", "sign-ins and sign-outs", "change");
    private final Counter refreshes = new Counter("amplify.session.refreshes", "token refreshes at Cognito", "outcome");
    private final Counter refusals =
            new Counter("amplify.session.refusals", "requests whose tokens make no session", "reason");
    private final Counter tokens = new Counter("amplify.token.checks", "access and ID tokens looked at", "result");
    private final Counter credentials =
            new Counter("amplify.credentials.requests", "AWS credentials asked for", "result");
    private final Counter calls = new Counter("amplify.client.calls", "calls to Cognito", "operation");
    private final Counter failures = new Counter(
            "amplify.client.failures", "calls to Cognito without an answer, or with 429 or 5xx", "operation");

    private final Counter store =
            new Counter("amplify.cluster.operations", "calls to the store that nodes share", "result");

    private final AuthEvent.Cases<Runnable> counted = new AuthEvent.Cases<>() {

        @Override
        public Runnable signedIn(AuthEvent.SignedIn event) {
            return () -> sessions.add("sign-in");
        }

        @Override
        public Runnable signedOut(AuthEvent.SignedOut event) {
            return () -> sessions.add("sign-out");
        }

        @Override
        public Runnable tokensRefreshed(AuthEvent.TokensRefreshed event) {
            return () -> refreshes.add("renewed");
        }

        @Override
        public Runnable refreshFailed(AuthEvent.RefreshFailed event) {
            return () -> refreshes.add(outcome(event.reason()));
        }

        @Override
        public Runnable sessionRefused(AuthEvent.SessionRefused event) {
            return () ->
                    refusals.add(event.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    };

    /** {@return all counters} */
    public List<Counter> all() {
        return List.of(sessions, refreshes, refusals, tokens, credentials, calls, failures, store);
    }

    public Counter tokens() {
        return tokens;
    }

    public Counter credentials() {
        return credentials;
    }

    public Counter store() {
        return store;
    }

    Counter calls() {
        return calls;
    }

    Counter failures() {
        return failures;
    }

    /** Counts a session event. */
    public void count(AuthEvent event) {
        event.fold(counted).run();
    }

    private static String outcome(AuthException.Reason reason) {
        return switch (reason) {
            case NOT_SIGNED_IN -> "ended";
            case COULD_NOT_CHECK -> "no-answer";
            default -> "refused";
        };
    }
}
