package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.cluster.SharedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A store of the application, which may hang. Callers wait for a limited time. */
public final class TimeLimitedStore implements SharedStore {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private final SharedStore store;
    private final Executor executor;

    /** @param executor threads that may block */
    public TimeLimitedStore(SharedStore store, Executor executor) {
        this.store = store;
        this.executor = executor;
    }

    @Override
    public Optional<String> putIfAbsent(String key, String value, Duration life) {
        return limited(() -> store.putIfAbsent(key, value, life));
    }

    @Override
    public boolean replace(String key, String expected, String value, Duration life) {
        return limited(() -> store.replace(key, expected, value, life));
    }

    @Override
    public List<Optional<String>> get(List<String> keys) {
        return limited(() -> store.get(keys));
    }

    @Override
    public void put(String key, String value, Duration life) {
        limited(() -> {
            store.put(key, value, life);
            return true;
        });
    }

    @Override
    public void delete(String key) {
        limited(() -> {
            store.delete(key);
            return true;
        });
    }

    private <T> T limited(Supplier<T> operation) {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(operation, executor);
        try {
            return result.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new IllegalStateException("no answer within " + LIMIT.toMillis() + " ms", e);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
