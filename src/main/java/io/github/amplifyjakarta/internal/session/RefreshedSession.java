package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies the result of a token refresh to a session. The tokens in its cookies may still be valid. */
final class RefreshedSession implements RefreshResult.Cases<LoadedSession> {

    private static final Logger LOG = System.getLogger(SessionLoader.class.getName());

    /**
     * The session before the refresh.
     *
     * @param stored the stored tokens
     * @param tokens the verified tokens among them
     * @param isOver whether these tokens have expired
     */
    record Before(StoredTokens stored, AuthTokens tokens, boolean isOver) {}

    private final Before before;
    private final TokenRefresh refresh;
    private final Clock clock;

    /** @param clock the wall clock */
    RefreshedSession(Before before, TokenRefresh refresh, Clock clock) {
        this.before = before;
        this.refresh = refresh;
        this.clock = clock;
    }

    /** {@return the session; it has an event only if no other request has reported this result} */
    LoadedSession after(TokenRefresh.Answer answer) {
        LoadedSession loaded = answer.result().fold(this);
        return answer.first() ? loaded : loaded.with(Optional.empty());
    }

    @Override
    public LoadedSession renewed(RefreshResult.Renewed renewed) {
        LoadedSession loaded = renewed(renewed.tokens()).with(Optional.of(new AuthEvent.TokensRefreshed(user())));
        Optional<String> tooLong = TokenCookies.tooLong(loaded.changes());
        if (tooLong.isEmpty()) {
            return loaded.until(renewed.end());
        }
        // the new tokens do not fit into cookies: this node keeps them in memory for the session
        LOG.log(Level.WARNING, "a renewed session does not fit the browser''s cookies: {0}", tooLong.get());
        before.stored().refreshToken().ifPresent(refreshToken -> refresh.keep(refreshToken, renewed));
        return loaded.withChanges(TokenCookies.refreshTokenOnly(loaded.changes()))
                .until(renewed.end());
    }

    /**
     * All requests with the same refresh token share the result. It only applies to the user whose access token it
     * renews.
     */
    private LoadedSession renewed(VerifiedTokens fresh) {
        if (!TokenVerifier.haveSameSubject(fresh.accessToken(), before.tokens().accessToken())) {
            return notRenewed(new AuthException(
                    Reason.REFRESH_FAILED,
                    new AmplifyException.Details(
                            "TokenRefreshException", "the renewed tokens are another user's", "Sign in again."),
                    null));
        }
        if (SessionLoader.endsBefore(fresh.accessToken(), fresh.idToken(), clock.instant())) {
            LOG.log(
                    Level.WARNING,
                    "tokens that Cognito has just issued have expired by this server''s clock: it is at least {0} ahead",
                    Duration.between(fresh.accessToken().expiresAt(), clock.instant()));
        }
        return LoadedSession.signedIn(new AuthTokens(
                        fresh.accessToken(), fresh.idToken(), before.tokens().signInDetails()))
                .withChanges(before.stored().replaceBy(fresh));
    }

    @Override
    public LoadedSession ended(RefreshResult.Ended ended) {
        try {
            if (before.stored().wereReplaced()) {
                return couldNotCheck("another request has renewed the session meanwhile", null);
            }
        } catch (StoreUnavailable e) {
            return couldNotCheck("the refused tokens may be old: " + e.getMessage(), e);
        }
        return LoadedSession.signedOut(ended.why())
                .withChanges(before.stored().delete())
                .with(Optional.of(new AuthEvent.RefreshFailed(
                        user(),
                        Reason.NOT_SIGNED_IN,
                        ended.why().map(AuthException::name).orElse(RefreshFailures.NOT_AUTHORIZED))));
    }

    private static LoadedSession couldNotCheck(String why, @Nullable Throwable cause) {
        return LoadedSession.unknown(new AuthException(
                Reason.COULD_NOT_CHECK,
                new AmplifyException.Details("SessionNotCheckedException", why, "Try again in a moment."),
                cause));
    }

    @Override
    public LoadedSession signedOut() {
        return LoadedSession.signedOut();
    }

    @Override
    public LoadedSession notRenewable(AuthException why) {
        if (before.isOver()) {
            LOG.log(Level.INFO, "Cognito will not renew a session: {0}", why.name());
        }
        return told(why, before.isOver() ? LoadedSession.signedOut(Optional.of(why)) : stillGood(why));
    }

    @Override
    public LoadedSession failed(AuthException why) {
        return told(why, before.isOver() ? notRenewed(why) : stillGood(why));
    }

    private static LoadedSession notRenewed(AuthException why) {
        LOG.log(Level.WARNING, "the tokens could not be renewed: {0}: {1}", why.name(), why.getMessage());
        return LoadedSession.unknown(why);
    }

    private LoadedSession stillGood(AuthException why) {
        return LoadedSession.signedIn(before.tokens()).withFailedRefresh(why);
    }

    private LoadedSession told(AuthException why, LoadedSession loaded) {
        return loaded.with(Optional.of(new AuthEvent.RefreshFailed(user(), why.reason(), why.name())));
    }

    /**
     * The user for events. It contains verified data only, so it omits the sign-in details, which the browser supplies.
     */
    private AuthUser user() {
        return RequestSession.user(before.tokens().accessToken(), Optional.empty());
    }
}
