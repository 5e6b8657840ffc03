package io.github.amplifyjakarta.internal.jwt;

import io.github.amplifyjakarta.internal.http.HttpCall;
import io.github.amplifyjakarta.internal.http.HttpDoor;
import io.github.amplifyjakarta.internal.http.HttpFailure;
import io.github.amplifyjakarta.internal.http.HttpReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of a user pool: one immutable map, swapped whole. Keys that were fetched once serve through an outage.
 * An unknown key id causes a new fetch, but only so often: tokens are free to name any id they like.
 */
public final class KeySet {

    private static final Logger LOG = System.getLogger(KeySet.class.getName());

    /** How long an unknown id, or a failed fetch, keeps the next fetch away. */
    static final Duration PENALTY = Duration.ofSeconds(10);

    /** How old keys may grow before a key that Cognito withdrew is noticed. */
    static final Duration REFETCH_AFTER = Duration.ofHours(12);

    private final @Nullable HttpDoor http;
    private final @Nullable URI url;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Keys keys;
    private volatile Instant lastAttempt = Instant.MIN;
    private volatile boolean lastFailed;

    private record Keys(Map<String, SigningKey> byId, Instant fetched) {}

    /** The keys could not be had, now or ever before. */
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    private KeySet(@Nullable HttpDoor http, @Nullable URI url, Clock clock, Keys keys) {
        this.http = http;
        this.url = url;
        this.clock = clock;
        this.keys = keys;
    }

    /** {@return the keys at a URL, fetched when the first token asks for one} */
    public static KeySet fetched(HttpDoor http, URI url, Clock clock) {
        return new KeySet(http, url, clock, new Keys(Map.of(), Instant.MIN));
    }

    /**
     * {@return fixed keys}
     *
     * @param json a JSON Web Key Set (RFC 7517, section 5)
     * @throws IllegalArgumentException when it is none, or has no usable key
     */
    public static KeySet fixed(String json) {
        Map<String, SigningKey> parsed = parse(json)
                .orElseThrow(() -> new IllegalArgumentException("not a JSON Web Key Set with RSA signature keys"));
        return new KeySet(null, null, Clock.systemUTC(), new Keys(parsed, Instant.MAX));
    }

    /** {@return the key with this id; empty when the user pool has none} */
    Optional<SigningKey> find(String id) throws UnavailableException {
        Keys seen = keys;
        SigningKey key = seen.byId().get(id);
        if (http == null || (key != null && !isOlderThan(seen.fetched(), REFETCH_AFTER))) {
            return Optional.ofNullable(key);
        }
        boolean cold = isCold(seen);
        if (cold) {
            fetching.lock(); // there is nothing to go on with: whoever comes while keys are fetched waits for them
        } else if (!fetching.tryLock()) {
            if (key == null) {
                throw new UnavailableException("the public keys at " + url + " are being fetched");
            }
            return Optional.of(key);
        }
        Keys current;
        try {
            fetchUnlessJustTried(http, seen);
            current = keys;
        } finally {
            fetching.unlock();
        }
        if (isCold(current)) {
            throw new UnavailableException("the public keys at " + url + " are out of reach");
        }
        if (lastFailed && !current.byId().containsKey(id)) {
            throw new UnavailableException("the kid is new, and the public keys at " + url + " are out of reach");
        }
        return Optional.ofNullable(current.byId().get(id));
    }

    private static boolean isCold(Keys keys) {
        return keys.fetched().equals(Instant.MIN);
    }

    /** {@return how many keys there are to verify with; fetched now, but not too often, if there never were any} */
    public int load() {
        Keys seen = keys;
        if (http != null && isCold(seen)) {
            fetching.lock();
            try {
                fetchUnlessJustTried(http, seen);
            } finally {
                fetching.unlock();
            }
        }
        return keys.byId().size();
    }

    @SuppressWarnings("ReferenceEquality") // the very same map: nobody has swapped it meanwhile
    private void fetchUnlessJustTried(HttpDoor door, Keys seen) {
        if (keys == seen && isOlderThan(lastAttempt, PENALTY)) {
            Optional<Map<String, SigningKey>> downloaded = download(door);
            downloaded.ifPresent(byId -> keys = new Keys(byId, clock.instant()));
            lastFailed = downloaded.isEmpty();
            lastAttempt = clock.instant(); // counted from its end: who waited meanwhile does not try again
        }
    }

    private boolean isOlderThan(Instant instant, Duration age) {
        return !instant.equals(Instant.MAX)
                && (instant.equals(Instant.MIN) || clock.instant().isAfter(instant.plus(age)));
    }

    private Optional<Map<String, SigningKey>> download(HttpDoor door) {
        URI from = java.util.Objects.requireNonNull(url);
        try {
            HttpReply reply = door.send(HttpCall.get(from));
            Optional<Map<String, SigningKey>> parsed = reply.status() == 200 ? parse(reply.body()) : Optional.empty();
            if (parsed.isEmpty()) {
                LOG.log(Level.WARNING, "{0} answered no JSON Web Key Set: {1}", from, reply);
            }
            return parsed;
        } catch (HttpFailure e) {
            LOG.log(Level.WARNING, "the public keys could not be fetched: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** RSA keys for signatures only; what else stands in the set is left out. Empty when this is no key set. */
    private static Optional<Map<String, SigningKey>> parse(String json) {
        try {
            Map<String, SigningKey> byId = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(json).getJsonWebKeys()) {
                boolean forSignatures = Use.SIGNATURE.equals(key.getUse());
                boolean rs256 = key.getAlgorithm() == null || key.getAlgorithm().equals(TokenVerifier.ALGORITHM);
                if (key instanceof RsaJsonWebKey rsa && key.getKeyId() != null && forSignatures && rs256) {
                    byId.put(key.getKeyId(), new SigningKey(key.getKeyId(), rsa.getPublicKey()));
                }
            }
            // a set without a usable key would sign everybody out: it is taken for a failure, and older keys serve on
            return byId.isEmpty() ? Optional.empty() : Optional.of(Map.copyOf(byId));
        } catch (JoseException | RuntimeException e) {
            LOG.log(Level.DEBUG, "not a JSON Web Key Set: {0}", e.getMessage());
            return Optional.empty();
        }
    }
}
