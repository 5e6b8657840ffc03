package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.cluster.SharedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A store of the application, which may hang. Callers wait for a limited time. */
public final class TimeLimitedStore implements SharedStore {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private static final int MOST_UNDER_WAY = 32;

    /** A call that hangs keeps its thread. */
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

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
        if (!underWay.tryAcquire()) {
            throw new IllegalStateException(MOST_UNDER_WAY + " calls are under way");
        }
        CompletableFuture<T> result;
        try {
            result = CompletableFuture.supplyAsync(operation, executor);
        } catch (RuntimeException e) {
            underWay.release();
            throw e;
        }
        var unused = result.whenComplete((value, failure) -> underWay.release());
        try {
            return result.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + LIMIT.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }
}
