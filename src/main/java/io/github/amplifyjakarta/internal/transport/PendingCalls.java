package io.github.amplifyjakarta.internal.transport;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Calls in progress. Calls that exceed their time limit are ended. All calls are ended with the application. */
final class PendingCalls {

    /** The maximum delay in enforcing a time limit. */
    private static final int TICK_MILLIS = 50;

    /**
     * A call in progress.
     *
     * @param deadline the end of its time limit, by {@link System#nanoTime}
     * @param late whether the call was ended as late
     * @param end ends the call
     */
    private record Pending(ApiRequest call, long deadline, AtomicBoolean late, Consumer<HttpFailure> end) {

        /** {@return whether the call must be ended now} */
        boolean isLate() {
            return deadline - System.nanoTime() <= 0 && !late.getAndSet(true);
        }

        void endLate() {
            end.accept(new HttpFailure(HttpFailure.Kind.TIMEOUT, call + ": no answer within " + call.limit(), null));
        }
    }

    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Map<CompletableFuture<ApiReply>, Pending> calls = new ConcurrentHashMap<>();

    /**
     * @param executor ends calls, which may take time
     * @param timer checks for calls that exceed their time limit
     */
    PendingCalls(Executor executor, ScheduledExecutorService timer) {
        this.executor = executor;
        this.timer = timer;
    }

    /** Tracks a call until its reply completes. */
    void add(ApiRequest call, CompletableFuture<ApiReply> reply, Consumer<HttpFailure> end) {
        calls.put(reply, new Pending(call, System.nanoTime() + call.limit().toNanos(), new AtomicBoolean(), end));
        var unused = reply.whenComplete((done, error) -> calls.remove(reply));
    }

    /** A periodic check of all calls costs less than one timer per call, which would wake a thread twice per call. */
    void lookAfterLimits() {
        if (looking.compareAndSet(false, true)) {
            try {
                timer.schedule(this::endLate, TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) { // closed, which ends all calls
                looking.set(false);
            } catch (RuntimeException | Error e) { // no thread could be started: the next call tries again
                looking.set(false);
                throw e;
            }
        }
    }

    private void endLate() {
        looking.set(false);
        try {
            calls.values().stream().filter(Pending::isLate).forEach(late -> executor.execute(late::endLate));
        } finally {
            if (!calls.isEmpty()) {
                lookAfterLimits();
            }
        }
    }

    /** Ends all calls, because no server thread may wait for an application that is gone. */
    void endAll() {
        calls.values().forEach(each -> executor.execute(() -> each.end().accept(HttpFailure.ended(each.call()))));
    }
}
