package io.github.amplifyjakarta.internal.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.amplifyjakarta.internal.transport.BoundedCache;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sessions in the shared store. Each is named and sealed by the secret in the session's cookie. A node keeps
 * what it has read for a moment, and for longer while the store is out of reach.
 *
 * @param <T> what is stored of a session
 */
public final class SealedSessions<T> {

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
     * @param content what is stored of it
     * @param sealed how it is stored
     * @param read when it was read, by the monotonic clock
     * @param <T> what is stored of a session
     */
    public record Entry<T>(String secret, T content, String sealed, Instant read) {

        @Override
        public String toString() {
            return "Entry[<redacted>]";
        }
    }

    /**
     * What is stored, as a text.
     *
     * @param <T> what is stored of a session
     */
    public interface Format<T> {

        String write(T content);

        /** {@return the content; empty for anything else} */
        Optional<T> read(String text);
    }

    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final SecureRandom random = new SecureRandom();
    private final StoreCalls store;
    private final EntryNames names;
    private final Clock clock;
    private final Format<T> format;
    private final Cache<String, Entry<T>> entries;

    /** @param clock the monotonic clock */
    public SealedSessions(SharedRenewals.Shared shared, Format<T> format, Clock clock) {
        this.format = format;
        this.store = shared.store();
        this.names = shared.names();
        this.clock = clock;
        this.entries = BoundedCache.builder(REMEMBERED, clock)
                .expireAfterWrite(BRIDGED)
                .build();
    }

    /** {@return a new secret, of 256 random bits} */
    public String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** {@return whether a text may be a secret that was made here} */
    public static boolean isSecret(String text) {
        return SECRET.matcher(text).matches();
    }

    /** {@return the session of a secret; empty when there is none} */
    public Optional<Entry<T>> read(String secret) throws StoreUnavailable {
        Entry<T> known = entries.getIfPresent(secret);
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
    public Optional<Entry<T>> readNow(String secret) throws StoreUnavailable {
        return found(secret, store.get(names.session(secret)));
    }

    /** {@return the session of a secret, which is about to end} */
    public Optional<Entry<T>> insistOnReading(String secret) throws StoreUnavailable {
        return found(secret, store.insistOnGetting(names.session(secret)));
    }

    private Optional<Entry<T>> found(String secret, Optional<String> sealed) {
        Entry<T> known = entries.getIfPresent(secret);
        Optional<Entry<T>> found =
                sealed.flatMap(there -> (known != null && known.sealed().equals(there)
                                ? Optional.of(known.content())
                                : seal(secret).open(there).flatMap(format::read))
                        .map(content -> new Entry<>(secret, content, there, clock.instant())));
        found.ifPresentOrElse(entry -> entries.put(secret, entry), () -> entries.invalidate(secret));
        return found;
    }

    /** Stores a new session. */
    public void create(String secret, T content, Duration life) throws StoreUnavailable {
        Entry<T> entry = entry(secret, content);
        store.put(names.session(secret), entry.sealed(), life);
        entries.put(secret, entry);
    }

    /** {@return whether the session was what it was taken for, and has the new content now} */
    public boolean replace(Entry<T> before, T content, Duration life) throws StoreUnavailable {
        Entry<T> entry = entry(before.secret(), content);
        boolean replaced = store.replace(names.session(before.secret()), before.sealed(), entry.sealed(), life);
        if (replaced) {
            entries.put(before.secret(), entry);
        } else {
            entries.invalidate(before.secret());
        }
        return replaced;
    }

    /** Deletes a session. */
    public void delete(String secret) throws StoreUnavailable {
        store.insistOnDeleting(names.session(secret));
        entries.invalidate(secret);
    }

    private Entry<T> entry(String secret, T content) throws StoreUnavailable {
        String sealed = seal(secret).close(format.write(content));
        if (sealed.length() > LONGEST) {
            throw new StoreUnavailable("a session has " + sealed.length() + " bytes, expected at most " + LONGEST);
        }
        return new Entry<>(secret, content, sealed, clock.instant());
    }

    private static Seal seal(String secret) {
        return new Seal(secret, "amplify-jakarta session");
    }
}
