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

    /** SharedStore: entries live a second or longer. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

    private final SealedSessions<KeptTokens> sessions;
    private final SessionCookie cookie;
    private final TokenCookies tokenCookies;
    private final AppConfig.Session limits;
    private final Duration pause;
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
            SealedSessions<KeptTokens> sessions, Cookies cookies, AppConfig.Session limits, Clock clock) {
        this.sessions = sessions;
        this.cookie = cookies.session();
        this.tokenCookies = cookies.tokens();
        this.limits = limits;
        this.pause = limits.idleTimeout().dividedBy(RECORDED_PARTS);
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

    private Optional<Tokens> tokens(SealedSessions.Entry<KeptTokens> entry) {
        return clock.instant().isBefore(end(entry.content())) ? Optional.of(new Tokens(entry)) : Optional.empty();
    }

    private Instant end(KeptTokens text) {
        Instant idle = text.used().plus(limits.idleTimeout());
        Instant absolute = text.began().plus(limits.absoluteTimeout());
        return idle.isBefore(absolute) ? idle : absolute;
    }

    private Duration life(KeptTokens text) {
        Duration left = Duration.between(clock.instant(), end(text));
        return left.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : left;
    }

    @Override
    public List<SetCookie> begin(VerifiedTokens tokens, SessionRequest request) throws StoreUnavailable {
        String secret = sessions.newSecret();
        KeptTokens text = KeptTokens.of(tokens, clock.instant());
        sessions.create(secret, text, life(text));
        cookie.read(request.cookies()).ifPresent(this::deleteIfPossible);
        List<SetCookie> changes = new ArrayList<>(tokenCookies.deleteAll(request.cookies(), tokens));
        changes.add(cookie.write(secret));
        return changes;
    }

    private void deleteIfPossible(String secret) {
        try {
            sessions.delete(secret);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "a session stays in the shared store until its idle time-out: {0}", e.getMessage());
        }
    }

    @Override
    public boolean hasSession(SessionRequest request) {
        return !deletions(request).isEmpty();
    }

    @Override
    public List<SetCookie> deleteAll(SessionRequest request) throws StoreUnavailable {
        Optional<String> secret = cookie.read(request.cookies());
        if (secret.isPresent()) {
            sessions.delete(secret.get());
        }
        return deletions(request);
    }

    private List<SetCookie> deletions(SessionRequest request) {
        return Stream.of(cookie.delete(request.cookies()), tokenCookies.deleteAll(request.cookies()))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> refreshTokens(SessionRequest request) throws StoreUnavailable {
        return Stream.concat(
                        known(request).flatMap(Tokens::refreshToken).stream(),
                        tokenCookies.refreshTokens(request.cookies()).stream())
                .toList();
    }

    @Override
    public List<String> accessTokens(SessionRequest request) throws StoreUnavailable {
        return Stream.concat(
                        known(request).map(Tokens::accessToken).stream(),
                        tokenCookies.accessTokens(request.cookies()).stream())
                .toList();
    }

    /** For a sign-out. What this node has kept may be old. */
    private Optional<Tokens> known(SessionRequest request) throws StoreUnavailable {
        Optional<String> secret = cookie.read(request.cookies());
        return secret.isPresent() ? sessions.insistOnReading(secret.get()).flatMap(this::tokens) : Optional.empty();
    }

    /** The tokens of a session in the store. */
    private final class Tokens extends KeptSession {

        private final SealedSessions.Entry<KeptTokens> entry;

        Tokens(SealedSessions.Entry<KeptTokens> entry) {
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
                LOG.log(Level.DEBUG, "renewed tokens are not in the shared store yet: {0}", e.getMessage());
            }
            return List.of();
        }

        /** {@return what was stored meanwhile, when it has to be replaced; empty when there is nothing left to do} */
        private Optional<Tokens> replacedOrNewer(VerifiedTokens renewed) throws StoreUnavailable {
            KeptTokens next = text.renewed(renewed, clock.instant());
            if (sessions.replace(entry, next, life(next))) {
                return Optional.empty();
            }
            return sessions.readNow(entry.secret())
                    .flatMap(SharedTokenStore.this::tokens)
                    .filter(there -> there.text.issued().isBefore(next.issued()));
        }

        void recordUse() {
            Instant now = clock.instant();
            if (now.isBefore(text.used().plus(pause))) {
                return;
            }
            KeptTokens used = text.used(now);
            try {
                sessions.replace(entry, used, life(used)); // if another request was faster, it is recorded
            } catch (StoreUnavailable e) {
                LOG.log(Level.DEBUG, "the use of a session was not recorded: {0}", e.getMessage());
            }
        }

        @Override
        public boolean wereReplaced() throws StoreUnavailable {
            return sessions.readNow(entry.secret())
                    .filter(there -> !there.content().refreshToken().equals(text.refreshToken()))
                    .isPresent();
        }

        /** The store may have an old value, after a failover or by somebody else: the cookie stays, and opens nothing. */
        @Override
        public List<SetCookie> delete() {
            deleteIfPossible(entry.secret());
            return List.of();
        }
    }
}
