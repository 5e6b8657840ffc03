package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Begins sessions with verified tokens. Tokens of a session that cannot begin are revoked, because nobody else has them.
 */
public final class SessionStart {

    private static final Logger LOG = System.getLogger(SessionStart.class.getName());

    private final TokenStore store;
    private final Consumer<List<String>> revoke;

    /** @param revoke revokes refresh tokens; it does not throw */
    public SessionStart(TokenStore store, Consumer<List<String>> revoke) {
        this.store = store;
        this.revoke = revoke;
    }

    /** Why a session has not begun. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        /** The kind of refusal. */
        public enum Reason {
            /** All sessions of the user were ended after this sign-in. */
            ENDED,
            /** The shared store was out of reach. */
            NOT_STORED,
            /** Browsers would drop a cookie of the session. */
            TOO_LARGE
        }

        private final Reason reason;

        Refused(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** {@return the cookies of the session, which the caller announces} */
    public List<SetCookie> begin(VerifiedTokens tokens, RequestSession session) throws Refused {
        if (session.hasEnded(tokens.accessToken())) {
            throw refused(tokens, Refused.Reason.ENDED, "the sessions of the user were ended after this sign-in");
        }
        List<SetCookie> cookies;
        try {
            cookies = store.begin(tokens, session.request());
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "a sign-in was not stored: {0}", e.getMessage());
            throw refused(tokens, Refused.Reason.NOT_STORED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // the HTTP session cannot begin, because the response is on its way
            revoke(tokens.refreshToken());
            throw e;
        }
        Optional<String> tooLong = TokenCookies.tooLong(cookies);
        if (tooLong.isPresent()) { // otherwise the next page would find no session and redirect to the sign-in again
            LOG.log(Level.WARNING, "a sign-in cannot last: {0}", tooLong.get());
            throw refused(tokens, Refused.Reason.TOO_LARGE, tooLong.get());
        }
        TokenCookies.nearlyTooLong(cookies)
                .ifPresent(size ->
                        LOG.log(Level.WARNING, "a session is nearly too large: {0}; use fewer groups or claims", size));
        return cookies;
    }

    /** Revokes the refresh token of a sign-in that leads to no session. */
    public void revoke(Optional<String> refreshToken) {
        revoke.accept(refreshToken.stream().toList());
    }

    private Refused refused(VerifiedTokens tokens, Refused.Reason reason, String message) {
        revoke(tokens.refreshToken());
        return new Refused(reason, message);
    }
}
