package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthEvent.Refusal;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.jwt.Verification.CouldNotCheck;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns cookies into a session. The only place that decides whether somebody is signed in. */
public final class SessionLoader {

    private static final Logger LOG = System.getLogger(SessionLoader.class.getName());

    /** Amplify's tolerance: a token this close to its end is renewed now. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** What a user pool may accept in the place of the user name. */
    private static final List<String> ALIASES = List.of("email", "phone_number", "preferred_username");

    private final TokenCookies tokenCookies;
    private final TokenVerifier verifier;
    private final TokenRefresh refresh;
    private final Clock clock;

    /**
     * @param clock the time of the day
     */
    public SessionLoader(TokenCookies tokenCookies, TokenVerifier verifier, TokenRefresh refresh, Clock clock) {
        this.tokenCookies = tokenCookies;
        this.verifier = verifier;
        this.refresh = refresh;
        this.clock = clock;
    }

    /**
     * Loads the session.
     *
     * @param forceRefresh whether to renew tokens that are still valid
     */
    LoadedSession load(RequestCookies cookies, boolean forceRefresh) {
        Optional<StoredTokens> stored = tokenCookies.read(cookies);
        if (stored.isEmpty()) {
            return LoadedSession.signedOut();
        }
        StoredTokens tokens = stored.get();
        Verification access = verifier.verify(tokens.accessToken(), TokenUse.ACCESS);
        if (access instanceof Refused refused) {
            return refused(Refusal.ACCESS_TOKEN, "access token: " + refused.reason());
        }
        if (access instanceof CouldNotCheck unknown) {
            return couldNotCheck(unknown.reason());
        }
        Jwt accessToken = ((Verified) access).jwt();
        Optional<Verification> id = tokens.idToken().map(token -> verifier.verify(token, TokenUse.ID));
        if (id.isPresent() && id.get() instanceof CouldNotCheck unknown) {
            return couldNotCheck(unknown.reason());
        }
        Optional<Jwt> idToken = id.flatMap(SessionLoader::verified);
        if (idToken.isPresent() && !idToken.get().text("sub").equals(accessToken.text("sub"))) {
            return refused(Refusal.TWO_USERS, "the ID token is another user's than the access token");
        }
        if (!isNameOf(tokens.username(), accessToken, idToken)) {
            return refused(Refusal.OTHER_NAME, "the user in the cookies' names is another one than the access token's");
        }
        refresh.arrived(tokens);
        boolean early = endsBefore(
                accessToken, idToken, clock.instant().plus(tokens.clockDrift()).plus(TOLERANCE));
        if (early || forceRefresh) {
            return renewed(tokens, accessToken, idToken, forceRefresh, cookies);
        }
        return signedIn(accessToken, idToken, tokens.signInDetails());
    }

    /** {@return whether tokens have expired since they were loaded: a session can outlive its request} */
    boolean isOver(LoadedSession loaded) {
        return loaded.outcome() instanceof LoadedSession.Outcome.SignedIn signedIn
                && loaded.end()
                        .map(refresh::isOver)
                        .orElseGet(() -> endsBefore(
                                signedIn.tokens().accessToken(),
                                signedIn.tokens().idToken(),
                                clock.instant()));
    }

    /** Loads the session of a caller who brings an access token and nothing else: it is not ours to renew. */
    LoadedSession load(String bearerToken) {
        Verification access = verifier.verify(bearerToken, TokenUse.ACCESS);
        if (access instanceof Refused refused) {
            return refused(Refusal.ACCESS_TOKEN, "bearer token: " + refused.reason());
        }
        if (access instanceof CouldNotCheck unknown) {
            return couldNotCheck(unknown.reason());
        }
        Jwt accessToken = ((Verified) access).jwt();
        return endsBefore(accessToken, Optional.empty(), clock.instant())
                ? refused(Refusal.EXPIRED, "bearer token: expired")
                : signedIn(accessToken, Optional.empty(), Optional.empty());
    }

    /** Forgets what is remembered of a session that is signed out, and returns the refresh tokens that came after it. */
    List<String> forget(String refreshToken) {
        return refresh.forget(refreshToken);
    }

    /**
     * Whether the name in the cookies is the user's: the user name, or what the user typed to sign in with a password,
     * which the browser's client keeps as it was typed. Cognito lets users type an alias (user pools, "Customizing
     * sign-in attributes"), and the ID token vouches for those.
     */
    private static boolean isNameOf(String name, Jwt accessToken, Optional<Jwt> idToken) {
        return name.equalsIgnoreCase(accessToken.text("username"))
                || idToken.filter(id -> ALIASES.stream().map(id::text).anyMatch(name::equalsIgnoreCase))
                        .isPresent();
    }

    private static Optional<Jwt> verified(Verification verification) {
        if (verification instanceof Refused refused) {
            LOG.log(Level.DEBUG, "the ID token was refused and is left out: {0}", refused.reason());
        }
        return verification instanceof Verified verified ? Optional.of(verified.jwt()) : Optional.empty();
    }

    /** Renewal may come early, because of the tolerance or the browser's clock; whether it is over, exp alone decides. */
    static boolean endsBefore(Jwt accessToken, Optional<Jwt> idToken, Instant instant) {
        return instant.isAfter(accessToken.expiresAt())
                || idToken.filter(jwt -> instant.isAfter(jwt.expiresAt())).isPresent();
    }

    private LoadedSession renewed(
            StoredTokens tokens, Jwt accessToken, Optional<Jwt> idToken, boolean forced, RequestCookies cookies) {
        boolean over = endsBefore(accessToken, idToken, clock.instant());
        if (tokens.refreshToken().isEmpty()) {
            return over ? noRefreshToken() : signedIn(accessToken, idToken, tokens.signInDetails());
        }
        TokenRefresh.Answer answer = refresh.refresh(
                tokens.refreshToken().get(), tokens.deviceKey().or(() -> deviceKey(accessToken)), forced);
        return after(answer.result(), over, tokens, accessToken, idToken, cookies)
                .with(answer.first() ? Optional.of(event(answer.result(), accessToken)) : Optional.empty());
    }

    /** Of sessions that the browser's own client did not begin: it is what keeps the device in a cookie. */
    private static Optional<String> deviceKey(Jwt accessToken) {
        return Optional.of(accessToken.text("device_key")).filter(key -> !key.isEmpty());
    }

    private static AuthEvent event(TokenRefresh.Result result, Jwt accessToken) {
        AuthUser user = user(accessToken);
        if (result instanceof TokenRefresh.Result.Renewed) {
            return new AuthEvent.TokensRefreshed(user);
        }
        if (result instanceof TokenRefresh.Result.Ended ended) {
            return new AuthEvent.RefreshFailed(
                    user,
                    Reason.NOT_SIGNED_IN,
                    ended.why().map(AuthException::name).orElse(TokenRefresh.NOT_AUTHORIZED));
        }
        AuthException why = why(result);
        return new AuthEvent.RefreshFailed(user, why.reason(), why.name());
    }

    /** Of events: only what is verified; the details of the sign-in are the browser's own words. */
    private static AuthUser user(Jwt accessToken) {
        return RequestSession.user(accessToken, Optional.empty());
    }

    /** {@return whose session the cookies hold, expired or not; empty when they do not say so credibly} */
    Optional<AuthUser> owner(RequestCookies cookies) {
        return tokenCookies
                .read(cookies)
                .flatMap(tokens -> verifier.verify(tokens.accessToken(), TokenUse.ACCESS) instanceof Verified verified
                        ? Optional.of(user(verified.jwt()))
                        : Optional.empty());
    }

    private LoadedSession after(
            TokenRefresh.Result result,
            boolean over,
            StoredTokens tokens,
            Jwt accessToken,
            Optional<Jwt> idToken,
            RequestCookies cookies) {
        if (result instanceof TokenRefresh.Result.Renewed renewed) {
            return lasting(renewed(tokens, accessToken, renewed.tokens(), cookies), tokens, renewed);
        }
        if (result instanceof TokenRefresh.Result.Ended ended) {
            return new LoadedSession(
                    new LoadedSession.Outcome.SignedOut(ended.why()), tokenCookies.deleteUser(tokens, cookies));
        }
        if (result instanceof TokenRefresh.Result.SignedOut) {
            return LoadedSession.signedOut();
        }
        if (!over) {
            return signedIn(accessToken, idToken, tokens.signInDetails()).withFailedRefresh(why(result));
        }
        if (result instanceof TokenRefresh.Result.NotRenewable notRenewable) {
            LOG.log(
                    Level.INFO,
                    "Cognito will not renew a session: {0}",
                    notRenewable.why().name());
            return new LoadedSession(new LoadedSession.Outcome.SignedOut(Optional.of(notRenewable.why())), List.of());
        }
        return unknown(why(result));
    }

    /** A session whose new tokens are too long for cookies goes on from this node's memory. */
    private LoadedSession lasting(LoadedSession loaded, StoredTokens tokens, TokenRefresh.Result.Renewed renewed) {
        Optional<String> tooLong = TokenCookies.tooLong(loaded.changes());
        if (tooLong.isEmpty()) {
            return loaded.until(renewed.end());
        }
        LOG.log(Level.WARNING, "a renewed session does not fit the browser''s cookies: {0}", tooLong.get());
        tokens.refreshToken().ifPresent(refreshToken -> refresh.keep(refreshToken, renewed));
        return new LoadedSession(loaded.outcome(), TokenCookies.refreshTokenOnly(loaded.changes()))
                .until(renewed.end());
    }

    private static AuthException why(TokenRefresh.Result result) {
        if (result instanceof TokenRefresh.Result.Refused refused) {
            return refused.why();
        }
        if (result instanceof TokenRefresh.Result.NotRenewable notRenewable) {
            return notRenewable.why();
        }
        return result instanceof TokenRefresh.Result.Unverified unverified
                ? unverified.why()
                : ((TokenRefresh.Result.Failed) result).why();
    }

    /** The result is shared by everybody who carries the refresh token; it is only theirs whose access token it renews. */
    private LoadedSession renewed(StoredTokens before, Jwt accessToken, VerifiedTokens fresh, RequestCookies cookies) {
        if (!fresh.accessToken().text("sub").equals(accessToken.text("sub"))) {
            return unknown(new AuthException(
                    Reason.REFRESH_FAILED,
                    "TokenRefreshException",
                    "the renewed tokens are another user's",
                    "Sign in again.",
                    null));
        }
        if (endsBefore(fresh.accessToken(), fresh.idToken(), clock.instant())) {
            LOG.log(
                    Level.WARNING,
                    "tokens that Cognito has just issued have expired by this server''s clock: it is at least {0} ahead",
                    Duration.between(fresh.accessToken().expiresAt(), clock.instant()));
        }
        return new LoadedSession(
                new LoadedSession.Outcome.SignedIn(
                        fresh.accessToken().text("username"),
                        new AuthTokens(
                                fresh.accessToken(),
                                fresh.idToken(),
                                before.signInDetails().flatMap(TokenCookies::signInDetails))),
                tokenCookies.write(fresh, before, cookies));
    }

    private static LoadedSession unknown(AuthException why) {
        LOG.log(Level.WARNING, "the tokens could not be renewed: {0}: {1}", why.name(), why.getMessage());
        return new LoadedSession(new LoadedSession.Outcome.Unknown(why), List.of());
    }

    private static LoadedSession signedIn(Jwt accessToken, Optional<Jwt> idToken, Optional<String> signInDetails) {
        return new LoadedSession(
                new LoadedSession.Outcome.SignedIn(
                        accessToken.text("username"),
                        new AuthTokens(accessToken, idToken, signInDetails.flatMap(TokenCookies::signInDetails))),
                List.of());
    }

    private static LoadedSession noRefreshToken() {
        AuthException why = new AuthException(
                Reason.NOT_SIGNED_IN,
                "TokenRefreshException",
                "the tokens have expired and there is no refresh token",
                "Sign in again.",
                null);
        return new LoadedSession(new LoadedSession.Outcome.SignedOut(Optional.of(why)), List.of())
                .with(Optional.of(new AuthEvent.SessionRefused(Refusal.EXPIRED)));
    }

    /** The cookies stay: what this application refuses may be another application's, or a configuration mistake. */
    private static LoadedSession refused(Refusal refusal, String reason) {
        LOG.log(Level.DEBUG, "session refused: {0}", reason);
        return LoadedSession.signedOut().with(Optional.of(new AuthEvent.SessionRefused(refusal)));
    }

    private static LoadedSession couldNotCheck(String reason) {
        LOG.log(Level.WARNING, "session could not be checked: {0}", reason);
        return new LoadedSession(
                new LoadedSession.Outcome.Unknown(new AuthException(
                        Reason.COULD_NOT_CHECK,
                        "SessionNotCheckedException",
                        "the session could not be checked: " + reason,
                        "Try again in a moment; the server needs to reach amplify.auth.jwks-url.",
                        null)),
                List.of());
    }
}
