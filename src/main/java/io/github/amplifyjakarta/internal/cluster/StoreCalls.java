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
 * Calls to the shared store. After a failure the store is not called for a while: a circuit breaker for reads, and one
 * for writes. The log has one line when an outage begins and one when it is over.
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

    private final Circuit reads = new Circuit("read");
    private final Circuit writes = new Circuit("written");

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
    public boolean isConfigured() {
        return configured.get().isPresent();
    }

    Optional<String> putIfAbsent(String key, String value, Duration life) throws StoreUnavailable {
        return call(writes, store -> store.putIfAbsent(key, value, life));
    }

    boolean replace(String key, String expected, String value, Duration life) throws StoreUnavailable {
        return call(writes, store -> store.replace(key, expected, value, life));
    }

    boolean insistOnReplacing(String key, String expected, String value, Duration life) throws StoreUnavailable {
        return insist(writes, store -> store.replace(key, expected, value, life));
    }

    List<Optional<String>> get(List<String> keys) throws StoreUnavailable {
        return call(reads, store -> values(store, keys));
    }

    private static List<Optional<String>> values(SharedStore store, List<String> keys) {
        List<Optional<String>> values = store.get(keys);
        if (values.size() != keys.size()) { // an application's own store may be wrong
            throw new IllegalStateException(
                    "found " + values.size() + " values, expected one for each of " + keys.size() + " keys");
        }
        return values;
    }

    Optional<String> get(String key) throws StoreUnavailable {
        return get(List.of(key)).get(0);
    }

    /** Reads whether the store was out of reach for others or not. */
    Optional<String> getNow(String key) throws StoreUnavailable {
        return called(reads, store -> values(store, List.of(key))).get(0);
    }

    Optional<String> insistOnGetting(String key) throws StoreUnavailable {
        return insist(reads, store -> values(store, List.of(key))).get(0);
    }

    void put(String key, String value, Duration life) throws StoreUnavailable {
        call(writes, store -> {
            store.put(key, value, life);
            return true;
        });
    }

    void delete(String key) throws StoreUnavailable {
        call(writes, store -> {
            store.delete(key);
            return true;
        });
    }

    void insistOnDeleting(String key) throws StoreUnavailable {
        insist(writes, store -> {
            store.delete(key);
            return true;
        });
    }

    private <T> T call(Circuit circuit, Function<SharedStore, T> operation) throws StoreUnavailable {
        if (circuit.isOpen()) {
            operations.add("skipped");
            throw new StoreUnavailable("the shared store is not asked again yet");
        }
        return called(circuit, operation);
    }

    private <T> T called(Circuit circuit, Function<SharedStore, T> operation) throws StoreUnavailable {
        SharedStore store = configured.get().orElseThrow(() -> new StoreUnavailable("the nodes share no store"));
        T result;
        try {
            result = operation.apply(store);
        } catch (RuntimeException e) {
            operations.add("failed");
            circuit.failed(e);
            throw new StoreUnavailable("the shared store is out of reach: " + e, e);
        }
        operations.add("done");
        circuit.answered();
        return result;
    }

    /** What would be lost: tried several times, whether the store was out of reach for others or not. */
    private <T> T insist(Circuit circuit, Function<SharedStore, T> operation) throws StoreUnavailable {
        for (int attempt = 1; ; attempt++) {
            try {
                return called(circuit, operation);
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

    /** Whether calls are made at all. A store that is full refuses to write, and can still be read. */
    private final class Circuit {

        private final String operation;

        /** {@code null} while the store answers. */
        private volatile @Nullable Instant openUntil;

        Circuit(String operation) {
            this.operation = operation;
        }

        boolean isOpen() {
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

        synchronized void failed(RuntimeException e) {
            boolean first = openUntil == null;
            openUntil = clock.instant().plus(OPEN);
            if (first) {
                LOG.log(
                        Level.WARNING,
                        "the shared store cannot be {0}; until it can, this node renews sessions alone, and does not see"
                                + " the sign-outs of other nodes: {1}",
                        operation,
                        e.toString());
            }
        }

        void answered() {
            if (openUntil != null) {
                close();
            }
        }

        private synchronized void close() {
            if (openUntil != null) {
                openUntil = null;
                LOG.log(Level.INFO, "the shared store can be {0} again", operation);
            }
        }
    }
}
