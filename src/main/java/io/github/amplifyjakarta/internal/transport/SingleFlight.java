package io.github.amplifyjakarta.internal.transport;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call for a key at a time: whoever asks while it is under way gets its result. Nothing is kept when it has ended. A
 * caller that keeps results looks for one before it joins, and once more at the start of the call: another call may have
 * ended in between.
 *
 * @param <K> what the call is for
 * @param <V> its result
 */
public final class SingleFlight<K, V> {

    private final ServiceCalls calls;

    /** No more than calls may be under way. */
    private final ConcurrentMap<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

    /**
     * @param calls makes the calls, apart from the threads that wait for them
     */
    public SingleFlight(ServiceCalls calls) {
        this.calls = calls;
    }

    /** {@return the result of the call that is under way, or of a new one} */
    public CompletableFuture<V> join(K key, ServiceCalls.Task<V> task) {
        return join(key, task, (result, failure) -> {});
    }

    /**
     * {@return the result of the call that is under way, or of a new one}
     *
     * @param ended is told once how a new one ended, before anybody who waits for it; the refusal to make it is a failure
     */
    public CompletableFuture<V> join(
            K key, ServiceCalls.Task<V> task, BiConsumer<@Nullable V, @Nullable Throwable> ended) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> known = underWay.putIfAbsent(key, mine);
        if (known != null) {
            return known;
        }
        CompletableFuture<V> call = new CompletableFuture<>();
        var unused = call.whenComplete((result, failure) -> {
            underWay.remove(key, mine); // first: who has the result and asks again wants another call
            try {
                ended.accept(result, failure);
            } finally {
                if (failure == null) {
                    mine.complete(result);
                } else {
                    mine.completeExceptionally(failure);
                }
            }
        });
        calls.start(task, call);
        return mine;
    }

    /** {@return the result of the call that is under way; empty when there is none} */
    public Optional<CompletableFuture<V>> find(K key) {
        return Optional.ofNullable(underWay.get(key));
    }

    /** Ends the wait for a call. The call itself goes on, and its result is for nobody. */
    public void complete(K key, V result) {
        CompletableFuture<V> waiting = underWay.remove(key);
        if (waiting != null) {
            waiting.complete(result);
        }
    }

    /** {@return whether a call has ended; the wait for it may end before} */
    public boolean await(CompletableFuture<V> call) {
        return calls.await(call);
    }
}
