package io.github.amplifyjakarta.internal.session;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.jwt.TokenCacheKey;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Renews tokens: one call to Cognito for a refresh token at a time, however many requests carry it. The result also
 * serves requests that still carry the old cookies, because with rotation a second call would fail: until a request
 * shows that the browser has the new ones (an answer can get lost), and a little longer.
 */
public final class TokenRefresh {

    private static final Logger LOG = System.getLogger(TokenRefresh.class.getName());

    /** As long as requests with the old cookies may still be on their way. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    /** As long as a browser that never got its new refresh token may stay away. */
    private static final Duration UNDELIVERED = Duration.ofHours(12);

    /** As long as a "no" counts that was about the client or another node's rotation: asking at once changes nothing. */
    private static final Duration REFUSED = Duration.ofSeconds(10);

    /** As long as nobody asks again after a failure: requests must not queue up behind an outage. */
    private static final Duration FAILED = Duration.ofSeconds(3);

    private static final int REMEMBERED_RESULTS = 10_000;

    /** Whoever comes with a jar of tokens that he made up shortens this memory, and nothing else. */
    private static final int REMEMBERED_SIGN_OUTS = 1_000;

    private static final Result SIGNED_OUT = new Result.SignedOut();

    static final String NOT_AUTHORIZED = "NotAuthorizedException";

    private static final String REUSED = "RefreshTokenReuseException";

    private static final Set<String> SESSION_ENDED = Set.of(
            NOT_AUTHORIZED,
            "TokenRevokedException",
            "UserNotFoundException",
            "PasswordResetRequiredException",
            "UserNotConfirmedException");

    /** An answer of a proxy or a captive portal, not of Cognito. */
    private static final Set<String> NO_WORD_OF_COGNITO = Set.of("UnknownError", "InvalidResponse");

    /** How a refresh ends. */
    sealed interface Result {

        /**
         * New tokens.
         *
         * @param end when they expire, by the clock for durations and their own lifetime: the time of the day may be wrong
         */
        record Renewed(VerifiedTokens tokens, Instant end) implements Result {}

        /** New tokens whose key is not here yet. With rotation they are all that is left of the session: they are kept. */
        record Unverified(IssuedTokens tokens, Instant issued, AuthException why) implements Result {}

        /** Cognito says the session is over; some of its reasons are worth telling the application. */
        record Ended(Optional<AuthException> why) implements Result {}

        /** The user has just signed out here. That answer deletes the cookies; those that are there by now are newer. */
        record SignedOut() implements Result {}

        /**
         * Cognito will not renew these tokens: another node has rotated them a moment ago, or they are none. Whoever carries
         * them has to sign in, if no newer cookies come. That is no proof that the user's session is over: cookies stay.
         */
        record NotRenewable(AuthException why) implements Result {}

        /** Cognito will not renew tokens for this app client, which says nothing of the session: cookies stay. */
        record Refused(AuthException why) implements Result {}

        /** No answer, or one that says nothing about the session. */
        record Failed(AuthException why) implements Result {}
    }

    /**
     * A result, and whether this call is the one that tells the application of it.
     *
     * @param result how the refresh ended
     * @param first {@code false} when another request has been given the result before
     */
    record Answer(Result result, boolean first) {}

    /** A renewal under way, or its result. Whoever gets a result first tells the application. */
    private static final class Renewal extends CompletableFuture<Result> {

        private final AtomicBoolean told = new AtomicBoolean();

        /** {@return whether nobody was told before} */
        boolean tell() {
            return told.compareAndSet(false, true);
        }
    }

    private final UserPoolApi api;
    private final TokenVerifier verifier;
    private final ServiceCalls calls;
    private final Clock clock;
    private final AsyncCache<String, Result> results;

    /** New refresh tokens, each with the one that it took the place of. */
    private final Cache<String, String> predecessors;

    /**
     * New refresh tokens that no request has brought yet, by the access token that came with them: every request is looked
     * up here, and the access token is in hand.
     */
    private final Cache<TokenCacheKey, String> undelivered;

    /** Refresh tokens of sessions that were signed out a moment ago. */
    private final Cache<String, Boolean> signedOut;

    /**
     * @param calls makes the calls, apart from the threads that wait for them
     * @param clock a clock for durations
     */
    public TokenRefresh(UserPoolApi api, TokenVerifier verifier, ServiceCalls calls, Clock clock) {
        this.api = api;
        this.verifier = verifier;
        this.calls = calls;
        this.clock = clock;
        Instant start = clock.instant();
        Ticker ticker = () -> Duration.between(start, clock.instant()).toNanos();
        this.results = cache(REMEMBERED_RESULTS, ticker)
                .expireAfter(Expiry.creating(TokenRefresh::counts))
                .buildAsync();
        Caffeine<Object, Object> successors = cache(REMEMBERED_RESULTS, ticker).expireAfterWrite(UNDELIVERED);
        this.predecessors = successors.build();
        this.undelivered = successors.build();
        this.signedOut =
                cache(REMEMBERED_SIGN_OUTS, ticker).expireAfterWrite(REMEMBERED).build();
    }

    private static Caffeine<Object, Object> cache(int most, Ticker ticker) {
        return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).ticker(ticker);
    }

    private static Duration counts(String refreshToken, Result result) {
        if (result instanceof Result.Failed) {
            return FAILED;
        }
        if (result instanceof Result.Refused || result instanceof Result.NotRenewable) {
            return REFUSED;
        }
        return result instanceof Result.Unverified
                        || successor(refreshToken, result).isPresent()
                ? UNDELIVERED
                : REMEMBERED;
    }

    /** {@return the refresh token to go on with; empty when it is still the same} */
    private static Optional<String> successor(String refreshToken, Result result) {
        Optional<String> issued = Optional.empty();
        if (result instanceof Result.Renewed renewed) {
            issued = renewed.tokens().refreshToken();
        } else if (result instanceof Result.Unverified unverified) {
            issued = unverified.tokens().refreshToken();
        }
        return issued.filter(next -> !next.equals(refreshToken));
    }

    /** Notes what a browser has: results of the refresh token before this one need not be kept much longer. */
    void arrived(StoredTokens tokens) {
        TokenCacheKey accessToken = new TokenCacheKey(tokens.accessToken());
        String refreshToken = undelivered.getIfPresent(accessToken);
        // browsers drop a cookie that is too long: the access token alone proves nothing
        if (refreshToken == null
                || tokens.refreshToken().filter(refreshToken::equals).isEmpty()) {
            return;
        }
        undelivered.invalidate(accessToken);
        String before = predecessors.getIfPresent(refreshToken);
        if (before != null) {
            results.synchronous().policy().expireVariably().orElseThrow().setExpiresAfter(before, REMEMBERED);
        }
    }

    /**
     * Forgets the results of a session that was signed out, for requests with the old cookies as well. A renewal under way
     * is over: nobody gets what Cognito still answers.
     *
     * @return the refresh tokens that took the place of this one, the last of them first: they have to be revoked too
     */
    List<String> forget(String refreshToken) {
        List<String> successors = new ArrayList<>();
        for (Optional<String> next = Optional.of(refreshToken); next.isPresent(); ) {
            String before = next.get();
            next = forgetResult(before).flatMap(result -> successor(before, result));
            next.ifPresent(successor -> successors.add(0, successor));
        }
        for (String before = predecessors.asMap().remove(refreshToken); before != null; ) {
            forgetResult(before);
            before = predecessors.asMap().remove(before);
        }
        return successors;
    }

    /** {@return the result that was remembered for a refresh token; empty when there is none} */
    private Optional<Result> forgetResult(String refreshToken) {
        signedOut.put(refreshToken, true); // before looking: a renewal that begins now looks after it has begun
        CompletableFuture<Result> known = results.asMap().remove(refreshToken);
        if (known instanceof Renewal renewal && !renewal.isDone()) {
            renewal.tell(); // the sign-out tells the application
        }
        if (known == null || known.complete(SIGNED_OUT) || known.isCompletedExceptionally()) {
            return Optional.empty();
        }
        Result result = known.join();
        forgetUndelivered(result);
        return Optional.of(result);
    }

    private void forgetUndelivered(Result result) {
        if (result instanceof Result.Renewed renewed) {
            undelivered.invalidate(
                    new TokenCacheKey(renewed.tokens().accessToken().token()));
        }
    }

    /**
     * Renews the tokens of a session.
     *
     * @param forced whether a result that is already there is not new enough
     */
    Answer refresh(String refreshToken, Optional<String> deviceKey, boolean forced) {
        if (signedOut.getIfPresent(refreshToken) != null) {
            return new Answer(SIGNED_OUT, false);
        }
        Renewal mine = new Renewal();
        CompletableFuture<Result> known = results.getIfPresent(refreshToken);
        if (known != null && known.isDone() && known.join() instanceof Result.Unverified unverified) {
            if (results.asMap().replace(refreshToken, known, mine)) { // they are the same tokens: nobody is asked again
                verify(refreshToken, unverified.tokens(), unverified.issued(), mine);
                Answer answer = answer(mine);
                return isOver(answer.result()) ? refresh(refreshToken, deviceKey, forced) : answer;
            }
            return refresh(refreshToken, deviceKey, forced);
        }
        if (known != null && known.isDone() && (forced || isOver(known.join()))) {
            Optional<String> next = successor(refreshToken, known.join());
            if (next.isPresent()) {
                return refresh(next.get(), deviceKey, forced);
            }
            results.asMap().remove(refreshToken, known);
        }
        CompletableFuture<Result> first = results.asMap().putIfAbsent(refreshToken, mine);
        if (first == null) {
            calls.start(() -> run(refreshToken, deviceKey, mine), why -> mine.complete(notAsked(why)));
        }
        return answer(first == null ? mine : first);
    }

    /** The renewal goes on when the wait for it ends early: its result is there for the next request. */
    private Answer answer(CompletableFuture<Result> renewal) {
        if (!calls.await(renewal)) {
            return new Answer(
                    new Result.Failed(why(
                            Reason.COULD_NOT_CHECK,
                            "NetworkError",
                            "Cognito has not answered yet; the renewal goes on",
                            null)),
                    false);
        }
        return new Answer(renewal.join(), renewal instanceof Renewal one && one.tell());
    }

    /** Keeps a result until its tokens expire: the browser cannot, and would ask for it with every request. */
    void keep(String refreshToken, Result.Renewed renewed) {
        String next = successor(refreshToken, renewed).orElse(refreshToken);
        Duration left = Duration.between(clock.instant(), renewed.end());
        if (!left.isNegative() && signedOut.getIfPresent(next) == null) {
            var unused = results.synchronous()
                    .policy()
                    .expireVariably()
                    .orElseThrow()
                    .put(next, renewed, left);
        }
    }

    private boolean isOver(Result result) {
        return result instanceof Result.Renewed renewed && isOver(renewed.end());
    }

    /** {@return whether an instant of the clock for durations has passed} */
    boolean isOver(Instant end) {
        return clock.instant().isAfter(end);
    }

    /** {@return how long tokens live: from {@code iat} to {@code exp} of the one that ends first} */
    private static Duration lifetime(VerifiedTokens tokens) {
        Duration access = lifetime(tokens.accessToken());
        return tokens.idToken()
                .map(TokenRefresh::lifetime)
                .filter(id -> id.compareTo(access) < 0)
                .orElse(access);
    }

    private static Duration lifetime(Jwt token) {
        Instant issued = token.payload().get("iat") instanceof Number iat
                ? Instant.ofEpochSecond(iat.longValue())
                : token.expiresAt();
        return Duration.between(issued, token.expiresAt());
    }

    private @Nullable HttpFailure run(String refreshToken, Optional<String> deviceKey, Renewal mine) {
        if (signedOut.getIfPresent(refreshToken) != null) { // since it was looked for
            signedOut(refreshToken, mine);
            return null;
        }
        try {
            IssuedTokens tokens = api.refresh(refreshToken, deviceKey);
            verify(refreshToken, tokens, clock.instant(), mine);
            return null;
        } catch (AwsError e) {
            mine.complete(refused(e));
            return null;
        } catch (HttpFailure e) {
            mine.complete(notAsked(e));
            return e;
        } catch (RuntimeException | Error e) {
            results.asMap().remove(refreshToken, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private void signedOut(String refreshToken, Renewal mine) {
        mine.tell(); // the sign-out has told the application
        results.asMap().remove(refreshToken, mine);
        mine.complete(SIGNED_OUT);
    }

    private void verify(String refreshToken, IssuedTokens tokens, Instant issued, Renewal mine) {
        try {
            Result result = verified(tokens, issued);
            if (result instanceof Result.Renewed renewed) {
                successor(refreshToken, result).ifPresent(next -> {
                    predecessors.put(next, refreshToken);
                    undelivered.put(
                            new TokenCacheKey(renewed.tokens().accessToken().token()), next);
                });
            }
            if (!mine.complete(result)) { // signed out meanwhile
                forgetUndelivered(result);
                successor(refreshToken, result).ifPresent(this::end);
            }
        } catch (RuntimeException | Error e) {
            results.asMap().remove(refreshToken, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Ends a refresh token that came after the session was signed out: the sign-out did not know it. */
    private void end(String refreshToken) {
        predecessors.invalidate(refreshToken);
        CompletableFuture<Boolean> revoked = new CompletableFuture<>();
        calls.start(
                () -> {
                    api.revoke(refreshToken);
                    return true;
                },
                revoked);
        var unused = revoked.whenComplete((done, failed) -> {
            if (failed != null) {
                LOG.log(
                        Level.WARNING,
                        "a token that came after the sign-out was not revoked: {0}",
                        failed.getMessage());
            }
        });
    }

    private Result verified(IssuedTokens tokens, Instant issued) {
        try {
            VerifiedTokens verified = VerifiedTokens.of(tokens, verifier);
            return new Result.Renewed(verified, issued.plus(lifetime(verified)));
        } catch (VerifiedTokens.UnusableException e) {
            if (e.couldNotCheck()) {
                return new Result.Unverified(
                        tokens, issued, why(Reason.COULD_NOT_CHECK, "TokenRefreshException", e.text(), e));
            }
            return new Result.Failed(why(Reason.REFRESH_FAILED, "TokenRefreshException", e.text(), e));
        }
    }

    private static Result notAsked(HttpFailure e) {
        return new Result.Failed(why(Reason.COULD_NOT_CHECK, "NetworkError", e.text(), e));
    }

    private static Result refused(AwsError e) {
        boolean unreadable = NO_WORD_OF_COGNITO.contains(e.name());
        if (e.retryable() || unreadable) {
            return new Result.Failed(why(Reason.COULD_NOT_CHECK, e.name(), e.text(), e));
        }
        if (e.name().equals(REUSED)) { // asking again makes it worse: the answer is NotAuthorizedException then
            return notRenewable(e);
        }
        AuthException why = why(Reason.REFRESH_FAILED, e.name(), e.text(), e);
        if (UserPoolApi.isAboutTheClient(e)) {
            return new Result.Refused(why);
        }
        if (e.name().equals(NOT_AUTHORIZED)) {
            return new Result.Ended(Optional.empty());
        }
        return SESSION_ENDED.contains(e.name()) ? new Result.Ended(Optional.of(why)) : notRenewable(e);
    }

    private static Result notRenewable(AwsError e) {
        return new Result.NotRenewable(
                new AuthException(Reason.NOT_SIGNED_IN, e.name(), e.text(), "Sign in again.", e));
    }

    private static AuthException why(Reason reason, String name, String message, @Nullable Throwable cause) {
        return new AuthException(
                reason, name, message, "Try again; if it persists, check the user pool and its app client.", cause);
    }
}
