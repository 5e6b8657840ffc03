package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens are in the cookies that Amplify uses, so that a Next.js application can share them. */
public final class CookieTokenStore implements TokenStore {

    private final TokenCookies tokenCookies;
    private final SessionCookie sessionCookie;

    /** @param sessionCookie the cookie of sessions in the shared store, which a sign-in moves to cookies */
    public CookieTokenStore(TokenCookies tokenCookies, SessionCookie sessionCookie) {
        this.tokenCookies = tokenCookies;
        this.sessionCookie = sessionCookie;
    }

    @Override
    public Optional<StoredTokens> read(SessionRequest request) {
        return tokenCookies.read(request.cookies()).map(tokens -> tokens);
    }

    @Override
    public List<SetCookie> begin(VerifiedTokens tokens, SessionRequest request) {
        List<SetCookie> changes = new ArrayList<>(tokenCookies.write(tokens));
        changes.addAll(sessionCookie.delete(request.cookies()));
        return changes;
    }

    @Override
    public boolean hasSession(SessionRequest request) {
        return !deleteAll(request).isEmpty();
    }

    @Override
    public List<SetCookie> deleteAll(SessionRequest request) {
        List<SetCookie> changes = new ArrayList<>(tokenCookies.deleteAll(request.cookies()));
        changes.addAll(sessionCookie.delete(request.cookies()));
        return changes;
    }

    /** Deletes every session, also one that the request does not show, when the tokens are elsewhere from now on. */
    List<SetCookie> deleteAll(SessionRequest request, VerifiedTokens signedIn) {
        List<SetCookie> changes = new ArrayList<>(tokenCookies.deleteAll(request.cookies(), signedIn));
        changes.addAll(sessionCookie.delete(request.cookies()));
        return changes;
    }

    @Override
    public List<String> refreshTokens(SessionRequest request) {
        return tokenCookies.refreshTokens(request.cookies());
    }

    @Override
    public List<String> accessTokens(SessionRequest request) {
        return tokenCookies.accessTokens(request.cookies());
    }
}
