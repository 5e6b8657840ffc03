package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of the renewals of one session: its refresh tokens, where Cognito rotates them, and the last
 * results. All instants are of the clock for durations.
 */
final class SessionLineage {

    /** As long as requests with the old cookies may still be on their way. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    /** As long as a browser that never got its new refresh token may stay away. */
    private static final Duration UNDELIVERED = Duration.ofHours(12);

    /** A result. Whoever gets it first tells the application. */
    static final class Renewal {

        static final Renewal SIGNED_OUT = new Renewal(new RefreshResult.SignedOut(), true);

        private final RefreshResult result;
        private final AtomicBoolean told;

        Renewal(RefreshResult result) {
            this(result, false);
        }

        private Renewal(RefreshResult result, boolean told) {
            this.result = result;
            this.told = new AtomicBoolean(told); // of a sign-out the sign-out itself tells
        }

        TokenRefresh.Answer answer() {
            return new TokenRefresh.Answer(result, told.compareAndSet(false, true));
        }
    }

    /**
     * Tokens that Cognito has issued.
     *
     * @param tokens not yet verified
     * @param predecessor the refresh token that they were asked for with
     * @param received when they came
     */
    record Issued(IssuedTokens tokens, String predecessor, Instant received) {

        /** {@return the refresh token to go on with; empty when it is still the same} */
        Optional<String> successor() {
            return tokens.refreshToken().filter(next -> !next.equals(predecessor));
        }

        @Override
        public String toString() {
            return "Issued[<redacted>]";
        }
    }

    /** New tokens, and until when requests with older refresh tokens get them. */
    private record Success(Issued issued, RefreshResult.Renewed result, Renewal renewal, Instant until) {

        boolean isRotated() {
            return issued.successor().isPresent();
        }

        Success until(Instant other) {
            return new Success(issued, result, renewal, other);
        }
    }

    /** Oldest first. The last is the one to go on with; before it are those that the browser may still have. */
    private final List<String> refreshTokens = new ArrayList<>();

    private @Nullable Success success;

    /** Whether new tokens also serve requests that have the new refresh token: the rest is too long for cookies. */
    private boolean kept;

    /** With rotation they are all that is left of the session. */
    private @Nullable Issued unverified;

    private @Nullable Renewal failure;
    private Instant failureUntil = Instant.MIN;
    private boolean signedOut;

    /** When nothing of this counts any more. */
    private Instant until;

    SessionLineage(String refreshToken, Instant now) {
        refreshTokens.add(refreshToken);
        until = now.plus(REMEMBERED);
    }

    synchronized Instant until() {
        return until;
    }

    /** {@return the refresh tokens that lead here} */
    synchronized List<String> refreshTokens() {
        return List.copyOf(refreshTokens);
    }

    /** {@return the refresh token to go on with} */
    synchronized String current() {
        return refreshTokens.get(refreshTokens.size() - 1);
    }

    synchronized boolean isSignedOut() {
        return signedOut;
    }

    /** {@return the result for a request with this refresh token; empty when Cognito has to be asked} */
    synchronized Optional<Renewal> find(String refreshToken, Instant now) {
        if (signedOut) {
            return Optional.of(Renewal.SIGNED_OUT);
        }
        if (success != null
                && now.isBefore(success.until())
                && !now.isAfter(success.result().end())
                && (kept || !success.isRotated() || !refreshToken.equals(current()))) {
            return Optional.of(success.renewal());
        }
        return now.isBefore(failureUntil) ? Optional.ofNullable(failure) : Optional.empty();
    }

    /** {@return issued tokens that could not be verified yet} */
    synchronized Optional<Issued> unverified() {
        return Optional.ofNullable(unverified);
    }

    /** Notes new tokens. */
    synchronized Renewal renewed(Issued issued, RefreshResult.Renewed result, Instant now) {
        if (signedOut) {
            return Renewal.SIGNED_OUT;
        }
        if (success != null && success.issued().equals(issued)) { // verified by another request as well
            return success.renewal();
        }
        advance(issued);
        unverified = null;
        failure = null;
        failureUntil = Instant.MIN;
        kept = false;
        success = new Success(
                issued,
                result,
                new Renewal(result),
                now.plus(issued.successor().isPresent() ? UNDELIVERED : REMEMBERED));
        last(success.until());
        return success.renewal();
    }

    /** Notes new tokens whose key is not here yet. */
    synchronized Renewal unverified(Issued issued, RefreshResult result) {
        if (signedOut) {
            return Renewal.SIGNED_OUT;
        }
        advance(issued);
        unverified = issued;
        last(issued.received().plus(UNDELIVERED));
        return new Renewal(result);
    }

    private void advance(Issued issued) {
        issued.successor().filter(next -> !next.equals(current())).ifPresent(refreshTokens::add);
    }

    /** Notes that there are no new tokens. */
    synchronized Renewal failed(RefreshResult result, Instant now) {
        if (signedOut) {
            return Renewal.SIGNED_OUT;
        }
        if (result.endsSession()) {
            success = null;
        }
        failure = new Renewal(result);
        failureUntil = now.plus(result.retryAfter());
        last(failureUntil);
        return failure;
    }

    /** Notes that issued tokens are wrong. */
    synchronized Renewal unusable(RefreshResult result, Instant now) {
        unverified = null;
        return failed(result, now);
    }

    private void last(Instant longer) {
        until = longer.isAfter(until) ? longer : until;
    }

    /**
     * Notes what a browser has: who comes with older refresh tokens need not be served much longer.
     *
     * @return the refresh tokens that led here until now; empty when this is not what it was to get
     */
    synchronized List<String> arrived(String accessToken, String refreshToken, Instant now) {
        if (success == null
                || !refreshToken.equals(current())
                || !accessToken.equals(success.result().tokens().accessToken().token())) {
            return List.of();
        }
        List<String> known = List.copyOf(refreshTokens);
        refreshTokens.clear();
        refreshTokens.add(refreshToken);
        success = success.until(now.plus(REMEMBERED));
        until = success.until();
        return known;
    }

    /** Notes that the browser cannot keep the tokens: they serve every request until they expire. */
    synchronized void keep(RefreshResult.Renewed renewed) {
        if (success != null && success.result() == renewed) {
            kept = true;
            success = success.until(renewed.end());
            last(renewed.end());
        }
    }

    /**
     * Notes that the user has signed out: nobody gets results any more.
     *
     * @return the refresh tokens that took the place of the given one, the last of them first; empty when that was noted before
     */
    synchronized List<String> signOut(String refreshToken, Instant now) {
        if (signedOut) {
            return List.of();
        }
        List<String> successors =
                new ArrayList<>(refreshTokens.subList(refreshTokens.indexOf(refreshToken) + 1, refreshTokens.size()));
        Collections.reverse(successors);
        signedOut = true;
        success = null;
        unverified = null;
        failure = null;
        until = now.plus(REMEMBERED);
        return successors;
    }
}
