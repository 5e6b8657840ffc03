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
 * What this node remembers about the renewals of one session: its refresh tokens (several when Cognito rotates them)
 * and the last results. All instants are from the monotonic clock.
 */
final class SessionLineage {

    /** How long requests with the old cookies may still arrive. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    /** How long a browser that did not receive its new refresh token can still use the old one. */
    private static final Duration UNDELIVERED = Duration.ofHours(12);

    /** How long a lineage is kept for a call in progress. It is longer than any call with its retries. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    /** The first refresh token and the newest ones. */
    private static final int MOST_TOKENS = 6;

    /** A result. The first request that gets it reports it to the application. */
    static final class Renewal {

        static final Renewal SIGNED_OUT = new Renewal(new RefreshResult.SignedOut(), new AtomicBoolean(true));

        private final RefreshResult result;
        private final AtomicBoolean told;

        Renewal(RefreshResult result) {
            this(result, new AtomicBoolean());
        }

        private Renewal(RefreshResult result, AtomicBoolean told) { // a sign-out reports itself
            this.result = result;
            this.told = told;
        }

        /** {@return whether these are tokens that have expired, by the monotonic clock} */
        boolean isOver(Instant now) {
            return result.isOver(now);
        }

        TokenRefresh.Answer answer() {
            return new TokenRefresh.Answer(result, told.compareAndSet(false, true));
        }
    }

    /**
     * Tokens that Cognito has issued.
     *
     * @param tokens the tokens, not yet verified
     * @param predecessor the refresh token that was used for the request
     * @param received when the tokens arrived
     */
    record Issued(IssuedTokens tokens, String predecessor, Instant received) {

        /** {@return the new refresh token; empty when it has not changed} */
        Optional<String> successor() {
            return tokens.refreshToken().filter(next -> !next.equals(predecessor));
        }

        @Override
        public String toString() {
            return "Issued[<redacted>]";
        }
    }

    /** New tokens. Requests with older refresh tokens get them until {@code until}. */
    private record Success(Issued issued, RefreshResult.Renewed result, Renewal renewal, Instant until) {

        boolean isRotated() {
            return issued.successor().isPresent();
        }

        Success until(Instant other) {
            return new Success(issued, result, renewal, other);
        }
    }

    /** Oldest first. The last one is the current one. The browser may still have any of the others. */
    private final List<String> refreshTokens = new ArrayList<>();

    private @Nullable Success success;

    /**
     * Whether requests with the new refresh token also get the new tokens, because the other tokens do not fit into
     * cookies.
     */
    private boolean kept;

    /** With rotation, these are the only tokens of the session that are left. */
    private @Nullable Issued unverified;

    private @Nullable Renewal failure;
    private Instant failureUntil = Instant.MIN;
    private boolean signedOut;

    /** When this lineage expires. */
    private Instant until;

    /** Refresh tokens that the browser has replaced. Late requests may still carry them. */
    private List<String> replaced = List.of();

    SessionLineage(String refreshToken, Instant now) {
        refreshTokens.add(refreshToken);
        until = now.plus(REMEMBERED);
    }

    synchronized Instant until() {
        return until;
    }

    /** {@return the refresh tokens that belong to this session} */
    synchronized List<String> refreshTokens() {
        return List.copyOf(refreshTokens);
    }

    /** {@return these, and those that the browser has replaced} */
    synchronized List<String> allRefreshTokens() {
        List<String> all = new ArrayList<>(replaced);
        all.addAll(refreshTokens);
        return all;
    }

    /** {@return the access token that no request has sent yet} */
    synchronized Optional<String> newAccessToken() {
        return Optional.ofNullable(success)
                .map(found -> found.result().tokens().accessToken().token());
    }

    /** {@return the current refresh token} */
    synchronized String current() {
        return refreshTokens.get(refreshTokens.size() - 1);
    }

    synchronized boolean isSignedOut() {
        return signedOut;
    }

    /** {@return the result for a request with this refresh token; empty when Cognito must be called} */
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

    /** {@return the newest result, whatever refresh token a request has} */
    synchronized Renewal newest() {
        if (signedOut) {
            return Renewal.SIGNED_OUT;
        }
        if (success != null) {
            return success.renewal();
        }
        return failure == null ? new Renewal(RefreshFailures.notAnsweredYet()) : failure;
    }

    /** {@return the last failure; a sign-out counts as one} */
    synchronized Optional<Renewal> failure() {
        return signedOut ? Optional.of(Renewal.SIGNED_OUT) : Optional.ofNullable(failure);
    }

    /** Keeps the lineage for as long as a call may take. */
    synchronized void calling(Instant now) {
        last(now.plus(LONGEST_CALL));
    }

    /** Records what Cognito has just issued. Only tokens that are recorded here can become the session's. */
    synchronized void received(Issued issued) {
        if (!signedOut) {
            unverified = issued;
        }
    }

    /** {@return issued tokens that could not be verified yet} */
    synchronized Optional<Issued> unverified() {
        return Optional.ofNullable(unverified);
    }

    /** Records new tokens. */
    synchronized Renewal renewed(Issued issued, RefreshResult.Renewed result, Instant now) {
        if (signedOut) {
            return Renewal.SIGNED_OUT;
        }
        if (unverified != issued) { // another request has verified them too, or newer ones
            return newest();
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

    /** Records new tokens whose verification key is not available yet. */
    synchronized Renewal unverified(Issued issued, RefreshResult result) {
        if (signedOut) {
            return Renewal.SIGNED_OUT;
        }
        if (unverified != issued) {
            return newest();
        }
        advance(issued);
        last(issued.received().plus(UNDELIVERED));
        return new Renewal(result);
    }

    private void advance(Issued issued) {
        issued.successor().filter(next -> !next.equals(current())).ifPresent(refreshTokens::add);
        if (refreshTokens.size() > MOST_TOKENS) { // the browser may still have the first one, or one of the last
            refreshTokens.remove(1);
        }
    }

    /** Records a failed renewal. */
    synchronized Renewal failed(RefreshResult.Failure result, Instant now) {
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

    /** Records that issued tokens are invalid. */
    synchronized Renewal unusable(Issued issued, RefreshResult.Failure result, Instant now) {
        if (!signedOut && unverified != issued) {
            return newest();
        }
        unverified = null;
        return failed(result, now);
    }

    private void last(Instant longer) {
        until = longer.isAfter(until) ? longer : until;
    }

    /**
     * Records which tokens a browser has. Requests with older refresh tokens need to be served only a little longer.
     *
     * @return the refresh tokens known until now; empty when these are not the tokens that the browser was sent
     */
    synchronized List<String> arrived(String accessToken, String refreshToken, Instant now) {
        if (success == null
                || !refreshToken.equals(current())
                || !accessToken.equals(success.result().tokens().accessToken().token())) {
            return List.of();
        }
        List<String> known = List.copyOf(refreshTokens);
        replaced = known.subList(0, known.size() - 1);
        refreshTokens.clear();
        refreshTokens.add(refreshToken);
        success = success.until(now.plus(REMEMBERED));
        until = success.until();
        return known;
    }

    /** Records that the browser cannot store the tokens. They serve every request until they expire. */
    synchronized void keep(RefreshResult.Renewed renewed) {
        if (success != null && success.result() == renewed) {
            kept = true;
            success = success.until(renewed.end());
            last(renewed.end());
        }
    }

    /**
     * Records that the user has signed out. No request gets results from now on.
     *
     * @return the refresh tokens that replaced the given one, newest first; empty when the sign-out was already
     * recorded
     */
    synchronized List<String> signOut(String refreshToken, Instant now) {
        if (signedOut) {
            return List.of();
        }
        List<String> successors =
                new ArrayList<>(refreshTokens.subList(refreshTokens.indexOf(refreshToken) + 1, refreshTokens.size()));
        if (unverified != null) {
            unverified.successor().filter(next -> !successors.contains(next)).ifPresent(successors::add);
        }
        Collections.reverse(successors);
        signedOut = true;
        success = null;
        unverified = null;
        failure = null;
        until = now.plus(REMEMBERED);
        return successors;
    }
}
