package io.github.amplifyjakarta.internal.transport;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call per key at a time. Requests that ask for the same key during the call share its result. Nothing is
 * kept after the call. A caller that caches results checks its cache before it joins and again at the start of the
 * call, because another call may have ended in between.
 *
 * @param <K> the key of a call
 * @param <V> the result of a call
 */
public final class SingleFlight<K, V> {

    private final ServiceCalls calls;

    /** The number of entries is limited by the number of concurrent calls. */
    private final ConcurrentMap<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

    /** @param calls makes the calls on separate threads */
    public SingleFlight(ServiceCalls calls) {
        this.calls = calls;
    }

    /** {@return the result of the call in progress, or of a new one} */
    public CompletableFuture<V> join(K key, ServiceCalls.Task<V> task) {
        return join(key, Optional::empty, task, (result, failure) -> {});
    }

    /**
     * {@return the kept result, or that of the call in progress or of a new one}
     *
     * @param known looks for a kept result. It is called once more before a new call, because another call may have ended
     *     in the meantime
     * @param ended is called once with the outcome of a new call, before any waiting thread; a rejection counts as a
     *     failure
     */
    public CompletableFuture<V> join(
            K key,
            Supplier<Optional<V>> known,
            ServiceCalls.Task<V> task,
            BiConsumer<@Nullable V, @Nullable Throwable> ended) {
        Optional<V> kept = known.get();
        if (kept.isPresent()) {
            return CompletableFuture.completedFuture(kept.get());
        }
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return other;
        }
        try {
            kept = known.get();
        } catch (RuntimeException | Error e) { // waiting threads must not wait for ever
            end(key, mine, null, e);
            throw e;
        }
        if (kept.isPresent()) {
            end(key, mine, kept.get(), null);
            return mine;
        }
        CompletableFuture<V> call = new CompletableFuture<>();
        var unused = call.whenComplete((result, failure) -> {
            try {
                ended.accept(result, failure);
            } finally {
                end(key, mine, result, failure);
            }
        });
        calls.start(task, call);
        return mine;
    }

    /** A caller that has the result and asks again wants another call, so the key goes first. */
    private void end(K key, CompletableFuture<V> mine, @Nullable V result, @Nullable Throwable failure) {
        underWay.remove(key, mine);
        if (failure == null) {
            mine.complete(result);
        } else {
            mine.completeExceptionally(failure);
        }
    }

    /** {@return the result of the call in progress; empty when there is none} */
    public Optional<CompletableFuture<V>> find(K key) {
        return Optional.ofNullable(underWay.get(key));
    }

    /** Ends the wait for a call. The call itself continues, and its result is dropped. */
    public void complete(K key, V result) {
        CompletableFuture<V> waiting = underWay.remove(key);
        if (waiting != null) {
            waiting.complete(result);
        }
    }

    /** {@return whether a call has ended; the wait may end earlier} */
    public boolean await(CompletableFuture<V> call) {
        return calls.await(call);
    }
}
