package io.github.amplifyjakarta.internal.jwt;

import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
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

    /** How long two fetches for tokens that Cognito has just issued lie apart: those name no key that is made up. */
    static final Duration BETWEEN_ISSUED = Duration.ofSeconds(1);

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Optional<Source> source;
    private final AtomicReference<@Nullable CompletableFuture<Void>> fetching = new AtomicReference<>();
    private volatile Keys keys;
    private volatile Instant lastAttempt = Instant.MIN;
    private volatile boolean lastFailed;

    /**
     * Where keys come from.
     *
     * @param http sends the request
     * @param url the address of the key set
     * @param calls makes the calls, apart from the threads that wait for them
     * @param clock a clock for durations
     */
    public record Source(HttpTransport http, URI url, ServiceCalls calls, Clock clock) {}

    private record Keys(Map<String, SigningKey> byId, Instant fetched) {}

    /** The keys could not be had, now or ever before. */
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    private KeySet(Optional<Source> source, Keys keys) {
        this.source = source;
        this.keys = keys;
    }

    /** {@return the keys of a source, fetched when the first token asks for one} */
    public static KeySet fetched(Source source) {
        return new KeySet(Optional.of(source), new Keys(Map.of(), Instant.MIN));
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
        return new KeySet(Optional.empty(), new Keys(parsed, Instant.MAX));
    }

    /** {@return the key with this id; empty when the user pool has none} */
    Optional<SigningKey> find(String id) throws UnavailableException {
        Keys seen = keys;
        SigningKey key = seen.byId().get(id);
        if (source.isEmpty()) {
            return Optional.ofNullable(key);
        }
        Source from = source.get();
        if (key != null) { // nobody waits for a fetch: what is known serves on
            return Optional.of(key).filter(this::holds);
        }
        boolean ended = from.calls().await(fetch(from, PENALTY));
        Keys current = keys;
        SigningKey found = current.byId().get(id);
        if (found == null && !ended) {
            throw new UnavailableException("the public keys at " + from.url() + " are being fetched");
        }
        if (isCold(current)) {
            throw new UnavailableException("the public keys at " + from.url() + " are out of reach");
        }
        if (found == null && lastFailed) {
            throw new UnavailableException(
                    "the kid is new, and the public keys at " + from.url() + " are out of reach");
        }
        return Optional.ofNullable(found);
    }

    /**
     * {@return the key with this id, for a token that Cognito has just issued: if it is not there, it is not there yet}
     *
     * @throws UnavailableException when it is not there now
     */
    SigningKey findIssued(String id) throws UnavailableException {
        SigningKey known = keys.byId().get(id);
        if (known == null && source.isPresent()) {
            source.get().calls().await(fetch(source.get(), BETWEEN_ISSUED));
            known = keys.byId().get(id);
        }
        if (known == null) {
            throw new UnavailableException(
                    lastFailed || isCold(keys)
                            ? "the public keys at "
                                    + source.map(Source::url).map(URI::toString).orElse("") + " are out of reach"
                            : "the key of a token that was just issued is not in the key set yet");
        }
        return known;
    }

    /** {@return whether this very key is in the set now; one that is withdrawn takes its tokens along} */
    boolean holds(SigningKey key) {
        Keys seen = keys;
        if (source.isPresent()
                && !isCold(seen)
                && isOlderThan(seen.fetched(), REFETCH_AFTER, source.get().clock())) {
            fetch(source.get(), PENALTY);
        }
        return key.equals(keys.byId().get(key.id()));
    }

    private static boolean isCold(Keys keys) {
        return keys.fetched().equals(Instant.MIN);
    }

    /** {@return how many keys there are to verify with; fetched now, but not too often, if there never were any} */
    public int load() {
        if (isCold(keys)) {
            source.ifPresent(from -> from.calls().await(fetch(from, PENALTY)));
        }
        return keys.byId().size();
    }

    /** {@return the fetch that is under way, or a new one; one that has ended when the last is not old enough} */
    private CompletableFuture<Void> fetch(Source from, Duration sinceLast) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        while (isOlderThan(lastAttempt, sinceLast, from.clock())) {
            CompletableFuture<Void> running = fetching.get();
            if (running != null) {
                return running;
            }
            if (fetching.compareAndSet(null, mine)) {
                if (!isOlderThan(lastAttempt, sinceLast, from.clock())) { // another one has ended meanwhile
                    fetching.set(null);
                    mine.complete(null);
                } else {
                    from.calls().start(() -> fetch(from, mine), why -> ended(Optional.empty(), from, mine));
                }
                return mine;
            }
        }
        return Objects.requireNonNullElse(fetching.get(), DONE);
    }

    private @Nullable HttpFailure fetch(Source from, CompletableFuture<Void> mine) {
        Optional<Map<String, SigningKey>> downloaded = Optional.empty();
        try {
            downloaded = download(from);
            return null;
        } catch (HttpFailure e) {
            LOG.log(Level.WARNING, "the public keys could not be fetched: {0}", e.getMessage());
            return e;
        } finally {
            ended(downloaded, from, mine);
        }
    }

    private void ended(Optional<Map<String, SigningKey>> downloaded, Source from, CompletableFuture<Void> mine) {
        downloaded.ifPresent(byId -> keys = new Keys(byId, from.clock().instant()));
        lastFailed = downloaded.isEmpty();
        lastAttempt = from.clock().instant(); // counted from its end: who waited meanwhile does not try again
        fetching.set(null);
        mine.complete(null);
    }

    private static boolean isOlderThan(Instant instant, Duration age, Clock clock) {
        return instant.equals(Instant.MIN) || clock.instant().isAfter(instant.plus(age));
    }

    private static Optional<Map<String, SigningKey>> download(Source from) throws HttpFailure {
        HttpReply reply = from.http().send(HttpCall.get(from.url()));
        Optional<Map<String, SigningKey>> parsed = reply.status() == 200 ? parse(reply.body()) : Optional.empty();
        if (parsed.isEmpty()) {
            LOG.log(Level.WARNING, "{0} answered no JSON Web Key Set: {1}", from.url(), reply);
        }
        return parsed;
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
