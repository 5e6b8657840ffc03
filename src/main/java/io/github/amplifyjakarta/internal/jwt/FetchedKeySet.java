package io.github.amplifyjakarta.internal.jwt;

import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The keys at a URL. They are one immutable map, which is replaced as a whole. Fetched keys stay in use during an
 * outage. An unknown key id triggers a new fetch, but fetches are rate-limited, because a token may contain any key id.
 */
final class FetchedKeySet extends KeySet {

    private static final Logger LOG = System.getLogger(KeySet.class.getName());

    /** How long an unknown key id or a failed fetch delays the next fetch. */
    static final Duration PENALTY = Duration.ofSeconds(10);

    /** The maximum age of the keys, after which a key that Cognito withdrew is noticed. */
    static final Duration REFETCH_AFTER = Duration.ofHours(12);

    /**
     * The minimum time between two fetches for tokens that Cognito has just issued. These tokens contain no made-up key
     * ids.
     */
    static final Duration BETWEEN_ISSUED = Duration.ofSeconds(1);

    private static final CompletableFuture<Optional<Keys>> DONE = CompletableFuture.completedFuture(Optional.empty());

    private final Source source;
    private final SingleFlight<URI, Optional<Keys>> fetches;
    private volatile Keys keys = new Keys(Map.of(), Instant.MIN);
    private volatile Instant lastAttempt = Instant.MIN;
    private volatile boolean lastFailed;

    private record Keys(Map<String, SigningKey> byId, Instant fetched) {

        /** {@return whether no keys were ever fetched} */
        boolean isCold() {
            return fetched.equals(Instant.MIN);
        }
    }

    FetchedKeySet(Source source) {
        this.source = source;
        this.fetches = new SingleFlight<>(source.calls());
    }

    @Override
    Optional<SigningKey> find(String id) throws UnavailableException {
        SigningKey key = keys.byId().get(id);
        if (key != null) { // a known key serves on: the request does not wait for a fetch
            return Optional.of(key).filter(this::holds);
        }
        boolean ended = fetches.await(fetch(PENALTY));
        Keys current = keys;
        SigningKey found = current.byId().get(id);
        if (found == null && !ended) {
            throw new UnavailableException("the public keys at " + source.url() + " are being fetched");
        }
        if (current.isCold()) {
            throw new UnavailableException("the public keys at " + source.url() + " are out of reach");
        }
        if (found == null && lastFailed) {
            throw new UnavailableException(
                    "the kid is new, and the public keys at " + source.url() + " are out of reach");
        }
        return Optional.ofNullable(found);
    }

    @Override
    SigningKey findIssued(String id) throws UnavailableException {
        SigningKey known = keys.byId().get(id);
        if (known == null) {
            fetches.await(fetch(BETWEEN_ISSUED));
            known = keys.byId().get(id);
        }
        if (known == null) {
            throw new UnavailableException(
                    lastFailed || keys.isCold()
                            ? "the public keys at " + source.url() + " are out of reach"
                            : "the key of a token that was just issued is not in the key set yet");
        }
        return known;
    }

    @Override
    boolean holds(SigningKey key) {
        Keys seen = keys;
        if (!seen.isCold() && isOlderThan(seen.fetched(), REFETCH_AFTER, source.clock())) {
            fetch(PENALTY);
        }
        return key.equals(keys.byId().get(key.id()));
    }

    @Override
    public int load() {
        if (keys.isCold()) {
            fetches.await(fetch(PENALTY));
        }
        return keys.byId().size();
    }

    /** {@return the current fetch, or a new one; a completed one when the last fetch is too recent} */
    private CompletableFuture<Optional<Keys>> fetch(Duration sinceLast) {
        return isOlderThan(lastAttempt, sinceLast, source.clock())
                ? fetches.join(source.url(), () -> recent(sinceLast), this::fetched, this::ended)
                : fetches.find(source.url()).orElse(DONE);
    }

    /** {@return the result of a fetch that has ended a moment ago} */
    private Optional<Optional<Keys>> recent(Duration sinceLast) {
        if (isOlderThan(lastAttempt, sinceLast, source.clock())) {
            return Optional.empty();
        }
        return Optional.of(lastFailed ? Optional.empty() : Optional.of(keys));
    }

    private Optional<Keys> fetched() throws HttpFailure {
        return download().map(byId -> new Keys(byId, source.clock().instant()));
    }

    private void ended(@Nullable Optional<Keys> found, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.log(Level.WARNING, "the public keys could not be fetched: {0}", failure.getMessage());
        }
        Optional<Keys> usable = found == null ? Optional.empty() : found;
        usable.ifPresent(newer -> keys = newer);
        lastFailed = usable.isEmpty();
        lastAttempt = source.clock().instant(); // from the end: requests that waited do not try again
    }

    private static boolean isOlderThan(Instant instant, Duration age, Clock clock) {
        return instant.equals(Instant.MIN) || clock.instant().isAfter(instant.plus(age));
    }

    private Optional<Map<String, SigningKey>> download() throws HttpFailure {
        HttpReply reply = source.http().send(HttpCall.get(source.url()));
        Optional<Map<String, SigningKey>> parsed =
                reply.status() == 200 ? JsonWebKeys.parse(reply.body()) : Optional.empty();
        if (parsed.isEmpty()) {
            LOG.log(Level.WARNING, "{0} answered no JSON Web Key Set: {1}", source.url(), reply);
        }
        return parsed;
    }
}
