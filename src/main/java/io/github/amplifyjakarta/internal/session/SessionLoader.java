package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.jwt.Verification.CouldNotCheck;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
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

    private final TokenCookies tokenCookies;
    private final TokenVerifier verifier;
    private final TokenRefresh refresh;
    private final Clock clock;

    public SessionLoader(TokenCookies tokenCookies, TokenVerifier verifier, UserPoolApi api, Clock clock) {
        this.tokenCookies = tokenCookies;
        this.verifier = verifier;
        this.refresh = new TokenRefresh(api, verifier);
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
            return refused("access token: " + refused.reason());
        }
        if (access instanceof CouldNotCheck unknown) {
            return couldNotCheck(unknown.reason());
        }
        Jwt accessToken = ((Verified) access).jwt();
        if (!accessToken.text("username").equals(tokens.username())) {
            return refused("the user in the cookies' names is another one than the access token's");
        }
        Optional<Verification> id = tokens.idToken().map(token -> verifier.verify(token, TokenUse.ID));
        if (id.isPresent() && id.get() instanceof CouldNotCheck unknown) {
            return couldNotCheck(unknown.reason());
        }
        Optional<Jwt> idToken = id.flatMap(SessionLoader::verified);
        if (idToken.isPresent() && !idToken.get().text("sub").equals(accessToken.text("sub"))) {
            return refused("the ID token is another user's than the access token");
        }
        boolean expired = isExpired(accessToken, tokens)
                || idToken.filter(jwt -> isExpired(jwt, tokens)).isPresent();
        return expired || forceRefresh
                ? renewed(tokens, accessToken, idToken, expired, forceRefresh, cookies)
                : signedIn(tokens, accessToken, idToken);
    }

    private static Optional<Jwt> verified(Verification verification) {
        if (verification instanceof Refused refused) {
            LOG.log(Level.DEBUG, "the ID token was refused and is left out: {0}", refused.reason());
        }
        return verification instanceof Verified verified ? Optional.of(verified.jwt()) : Optional.empty();
    }

    /** The token's own exp decides; the drift that the browser noticed can only make it earlier. */
    private boolean isExpired(Jwt token, StoredTokens tokens) {
        Instant renewFrom = clock.instant().plus(tokens.clockDrift()).plus(TOLERANCE);
        return renewFrom.isAfter(token.expiresAt());
    }

    private LoadedSession renewed(
            StoredTokens tokens,
            Jwt accessToken,
            Optional<Jwt> idToken,
            boolean expired,
            boolean forced,
            RequestCookies cookies) {
        if (tokens.refreshToken().isEmpty()) {
            return expired ? noRefreshToken() : signedIn(tokens, accessToken, idToken);
        }
        TokenRefresh.Result result =
                refresh.refresh(tokens.refreshToken().get(), tokens.deviceKey(), accessToken.text("sub"), forced);
        if (result instanceof TokenRefresh.Result.Renewed renewed) {
            VerifiedTokens fresh = renewed.tokens();
            return new LoadedSession(
                    new LoadedSession.Outcome.SignedIn(
                            fresh.accessToken().text("username"),
                            new AuthTokens(
                                    fresh.accessToken(),
                                    fresh.idToken(),
                                    tokens.signInDetails().flatMap(TokenCookies::signInDetails))),
                    tokenCookies.write(fresh, tokens));
        }
        if (result instanceof TokenRefresh.Result.Ended ended) {
            return new LoadedSession(
                    new LoadedSession.Outcome.SignedOut(ended.why()), tokenCookies.deleteUser(tokens, cookies));
        }
        AuthException why = ((TokenRefresh.Result.Failed) result).why();
        LOG.log(Level.WARNING, "the tokens could not be renewed: {0}: {1}", why.name(), why.getMessage());
        return new LoadedSession(new LoadedSession.Outcome.Unknown(why), List.of());
    }

    private static LoadedSession signedIn(StoredTokens stored, Jwt accessToken, Optional<Jwt> idToken) {
        return new LoadedSession(
                new LoadedSession.Outcome.SignedIn(
                        stored.username(),
                        new AuthTokens(
                                accessToken, idToken, stored.signInDetails().flatMap(TokenCookies::signInDetails))),
                List.of());
    }

    private static LoadedSession noRefreshToken() {
        AuthException why = new AuthException(
                Reason.NOT_SIGNED_IN,
                "TokenRefreshException",
                "the tokens have expired and there is no refresh token",
                "Sign in again.",
                null);
        return new LoadedSession(new LoadedSession.Outcome.SignedOut(Optional.of(why)), List.of());
    }

    /** The cookies stay: what this application refuses may be another application's, or a configuration mistake. */
    private static LoadedSession refused(String reason) {
        LOG.log(Level.DEBUG, "session refused: {0}", reason);
        return LoadedSession.signedOut();
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
