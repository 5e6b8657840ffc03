package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.internal.telemetry.Counter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the shared store. After a failure the store is not called for a while: a circuit breaker. The log has one
 * line when an outage begins and one when it is over.
 */
public final class StoreCalls {

    private static final Logger LOG = System.getLogger(StoreCalls.class.getName());

    /** How long the circuit stays open. After that, a single call tries the store. */
    static final Duration OPEN = Duration.ofSeconds(5);

    private static final int MOST_ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Supplier<Optional<SharedStore>> configured;
    private final Counter operations;
    private final Clock clock;

    /** {@code null} while the store answers. */
    private volatile @Nullable Instant openUntil;

    /**
     * @param configured the store; empty when the nodes share none
     * @param operations counts calls by their result
     * @param clock the monotonic clock
     */
    public StoreCalls(Supplier<Optional<SharedStore>> configured, Counter operations, Clock clock) {
        this.configured = configured;
        this.operations = operations;
        this.clock = clock;
    }

    /** {@return whether the nodes share a store} */
    boolean isConfigured() {
        return configured.get().isPresent();
    }

    Optional<String> putIfAbsent(String key, String value, Duration life) throws StoreUnavailable {
        return call(store -> store.putIfAbsent(key, value, life));
    }

    boolean replace(String key, String expected, String value, Duration life) throws StoreUnavailable {
        return call(store -> store.replace(key, expected, value, life));
    }

    List<Optional<String>> get(List<String> keys) throws StoreUnavailable {
        return call(store -> {
            List<Optional<String>> values = store.get(keys);
            if (values.size() != keys.size()) { // an application's own store may be wrong
                throw new IllegalStateException(
                        "found " + values.size() + " values, expected one for each of " + keys.size() + " keys");
            }
            return values;
        });
    }

    Optional<String> get(String key) throws StoreUnavailable {
        return get(List.of(key)).get(0);
    }

    void put(String key, String value, Duration life) throws StoreUnavailable {
        call(store -> {
            store.put(key, value, life);
            return true;
        });
    }

    void delete(String key) throws StoreUnavailable {
        call(store -> {
            store.delete(key);
            return true;
        });
    }

    /** What would be lost: tried several times, whether the store was out of reach for others or not. */
    boolean insistOnReplacing(String key, String expected, String value, Duration life) throws StoreUnavailable {
        for (int attempt = 1; ; attempt++) {
            try {
                return called(configured.get().orElseThrow(), store -> store.replace(key, expected, value, life));
            } catch (StoreUnavailable e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailable("interrupted", e);
            }
        }
    }

    private <T> T call(Function<SharedStore, T> operation) throws StoreUnavailable {
        Optional<SharedStore> store = configured.get();
        if (store.isEmpty()) {
            throw new StoreUnavailable("the nodes share no store");
        }
        if (isOpen()) {
            operations.add("skipped");
            throw new StoreUnavailable("the shared store is not asked again yet");
        }
        return called(store.get(), operation);
    }

    private <T> T called(SharedStore store, Function<SharedStore, T> operation) throws StoreUnavailable {
        T result;
        try {
            result = operation.apply(store);
        } catch (RuntimeException e) {
            operations.add("failed");
            failed(e);
            throw new StoreUnavailable("the shared store is out of reach: " + e, e);
        }
        operations.add("done");
        if (openUntil != null) {
            answered();
        }
        return result;
    }

    private boolean isOpen() {
        return openUntil != null && !isTrial();
    }

    /** {@return whether this is the call that tries the store; the others wait for its outcome} */
    private synchronized boolean isTrial() {
        Instant until = openUntil;
        Instant now = clock.instant();
        if (until == null) {
            return true;
        }
        if (now.isBefore(until)) {
            return false;
        }
        openUntil = now.plus(OPEN);
        return true;
    }

    private synchronized void failed(RuntimeException e) {
        boolean first = openUntil == null;
        openUntil = clock.instant().plus(OPEN);
        if (first) {
            LOG.log(
                    Level.WARNING,
                    "the shared store is out of reach; until it is back, this node renews sessions alone, and does not"
                            + " see the sign-outs of other nodes: {0}",
                    e.toString());
        }
    }

    private synchronized void answered() {
        if (openUntil != null) {
            openUntil = null;
            LOG.log(Level.INFO, "the shared store is back");
        }
    }
}
