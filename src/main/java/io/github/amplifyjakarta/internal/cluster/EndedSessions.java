package io.github.amplifyjakarta.internal.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.transport.BoundedCache;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that have ended although their access tokens are still valid: by a sign-out, or by an administrator, on any
 * node. A node looks an access token up in the store when it first sees it, and reads the latest ends every few
 * seconds. When the store is out of reach, tokens are accepted until they expire.
 */
public final class EndedSessions {

    private static final Logger LOG = System.getLogger(EndedSessions.class.getName());

    /** Cognito: access tokens live a day at most. */
    private static final Duration LONGEST_TOKEN = Duration.ofDays(1);

    /** Cognito: a refresh token lives ten years at most, and renews tokens of the same sign-in. */
    private static final Duration LONGEST_SIGN_IN = Duration.ofDays(3650);

    /** A request starts a read of the latest ends when the last one is older, and does not wait for it. */
    private static final Duration OLD = Duration.ofSeconds(2);

    /** A request waits for the latest ends when the last read is older. */
    private static final Duration TOO_OLD = Duration.ofSeconds(4);

    /** As many as the digests of verified tokens; some 250 bytes each. */
    private static final int SEEN_TOKENS = 200_000;

    private static final int MOST_ATTEMPTS = 3;

    /** An end in the future would lock a user out; clocks of nodes differ by less. */
    private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    /**
     * An access token that this node has looked up.
     *
     * @param session the mark of its session
     * @param user the mark of its user
     * @param isOver whether the session has ended
     */
    private record Seen(String session, String user, boolean isOver) {}

    private final StoreCalls store;
    private final EntryNames names;
    private final ServiceCalls calls;
    private final LatestEnds latest;
    private final SharedRenewals renewals;
    private final Clocks clocks;
    private final Cache<String, Seen> seen;

    /** When the latest ends were read, by the monotonic clock. */
    private volatile Instant read = Instant.MIN;

    /** Counts what was read of other nodes, so that a look-up that was overtaken by it is repeated. */
    private final AtomicLong version = new AtomicLong();

    private final Object reading = new Object();

    /** @param renewals is told which renewed tokens browsers have */
    public EndedSessions(SharedRenewals.Shared shared, SharedRenewals renewals, Clocks clocks) {
        this.store = shared.store();
        this.names = shared.names();
        this.calls = shared.calls();
        this.latest = new LatestEnds(store, names);
        this.renewals = renewals;
        this.clocks = clocks;
        this.seen = BoundedCache.builder(SEEN_TOKENS, clocks.steady())
                .expireAfterWrite(LONGEST_TOKEN)
                .build();
    }

    /**
     * {@return whether the session of an access token has ended}
     *
     * @param accessToken a verified access token
     * @param isOfBrowser whether a browser has sent it with its refresh token
     */
    public boolean isOver(Jwt accessToken, boolean isOfBrowser) {
        if (!store.isConfigured()) {
            return false;
        }
        readLatest();
        Seen known = seen.getIfPresent(id(accessToken));
        return known == null ? lookUp(accessToken, isOfBrowser) : known.isOver();
    }

    /** Ends the sessions of access tokens on all nodes. A node that is not told accepts them until they expire. */
    public void end(Collection<Jwt> accessTokens) {
        if (!store.isConfigured() || accessTokens.isEmpty()) {
            return;
        }
        Set<String> marks = Set.copyOf(accessTokens.stream().map(this::session).toList());
        try {
            for (String mark : marks) {
                store.put(names.end(mark), "1", LONGEST_TOKEN);
            }
            tell(marks);
        } catch (StoreUnavailable e) {
            accessTokens.forEach(token -> seen.put(id(token), new Seen(session(token), user(token), true)));
            LOG.log(Level.WARNING, "other nodes do not know of a sign-out: {0}", e.getMessage());
        }
    }

    /**
     * Ends all sessions of a user that have begun until now.
     *
     * @param sub the user
     * @throws AuthException {@link Reason#NOT_CONFIGURED} without a store; {@link Reason#SERVICE} when it is out of
     * reach
     */
    public void endAllOf(String sub) {
        if (!store.isConfigured()) {
            throw failure(
                    Reason.NOT_CONFIGURED,
                    "there is no shared store, so that nodes learn of no session that has ended",
                    "Set amplify.cluster.url, or have a CDI bean of the type SharedStore.",
                    null);
        }
        String mark = names.userMark(sub);
        long now = clocks.wall().instant().getEpochSecond();
        try {
            endUntil(names.end(mark), now);
            tell(List.of(mark));
        } catch (StoreUnavailable e) {
            throw failure(
                    Reason.SERVICE,
                    String.valueOf(e.getMessage()),
                    "Not all nodes know that the sessions have ended. Try again.",
                    e);
        }
    }

    /** The clock of another node may be ahead: its end stays. */
    private void endUntil(String key, long now) throws StoreUnavailable {
        String value = Long.toString(now);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<String> there = store.putIfAbsent(key, value, LONGEST_SIGN_IN);
            boolean isLater = there.filter(until -> SECONDS.matcher(until).matches() && Long.parseLong(until) >= now)
                    .isPresent();
            if (there.isEmpty() || isLater || store.replace(key, there.get(), value, LONGEST_SIGN_IN)) {
                return;
            }
        }
        store.put(key, value, LONGEST_SIGN_IN);
    }

    private static AuthException failure(Reason reason, String message, String suggestion, @Nullable Throwable cause) {
        return new AuthException(
                reason, new AmplifyException.Details("SharedStoreException", message, suggestion), cause);
    }

    private void tell(Collection<String> marks) throws StoreUnavailable {
        forget(marks);
        latest.add(marks);
    }

    private boolean lookUp(Jwt accessToken, boolean isOfBrowser) {
        Seen found = new Seen(session(accessToken), user(accessToken), false);
        List<String> keys = new ArrayList<>(List.of(names.end(found.session()), names.end(found.user())));
        if (isOfBrowser) {
            keys.add(names.undelivered(accessToken.token()));
        }
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                long before = version.get();
                List<Optional<String>> values = store.get(keys);
                boolean over = values.get(0).isPresent()
                        || values.get(1)
                                .filter(until -> began(accessToken, until))
                                .isPresent();
                found = new Seen(found.session(), found.user(), over);
                seen.put(id(accessToken), found);
                if (isOfBrowser) {
                    values.get(2).ifPresent(renewal -> renewals.delivered(accessToken.token(), renewal));
                }
                if (version.get() == before) {
                    return over;
                }
            }
        } catch (StoreUnavailable e) {
            found = new Seen(found.session(), found.user(), false);
        }
        seen.invalidate(id(accessToken)); // the next request looks it up
        return found.isOver();
    }

    /** {@return whether a session began at this time, in seconds, or before} */
    private boolean began(Jwt accessToken, String until) {
        if (!SECONDS.matcher(until).matches()) {
            return false;
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(until));
        return !beginning(accessToken).isAfter(end)
                && !end.isAfter(clocks.wall().instant().plus(LARGEST_SKEW));
    }

    /** OpenID Connect Core 1.0, section 2: auth_time. A token of a client without a user has none. */
    private static Instant beginning(Jwt accessToken) {
        Object time = accessToken.payload().containsKey("auth_time")
                ? accessToken.payload().get("auth_time")
                : accessToken.payload().get("iat");
        return time instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : Instant.MIN;
    }

    private void readLatest() {
        Instant now = clocks.steady().instant();
        Instant last = read;
        if (isWithin(OLD, last, now)) {
            return;
        }
        if (isWithin(TOO_OLD, last, now)) {
            if (isFirst(last, now)) {
                calls.start(
                        () -> {
                            apply();
                            return true;
                        },
                        new CompletableFuture<>());
            }
            return;
        }
        synchronized (reading) {
            if (!isWithin(TOO_OLD, read, clocks.steady().instant())) {
                apply();
                read = clocks.steady().instant();
            }
        }
    }

    /** {@return whether no other request has started the read that is due} */
    private synchronized boolean isFirst(Instant last, Instant now) {
        if (!last.equals(read)) {
            return false;
        }
        read = now;
        return true;
    }

    private static boolean isWithin(Duration age, Instant last, Instant now) {
        return now.isBefore(last.plus(age));
    }

    private void apply() {
        try {
            LatestEnds.News news = latest.news();
            if (!news.isComplete()) {
                version.incrementAndGet();
                seen.invalidateAll();
            } else if (!news.marks().isEmpty()) {
                forget(news.marks());
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "the latest ends of sessions were not read: {0}", e.getMessage());
        }
    }

    /** What is forgotten is looked up again. */
    private void forget(Collection<String> marks) {
        Set<String> ended = Set.copyOf(marks);
        version.incrementAndGet();
        seen.asMap().values().removeIf(token -> ended.contains(token.session()) || ended.contains(token.user()));
    }

    private static String id(Jwt accessToken) {
        String id = accessToken.text("jti");
        return id.isEmpty() ? accessToken.token() : id;
    }

    /** App clients without token revocation have no origin_jti: then each token is a session of its own. */
    private String session(Jwt accessToken) {
        String origin = accessToken.text("origin_jti");
        return names.sessionMark(origin.isEmpty() ? id(accessToken) : origin);
    }

    private String user(Jwt accessToken) {
        return names.userMark(accessToken.text("sub"));
    }
}
