package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tokens are in the HTTP session of the servlet container, as a text: a cluster that replicates sessions needs none
 * of our classes for it.
 */
public final class HttpSessionTokenStore implements TokenStore {

    private final String attribute;
    private final CookieTokenStore cookies;
    private final Clock clock;

    /**
     * @param clientId the app client: applications that share HTTP sessions may have several
     * @param cookies the cookies of the other stores, which a sign-in moves to the HTTP session
     * @param clock the wall clock
     */
    public HttpSessionTokenStore(String clientId, CookieTokenStore cookies, Clock clock) {
        this.attribute = "io.github.amplifyjakarta.tokens." + clientId;
        this.cookies = cookies;
        this.clock = clock;
    }

    @Override
    public Optional<StoredTokens> read(SessionRequest request) {
        return find(request).map(text -> new Tokens(request.container(), text));
    }

    private Optional<KeptTokens> find(SessionRequest request) {
        return request.container().read(attribute).flatMap(KeptTokens::parse);
    }

    /** What the application has put into the session of another user is not for this one. */
    @Override
    public List<SetCookie> begin(VerifiedTokens tokens, SessionRequest request) {
        KeptTokens text = KeptTokens.of(tokens, clock.instant());
        boolean isOfAnother = find(request)
                .filter(before -> !before.username().equals(text.username()))
                .isPresent();
        if (isOfAnother) {
            request.container().invalidate();
        }
        request.container().writeUnderNewId(attribute, text.toJson());
        return cookies.deleteAll(request, tokens);
    }

    @Override
    public boolean hasSession(SessionRequest request) {
        return find(request).isPresent() || cookies.hasSession(request);
    }

    @Override
    public List<SetCookie> deleteAll(SessionRequest request) {
        if (request.container().read(attribute).isPresent()) {
            request.container().invalidate();
        }
        return cookies.deleteAll(request);
    }

    @Override
    public List<String> refreshTokens(SessionRequest request) {
        return Stream.concat(
                        find(request).flatMap(KeptTokens::refreshToken).stream(),
                        cookies.refreshTokens(request).stream())
                .toList();
    }

    @Override
    public List<String> accessTokens(SessionRequest request) {
        return Stream.concat(
                        find(request).map(KeptTokens::accessToken).stream(), cookies.accessTokens(request).stream())
                .toList();
    }

    /** The tokens of an HTTP session. */
    private final class Tokens extends KeptSession {

        private final ContainerSession container;

        Tokens(ContainerSession container, KeptTokens text) {
            super(text);
            this.container = container;
        }

        /** Another request may have renewed the session, or the user may have signed in again. */
        @Override
        public List<SetCookie> replaceBy(VerifiedTokens renewed) {
            KeptTokens next = text.renewed(renewed, clock.instant());
            if (!wereReplaced()) {
                container.write(attribute, next.toJson());
            }
            return List.of();
        }

        @Override
        public boolean wereReplaced() {
            return !container
                    .read(attribute)
                    .flatMap(KeptTokens::parse)
                    .filter(there -> there.refreshToken().equals(text.refreshToken())
                            && !there.issued().isAfter(text.issued()))
                    .isPresent();
        }

        @Override
        public List<SetCookie> delete() {
            container.invalidate();
            return List.of();
        }
    }
}
