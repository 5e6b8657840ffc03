package io.github.amplifyjakarta.internal.session;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.http.AwsError;
import io.github.amplifyjakarta.internal.http.HttpFailure;
import io.github.amplifyjakarta.internal.jwt.TokenText;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Renews tokens: one call to Cognito for a refresh token at a time, however many requests carry it. The result also
 * serves requests that still carry the old cookies, because with rotation a second call would fail: until a request
 * shows that the browser has the new ones (an answer can get lost), and a little longer.
 */
final class TokenRefresh {

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

    /** Another node may have rotated the token a moment ago: no proof that the user's session is over. */
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

        /** New tokens. */
        record Renewed(VerifiedTokens tokens) implements Result {}

        /** Cognito says the session is over; some of its reasons are worth telling the application. */
        record Ended(Optional<AuthException> why) implements Result {}

        /** The user has just signed out here. That answer deletes the cookies; those that are there by now are newer. */
        record SignedOut() implements Result {}

        /** Cognito will not renew these tokens, but that does not prove that the session is over: cookies stay. */
        record Refused(AuthException why) implements Result {}

        /** No answer, or one that says nothing about the session. */
        record Failed(AuthException why) implements Result {}
    }

    /**
     * A result, and whether this call was the one that asked Cognito for it.
     *
     * @param result how the refresh ended
     * @param asked {@code false} when another request had asked
     */
    record Answer(Result result, boolean asked) {}

    private final UserPoolApi api;
    private final TokenVerifier verifier;
    private final Clock clock;
    private final AsyncCache<String, Result> results;

    /** New refresh tokens, each with the one that it took the place of. */
    private final Cache<String, String> predecessors;

    /**
     * New refresh tokens that no request has brought yet, by the access token that came with them: every request is looked
     * up here, and the access token is in hand.
     */
    private final Cache<TokenText, String> undelivered;

    /** Refresh tokens of sessions that were signed out a moment ago. */
    private final Cache<String, Boolean> signedOut;

    TokenRefresh(UserPoolApi api, TokenVerifier verifier, Clock clock) {
        this.api = api;
        this.verifier = verifier;
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
        if (result instanceof Result.Refused) {
            return REFUSED;
        }
        return successor(refreshToken, result).isPresent() ? UNDELIVERED : REMEMBERED;
    }

    /** {@return the refresh token to go on with; empty when it is still the same} */
    private static Optional<String> successor(String refreshToken, Result result) {
        return result instanceof Result.Renewed renewed
                ? renewed.tokens().refreshToken().filter(next -> !next.equals(refreshToken))
                : Optional.empty();
    }

    /** Notes what a browser has: results of the refresh token before this one need not be kept much longer. */
    void arrived(StoredTokens tokens) {
        TokenText accessToken = new TokenText(tokens.accessToken());
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
        if (known == null || known.complete(SIGNED_OUT) || known.isCompletedExceptionally()) {
            return Optional.empty();
        }
        Result result = known.join();
        forgetUndelivered(result);
        return Optional.of(result);
    }

    private void forgetUndelivered(Result result) {
        if (result instanceof Result.Renewed renewed) {
            undelivered.invalidate(new TokenText(renewed.tokens().accessToken().token()));
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
        CompletableFuture<Result> known = results.getIfPresent(refreshToken);
        if (known != null && known.isDone() && (forced || isOver(known.join()))) {
            Optional<String> next = successor(refreshToken, known.join());
            if (next.isPresent()) {
                return refresh(next.get(), deviceKey, forced);
            }
            results.asMap().remove(refreshToken, known);
        }
        CompletableFuture<Result> mine = new CompletableFuture<>();
        CompletableFuture<Result> first = results.asMap().putIfAbsent(refreshToken, mine);
        boolean asked = first == null && run(refreshToken, deviceKey, mine);
        return new Answer(Objects.requireNonNullElse(first, mine).join(), asked);
    }

    private boolean isOver(Result result) {
        return result instanceof Result.Renewed renewed
                && SessionLoader.endsBefore(
                        renewed.tokens().accessToken(), renewed.tokens().idToken(), clock.instant());
    }

    /** {@return whether the answer of Cognito is the result, and no sign-out} */
    private boolean run(String refreshToken, Optional<String> deviceKey, CompletableFuture<Result> mine) {
        try {
            if (signedOut.getIfPresent(refreshToken) != null) { // since it was looked for
                results.asMap().remove(refreshToken, mine);
                mine.complete(SIGNED_OUT);
                return false;
            }
            Result result = ask(refreshToken, deviceKey, true);
            if (result instanceof Result.Renewed renewed) {
                successor(refreshToken, result).ifPresent(next -> {
                    predecessors.put(next, refreshToken);
                    undelivered.put(new TokenText(renewed.tokens().accessToken().token()), next);
                });
            }
            boolean counts = mine.complete(result);
            if (!counts) { // signed out meanwhile
                successor(refreshToken, result).ifPresent(predecessors::invalidate);
                forgetUndelivered(result);
            }
            return counts;
        } catch (RuntimeException | Error e) {
            results.asMap().remove(refreshToken, mine);
            return mine.completeExceptionally(e);
        }
    }

    private Result ask(String refreshToken, Optional<String> deviceKey, boolean again) {
        try {
            IssuedTokens issued = api.refresh(refreshToken, deviceKey);
            VerifiedTokens tokens = VerifiedTokens.of(issued, verifier);
            return new Result.Renewed(tokens);
        } catch (AwsError e) {
            if (e.name().equals(REUSED) && again) {
                return ask(refreshToken, deviceKey, false);
            }
            return refused(e);
        } catch (HttpFailure e) {
            return failed(Reason.COULD_NOT_CHECK, "NetworkError", e.text(), e);
        } catch (VerifiedTokens.UnusableException e) {
            Reason reason = e.couldNotCheck() ? Reason.COULD_NOT_CHECK : Reason.REFRESH_FAILED;
            return failed(reason, "TokenRefreshException", e.text(), e);
        }
    }

    private static Result refused(AwsError e) {
        boolean unreadable = NO_WORD_OF_COGNITO.contains(e.name());
        Reason reason = e.retryable() || unreadable ? Reason.COULD_NOT_CHECK : Reason.REFRESH_FAILED;
        Result.Failed failed = failed(reason, e.name(), e.text(), e);
        if (e.retryable() || unreadable) {
            return failed;
        }
        if (e.name().equals(NOT_AUTHORIZED)) {
            return isAboutTheClient(e) ? new Result.Refused(failed.why()) : new Result.Ended(Optional.empty());
        }
        return SESSION_ENDED.contains(e.name())
                ? new Result.Ended(Optional.of(failed.why()))
                : new Result.Refused(failed.why());
    }

    /** A secret that was mistyped or rotated is no word about the user's session. */
    private static boolean isAboutTheClient(AwsError e) {
        String message = e.text().toLowerCase(Locale.ROOT);
        return message.contains("client") || message.contains("secret");
    }

    private static Result.Failed failed(Reason reason, String name, String message, @Nullable Throwable cause) {
        return new Result.Failed(new AuthException(
                reason, name, message, "Try again; if it persists, check the user pool and its app client.", cause));
    }
}
