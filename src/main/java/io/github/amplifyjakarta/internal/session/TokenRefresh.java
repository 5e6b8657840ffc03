package io.github.amplifyjakarta.internal.session;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.http.AwsError;
import io.github.amplifyjakarta.internal.http.HttpFailure;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Renews tokens: one call to Cognito for a refresh token at a time, however many requests carry it. The result serves
 * the requests that still carry the old cookies for a while, because with rotation a second call would fail.
 */
final class TokenRefresh {

    /** As long as requests with the old cookies may still be on their way. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private static final int REMEMBERED_RESULTS = 10_000;

    private static final String NOT_AUTHORIZED = "NotAuthorizedException";

    /** Another node may have rotated the token a moment ago: no proof that the user's session is over. */
    private static final String REUSED = "RefreshTokenReuseException";

    private static final Set<String> SESSION_ENDED = Set.of(
            NOT_AUTHORIZED,
            "TokenRevokedException",
            "UserNotFoundException",
            "PasswordResetRequiredException",
            "UserNotConfirmedException");

    /** How a refresh ends. */
    sealed interface Result {

        /** New tokens. */
        record Renewed(VerifiedTokens tokens) implements Result {}

        /** Cognito says the session is over; some of its reasons are worth telling the application. */
        record Ended(Optional<AuthException> why) implements Result {}

        /** Cognito will not renew these tokens, but that does not prove that the session is over: cookies stay. */
        record Refused(AuthException why) implements Result {}

        /** No answer, or one that says nothing about the session. */
        record Failed(AuthException why) implements Result {}
    }

    private final UserPoolApi api;
    private final TokenVerifier verifier;
    private final AsyncCache<String, Result> results;

    TokenRefresh(UserPoolApi api, TokenVerifier verifier) {
        this.api = api;
        this.verifier = verifier;
        this.results = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_RESULTS)
                .expireAfterWrite(REMEMBERED)
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * Renews the tokens of a session.
     *
     * @param forced whether a result that is already there is not new enough
     */
    Result refresh(String refreshToken, Optional<String> deviceKey, boolean forced) {
        CompletableFuture<Result> known = results.getIfPresent(refreshToken);
        if (forced && known != null && known.isDone()) {
            Optional<String> rotated = rotated(known.join()).filter(token -> !token.equals(refreshToken));
            if (rotated.isPresent()) {
                return refresh(rotated.get(), deviceKey, true);
            }
            results.asMap().remove(refreshToken, known);
        }
        CompletableFuture<Result> mine = new CompletableFuture<>();
        CompletableFuture<Result> first = results.asMap().putIfAbsent(refreshToken, mine);
        if (first == null) {
            run(refreshToken, deviceKey, mine);
        }
        return Objects.requireNonNullElse(first, mine).join();
    }

    private static Optional<String> rotated(Result result) {
        return result instanceof Result.Renewed renewed ? renewed.tokens().refreshToken() : Optional.empty();
    }

    private void run(String refreshToken, Optional<String> deviceKey, CompletableFuture<Result> mine) {
        try {
            Result result = ask(refreshToken, deviceKey, true);
            if (!(result instanceof Result.Renewed)) {
                results.asMap().remove(refreshToken, mine);
            }
            mine.complete(result);
        } catch (RuntimeException | Error e) {
            results.asMap().remove(refreshToken, mine);
            mine.completeExceptionally(e);
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
        if (e.name().equals(NOT_AUTHORIZED)) {
            return new Result.Ended(Optional.empty());
        }
        Reason reason = e.retryable() ? Reason.COULD_NOT_CHECK : Reason.REFRESH_FAILED;
        Result.Failed failed = failed(reason, e.name(), e.text(), e);
        if (SESSION_ENDED.contains(e.name())) {
            return new Result.Ended(Optional.of(failed.why()));
        }
        return e.retryable() ? failed : new Result.Refused(failed.why());
    }

    private static Result.Failed failed(Reason reason, String name, String message, @Nullable Throwable cause) {
        return new Result.Failed(new AuthException(
                reason, name, message, "Try again; if it persists, check the user pool and its app client.", cause));
    }
}
