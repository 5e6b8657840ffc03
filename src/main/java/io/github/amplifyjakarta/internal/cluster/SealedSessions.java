package io.github.amplifyjakarta.internal.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Texts of sessions in the shared store. Each is named and sealed by the secret in the session's cookie. A node keeps
 * what it has read for a moment, and for longer while the store is out of reach.
 */
public final class SealedSessions {

    /** How long another node's change may stay unseen. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** How long a session goes on when the store is out of reach. */
    private static final Duration BRIDGED = Duration.ofSeconds(60);

    private static final int REMEMBERED = 10_000;

    /** SharedStore: values have at most 64 KiB. */
    private static final int LONGEST = 64 * 1024;

    /**
     * A session.
     *
     * @param secret the secret in its cookie
     * @param text what is stored of it
     * @param sealed how it is stored
     * @param read when it was read, by the monotonic clock
     */
    public record Entry(String secret, String text, String sealed, Instant read) {

        @Override
        public String toString() {
            return "Entry[<redacted>]";
        }
    }

    private final StoreCalls store;
    private final EntryNames names;
    private final Clock clock;
    private final Cache<String, Entry> entries;

    /** @param clock the monotonic clock */
    public SealedSessions(SharedRenewals.Shared shared, Clock clock) {
        this.store = shared.store();
        this.names = shared.names();
        this.clock = clock;
        Instant start = clock.instant();
        Ticker ticker = () -> Duration.between(start, clock.instant()).toNanos();
        this.entries = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .executor(Runnable::run)
                .ticker(ticker)
                .expireAfterWrite(BRIDGED)
                .build();
    }

    /** {@return the session of a secret; empty when there is none} */
    public Optional<Entry> read(String secret) throws StoreUnavailable {
        Entry known = entries.getIfPresent(secret);
        if (known != null && clock.instant().isBefore(known.read().plus(FRESH))) {
            return Optional.of(known);
        }
        try {
            return readNow(secret);
        } catch (StoreUnavailable e) {
            if (known == null) {
                throw e;
            }
            return Optional.of(known);
        }
    }

    /** {@return the session of a secret as it is in the store} */
    public Optional<Entry> readNow(String secret) throws StoreUnavailable {
        Optional<String> sealed = store.get(names.session(secret));
        Entry known = entries.getIfPresent(secret);
        Optional<Entry> found =
                sealed.flatMap(there -> known != null && known.sealed().equals(there)
                        ? Optional.of(new Entry(secret, known.text(), there, clock.instant()))
                        : seal(secret).open(there).map(text -> new Entry(secret, text, there, clock.instant())));
        found.ifPresentOrElse(entry -> entries.put(secret, entry), () -> entries.invalidate(secret));
        return found;
    }

    /** Stores a new session. */
    public void create(String secret, String text, Duration life) throws StoreUnavailable {
        Entry entry = entry(secret, text);
        store.put(names.session(secret), entry.sealed(), life);
        entries.put(secret, entry);
    }

    /** {@return whether the session was what it was taken for, and has the new text now} */
    public boolean replace(Entry before, String text, Duration life) throws StoreUnavailable {
        Entry entry = entry(before.secret(), text);
        boolean replaced = store.replace(names.session(before.secret()), before.sealed(), entry.sealed(), life);
        if (replaced) {
            entries.put(before.secret(), entry);
        } else {
            entries.invalidate(before.secret());
        }
        return replaced;
    }

    /** Deletes a session. This node has forgotten it even when the store is out of reach. */
    public void delete(String secret) throws StoreUnavailable {
        entries.invalidate(secret);
        store.delete(names.session(secret));
    }

    private Entry entry(String secret, String text) throws StoreUnavailable {
        String sealed = seal(secret).close(text);
        if (sealed.length() > LONGEST) {
            throw new StoreUnavailable("a session has " + sealed.length() + " bytes, expected at most " + LONGEST);
        }
        return new Entry(secret, text, sealed, clock.instant());
    }

    private static Seal seal(String secret) {
        return new Seal(secret, "amplify-jakarta session");
    }
}
