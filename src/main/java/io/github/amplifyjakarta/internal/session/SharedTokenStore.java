package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tokens are in the store that nodes share. The browser has one cookie, whose secret names and opens them. A renewal
 * has reached the browser as soon as it is stored.
 */
public final class SharedTokenStore implements TokenStore {

    private static final Logger LOG = System.getLogger(SharedTokenStore.class.getName());

    private static final int MOST_ATTEMPTS = 5;

    /** The use of a session is recorded when this part of its idle time-out has passed, so that few requests write. */
    private static final int RECORDED_PARTS = 10;

    private static final Duration RECORDED_AT_MOST_EACH = Duration.ofMinutes(1);

    /** SharedStore: entries live a second or longer. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

    private final SealedSessions<TokenText> sessions;
    private final SessionCookie cookie;
    private final TokenCookies tokenCookies;
    private final AppConfig.Session limits;
    private final Clock clock;

    /**
     * The cookies of a session.
     *
     * @param session the cookie of a session in the store
     * @param tokens the cookies of a session in cookies, which a sign-in moves to the store
     */
    public record Cookies(SessionCookie session, TokenCookies tokens) {}

    /**
     * @param limits how long a session lasts
     * @param clock the wall clock
     */
    public SharedTokenStore(
            SealedSessions<TokenText> sessions, Cookies cookies, AppConfig.Session limits, Clock clock) {
        this.sessions = sessions;
        this.cookie = cookies.session();
        this.tokenCookies = cookies.tokens();
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Optional<StoredTokens> read(SessionRequest request) throws StoreUnavailable {
        Optional<Tokens> found = find(request);
        found.ifPresent(Tokens::recordUse);
        return found.map(tokens -> tokens);
    }

    private Optional<Tokens> find(SessionRequest request) throws StoreUnavailable {
        Optional<String> secret = cookie.read(request.cookies());
        return secret.isPresent() ? sessions.read(secret.get()).flatMap(this::tokens) : Optional.empty();
    }

    private Optional<Tokens> tokens(SealedSessions.Entry<TokenText> entry) {
        return clock.instant().isBefore(end(entry.content())) ? Optional.of(new Tokens(entry)) : Optional.empty();
    }

    private Instant end(TokenText text) {
        Instant idle = text.used().plus(limits.idleTimeout());
        Instant absolute = text.began().plus(limits.absoluteTimeout());
        return idle.isBefore(absolute) ? idle : absolute;
    }

    private Duration life(TokenText text) {
        Duration left = Duration.between(clock.instant(), end(text));
        return left.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : left;
    }

    @Override
    public List<SetCookie> begin(VerifiedTokens tokens, SessionRequest request) throws StoreUnavailable {
        String secret = cookie.newSecret();
        TokenText text = TokenText.of(tokens, clock.instant());
        sessions.create(secret, text, life(text));
        cookie.read(request.cookies()).ifPresent(this::delete);
        List<SetCookie> changes = new ArrayList<>(tokenCookies.deleteAll(request.cookies(), tokens));
        changes.add(cookie.write(secret));
        return changes;
    }

    private void delete(String secret) {
        try {
            sessions.delete(secret);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "a session that was ended stays in the shared store: {0}", e.getMessage());
        }
    }

    @Override
    public boolean hasSession(SessionRequest request) {
        return !deletions(request).isEmpty();
    }

    @Override
    public List<SetCookie> deleteAll(SessionRequest request) {
        cookie.read(request.cookies()).ifPresent(this::delete);
        return deletions(request);
    }

    private List<SetCookie> deletions(SessionRequest request) {
        return Stream.of(cookie.delete(request.cookies()), tokenCookies.deleteAll(request.cookies()))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> refreshTokens(SessionRequest request) {
        return Stream.concat(
                        known(request).flatMap(Tokens::refreshToken).stream(),
                        tokenCookies.refreshTokens(request.cookies()).stream())
                .toList();
    }

    @Override
    public List<String> accessTokens(SessionRequest request) {
        return Stream.concat(
                        known(request).map(Tokens::accessToken).stream(),
                        tokenCookies.accessTokens(request.cookies()).stream())
                .toList();
    }

    /** For a sign-out, which goes on when the store is out of reach. */
    private Optional<Tokens> known(SessionRequest request) {
        try {
            return find(request);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "the tokens of a session that ends are not known: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The tokens of a session in the store. */
    private final class Tokens extends TextTokens {

        private final SealedSessions.Entry<TokenText> entry;

        Tokens(SealedSessions.Entry<TokenText> entry) {
            super(entry.content());
            this.entry = entry;
        }

        /** Another request may have renewed the session, or recorded its use. */
        @Override
        public List<SetCookie> replaceBy(VerifiedTokens renewed) {
            try {
                Optional<Tokens> current = Optional.of(this);
                for (int attempt = 0; attempt < MOST_ATTEMPTS && current.isPresent(); attempt++) {
                    current = current.get().replacedOrNewer(renewed);
                }
            } catch (StoreUnavailable e) { // the renewal is known for a while: the next request stores it
                LOG.log(Level.WARNING, "renewed tokens are not in the shared store yet: {0}", e.getMessage());
            }
            return List.of();
        }

        /** {@return what was stored meanwhile, when it has to be replaced; empty when there is nothing left to do} */
        private Optional<Tokens> replacedOrNewer(VerifiedTokens renewed) throws StoreUnavailable {
            TokenText next = text.renewed(renewed, clock.instant());
            if (sessions.replace(entry, next, life(next))) {
                return Optional.empty();
            }
            return sessions.readNow(entry.secret())
                    .flatMap(SharedTokenStore.this::tokens)
                    .filter(there -> there.text.issued().isBefore(next.issued()));
        }

        void recordUse() {
            Instant now = clock.instant();
            Duration each = limits.idleTimeout().dividedBy(RECORDED_PARTS);
            Duration pause = each.compareTo(RECORDED_AT_MOST_EACH) < 0 ? RECORDED_AT_MOST_EACH : each;
            if (now.isBefore(text.used().plus(pause))) {
                return;
            }
            TokenText used = text.used(now);
            try {
                sessions.replace(entry, used, life(used)); // if another request was faster, it is recorded
            } catch (StoreUnavailable e) {
                LOG.log(Level.DEBUG, "the use of a session was not recorded: {0}", e.getMessage());
            }
        }

        @Override
        public List<SetCookie> delete() {
            SharedTokenStore.this.delete(entry.secret());
            return List.of(cookie.deletion());
        }
    }
}
