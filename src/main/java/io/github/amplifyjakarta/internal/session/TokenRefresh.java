package io.github.amplifyjakarta.internal.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.jwt.TokenCacheKey;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.TokenIssuer;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.internal.session.SessionLineage.Issued;
import io.github.amplifyjakarta.internal.session.SessionLineage.Renewal;
import io.github.amplifyjakarta.internal.transport.BoundedCache;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Renews tokens. One session makes one call to Cognito at a time, even when many requests carry its refresh token. With
 * rotation, a second call would fail, so the result also serves requests with the old cookies. This continues until a
 * request shows that the browser has the new cookies, and a little longer, because a response can get lost.
 */
public final class TokenRefresh {

    private static final Logger LOG = System.getLogger(TokenRefresh.class.getName());

    /** How long requests of a signed-out session may still arrive. */
    private static final Duration SIGNED_OUT = Duration.ofSeconds(60);

    /** Enough for 10,000 sessions with rotation. Each has two refresh tokens and one access token. */
    private static final int REMEMBERED_TOKENS = 30_000;

    /** A sign-out with made-up tokens only shortens this memory. */
    private static final int REMEMBERED_SIGN_OUTS = 1_000;

    /** The newest tokens that another node has published, those that renew them, and one for a race. */
    private static final int MOST_GENERATIONS = 3;

    /**
     * A result, and whether this call reports it to the application.
     *
     * @param result how the refresh ended
     * @param first {@code false} when another request has already received the result
     */
    record Answer(RefreshResult result, boolean first) {}

    private final UserPoolApi api;
    private final TokenIssuer issuer;
    private final TokenVerifier verifier;
    private final ServiceCalls calls;
    private final SingleFlight<String, Renewal> renewals;
    private final Clock clock;

    /**
     * The lineage of each session. The keys are its refresh tokens ({@code String}) and the access token that no
     * request has sent yet ({@link TokenCacheKey}). Every request is looked up here, and the access token is at hand.
     */
    private final Cache<Object, SessionLineage> lineages;

    /** Refresh tokens of sessions that were signed out recently, including those without a lineage. */
    private final Cache<String, Boolean> signedOut;

    /**
     * Where tokens come from.
     *
     * @param api revokes tokens
     * @param issuer issues new ones: the API, or the cluster
     */
    public record UserPool(UserPoolApi api, TokenIssuer issuer) {}

    /**
     * @param calls makes the calls on separate threads
     * @param clock the monotonic clock
     */
    public TokenRefresh(UserPool pool, TokenVerifier verifier, ServiceCalls calls, Clock clock) {
        this.api = pool.api();
        this.issuer = pool.issuer();
        this.verifier = verifier;
        this.calls = calls;
        this.renewals = new SingleFlight<>(calls);
        this.clock = clock;
        this.lineages = BoundedCache.builder(REMEMBERED_TOKENS, clock)
                .expireAfter(Expiry.writing(
                        (Object token, SessionLineage lineage) -> Duration.between(clock.instant(), lineage.until())))
                .build();
        this.signedOut = BoundedCache.builder(REMEMBERED_SIGN_OUTS, clock)
                .expireAfterWrite(SIGNED_OUT)
                .build();
    }

    /** Records which tokens a browser has. Results for the previous refresh token can expire soon. */
    void arrived(StoredTokens tokens) {
        TokenCacheKey accessToken = new TokenCacheKey(tokens.accessToken());
        SessionLineage lineage = lineages.getIfPresent(accessToken);
        // browsers drop a cookie that is too long, so the access token alone is no proof
        if (lineage == null || tokens.refreshToken().isEmpty()) {
            return;
        }
        List<String> known =
                lineage.arrived(tokens.accessToken(), tokens.refreshToken().get(), clock.instant());
        if (!known.isEmpty()) {
            lineages.invalidate(accessToken);
            known.forEach(refreshToken -> lineages.put(refreshToken, lineage));
        }
    }

    /**
     * Forgets the results of a session that was signed out, also for requests with the old cookies. A renewal in
     * progress ends: no request gets its result.
     *
     * @return the refresh tokens that replaced this one, newest first, which must be revoked too
     */
    List<String> forget(String refreshToken) {
        signedOut.put(refreshToken, true); // before the look-up: a renewal that starts now checks this after its start
        SessionLineage lineage = lineages.getIfPresent(refreshToken);
        if (lineage == null) {
            renewals.complete(refreshToken, Renewal.SIGNED_OUT);
            return issuer.signedOut(List.of(refreshToken));
        }
        List<String> all = lineage.allRefreshTokens();
        all.forEach(token -> signedOut.put(token, true));
        lineage.newAccessToken().map(TokenCacheKey::new).ifPresent(lineages::invalidate);
        String current = lineage.current();
        List<String> successors = lineage.signOut(refreshToken, clock.instant());
        remember(lineage);
        renewals.complete(current, Renewal.SIGNED_OUT);
        List<String> known = Stream.of(List.of(refreshToken), all, successors)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return Stream.concat(issuer.signedOut(known).stream(), successors.stream())
                .toList();
    }

    /**
     * Renews the tokens of a session.
     *
     * @param wanted {@link SessionSource.Renewal#FORCED} when an existing result is not recent enough
     */
    Answer refresh(String refreshToken, Optional<String> deviceKey, SessionSource.Renewal wanted) {
        SessionLineage lineage = lineages.get(refreshToken, first -> new SessionLineage(refreshToken, clock.instant()));
        if (isSignedOut(refreshToken, lineage)) {
            return Renewal.SIGNED_OUT.answer();
        }
        Optional<Issued> unverified = lineage.unverified();
        if (unverified.isPresent()) { // the tokens are already issued: verify them without another call
            Answer answer = verified(lineage, unverified.get()).answer();
            if (!answer.result().isOver(clock.instant())) {
                return answer;
            }
        }
        Optional<Renewal> known = known(lineage, refreshToken, wanted);
        return known.isPresent() ? known.get().answer() : renew(lineage, refreshToken, deviceKey, wanted);
    }

    private Optional<Renewal> known(SessionLineage lineage, String refreshToken, SessionSource.Renewal wanted) {
        return wanted == SessionSource.Renewal.FORCED ? Optional.empty() : lineage.find(refreshToken, clock.instant());
    }

    private boolean isSignedOut(String refreshToken, SessionLineage lineage) {
        return lineage.isSignedOut() || signedOut.getIfPresent(refreshToken) != null;
    }

    private Answer renew(
            SessionLineage lineage, String refreshToken, Optional<String> deviceKey, SessionSource.Renewal wanted) {
        String current = lineage.current(); // once: the key of the call and what it sends
        lineage.calling(clock.instant());
        remember(lineage);
        CompletableFuture<Renewal> renewal = renewals.join(
                current,
                () -> known(lineage, refreshToken, wanted).or(() -> moved(lineage, current)),
                () -> ask(
                        lineage,
                        new TokenIssuer.Request(
                                current,
                                deviceKey,
                                wanted == SessionSource.Renewal.FORCED
                                        ? TokenIssuer.Wanted.NEW
                                        : TokenIssuer.Wanted.RECENT)),
                (result, failure) -> {
                    if (failure instanceof HttpFailure e) {
                        failed(lineage, RefreshFailures.of(e));
                    }
                });
        if (!renewals.await(renewal)) { // the renewal continues, and its result serves the next request
            return new Answer(RefreshFailures.notAnsweredYet(), false);
        }
        try {
            return renewal.join().answer();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HttpFailure failure) {
                return lineage.failure()
                        .orElseGet(() -> new Renewal(RefreshFailures.of(failure)))
                        .answer();
            }
            throw e;
        }
    }

    /** {@return the newest result, when another request has renewed the session meanwhile} */
    private static Optional<Renewal> moved(SessionLineage lineage, String current) {
        return current.equals(lineage.current()) ? Optional.empty() : Optional.of(lineage.newest());
    }

    private Renewal failed(SessionLineage lineage, RefreshResult.Failure result) {
        Renewal renewal = lineage.failed(result, clock.instant());
        remember(lineage);
        return renewal;
    }

    private Renewal ask(SessionLineage lineage, TokenIssuer.Request request) throws HttpFailure {
        Renewal renewal = Renewal.SIGNED_OUT;
        // tokens that another node was given hours ago may have expired as well: their refresh token renews them
        Optional<String> next = Optional.of(request.refreshToken());
        for (int generation = 0; next.isPresent() && generation < MOST_GENERATIONS; generation++) {
            if (isSignedOut(next.get(), lineage)) { // it may have happened since the first check
                return Renewal.SIGNED_OUT;
            }
            Issued issued;
            try {
                issued = issued(new TokenIssuer.Request(next.get(), request.deviceKey(), request.wanted()));
            } catch (AwsError e) {
                return failed(lineage, RefreshFailures.of(e));
            } catch (TokenIssuer.RefusedElsewhere e) {
                return failed(lineage, RefreshFailures.of(e));
            }
            lineage.received(issued);
            renewal = verified(lineage, issued);
            next = renewal.isOver(clock.instant()) ? issued.successor() : Optional.empty();
        }
        return renewal;
    }

    private Issued issued(TokenIssuer.Request request) throws AwsError, HttpFailure, TokenIssuer.RefusedElsewhere {
        TokenIssuer.Issuance issuance = issuer.issue(request);
        return new Issued(
                issuance.tokens(), request.refreshToken(), clock.instant().minus(issuance.age()));
    }

    private Renewal verified(SessionLineage lineage, Issued issued) {
        Renewal renewal = VerifiedTokens.of(issued.tokens(), verifier)
                .fold(
                        tokens -> lineage.renewed(
                                issued,
                                new RefreshResult.Renewed(
                                        tokens, issued.received().plus(lifetime(tokens))),
                                clock.instant()),
                        reason -> lineage.unusable(issued, RefreshFailures.unusable(reason), clock.instant()),
                        reason -> lineage.unverified(issued, RefreshFailures.unverified(reason)));
        // also by its tokens: the sign-out may have found no lineage, or another one
        boolean ended = lineage.isSignedOut()
                || lineage.allRefreshTokens().stream().anyMatch(token -> signedOut.getIfPresent(token) != null);
        if (ended) {
            lineage.signOut(issued.predecessor(), clock.instant());
            issued.successor().ifPresent(this::end);
            return Renewal.SIGNED_OUT;
        }
        remember(lineage);
        issued.successor()
                .flatMap(next -> issued.tokens().accessToken())
                .ifPresent(accessToken -> lineages.put(new TokenCacheKey(accessToken), lineage));
        return renewal;
    }

    private void remember(SessionLineage lineage) {
        lineage.refreshTokens().forEach(token -> lineages.put(token, lineage));
    }

    /** Revokes a refresh token that arrived after the sign-out. The sign-out did not know this token. */
    private void end(String refreshToken) {
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

    /**
     * Keeps a result until its tokens expire. The browser cannot store them, and every request would cause a renewal.
     */
    void keep(String refreshToken, RefreshResult.Renewed renewed) {
        SessionLineage lineage = lineages.getIfPresent(refreshToken);
        if (lineage != null) {
            lineage.keep(renewed);
            remember(lineage);
        }
    }

    /** {@return whether an instant of the monotonic clock has passed} */
    boolean isOver(Instant end) {
        return clock.instant().isAfter(end);
    }

    /** {@return the lifetime of the tokens, from {@code iat} to {@code exp} of the token with the shorter lifetime} */
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
}
