package io.github.amplifyjakarta.internal.transport;

import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one service, made on separate threads. The number of concurrent calls is limited. After repeated timeouts, a
 * circuit breaker rejects new calls for a while.
 */
public final class ServiceCalls {

    private static final int MOST_UNDER_WAY = 64;

    /** The number of consecutive timeouts that opens the circuit. */
    private static final int TIME_OUTS = 3;

    /** How long the circuit stays open. After that, a single call tries the service. */
    static final Duration OPEN = Duration.ofSeconds(5);

    /** Long enough for a service that responds. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(2);

    /** The wait for a service after other threads have waited in vain. */
    private static final Duration GIVEN_UP = Duration.ofMillis(100);

    private final String service;
    private final Executor executor;
    private final BoundedWait waiting;
    private final Clock clock;

    /** Whether a thread has given up waiting since the last response of the service. */
    private volatile boolean slow;

    private int underWay;
    private int timeOuts;
    private @Nullable Instant openUntil;

    /**
     * @param service the service's name in messages
     * @param executor threads that may block
     * @param waiting lets server threads wait, shared by all services
     * @param clock the monotonic clock
     */
    public ServiceCalls(String service, Executor executor, BoundedWait waiting, Clock clock) {
        this.service = service;
        this.executor = executor;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** A call with a result. Any exception except {@link HttpFailure} counts as a response of the service. */
    public interface Task<T> {

        T run() throws Exception;
    }

    /**
     * Starts a call.
     *
     * @param result receives the outcome, including a rejection of the call
     */
    public <T> void start(Task<T> task, CompletableFuture<T> result) {
        HttpFailure why = enter();
        if (why != null) {
            result.completeExceptionally(why);
            return;
        }
        try {
            executor.execute(() -> run(task, result));
        } catch (RejectedExecutionException e) {
            leave(null);
            result.completeExceptionally(
                    new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, service + ": the application has ended", e));
        } catch (RuntimeException | Error e) { // no thread could be started: the caller must not wait forever
            leave(null);
            result.completeExceptionally(
                    new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, service + " was not asked: " + e, e));
        }
    }

    /**
     * The result is delivered after the call has stopped counting as in progress, because the caller may then make the
     * next call.
     */
    private <T> void run(Task<T> task, CompletableFuture<T> result) {
        T found;
        try {
            found = task.run();
        } catch (HttpFailure e) {
            leave(e);
            result.completeExceptionally(e);
            return;
        } catch (Exception | Error e) { // the future reports it; otherwise it would be lost
            leave(null);
            result.completeExceptionally(e);
            return;
        }
        leave(null);
        result.complete(found);
    }

    /** {@return whether a call has ended; the wait may end earlier} */
    public boolean await(CompletableFuture<?> call) {
        return noting(waiting.await(call, impatience()));
    }

    /** {@return whether a call has ended, when the caller does not depend on its end} The wait is always short. */
    public boolean awaitShortly(CompletableFuture<?> call) {
        return noting(BoundedWait.awaitAtMost(call, impatience()));
    }

    private Duration impatience() {
        return slow ? GIVEN_UP : IMPATIENCE;
    }

    private boolean noting(boolean ended) {
        if (!ended && !Thread.currentThread().isInterrupted()) {
            slow = true;
        }
        return ended;
    }

    private synchronized @Nullable HttpFailure enter() {
        if (underWay >= MOST_UNDER_WAY) {
            return notSent(underWay + " calls are under way");
        }
        Instant now = clock.instant();
        if (openUntil != null) {
            if (now.isBefore(openUntil)) {
                return notSent("the last " + TIME_OUTS + " calls or more had no answer in time");
            }
            openUntil = now.plus(OPEN); // this call tries; the others wait for its outcome
        }
        underWay++;
        return null;
    }

    private HttpFailure notSent(String why) {
        return new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, service + " was not asked: " + why, null);
    }

    private synchronized void leave(@Nullable HttpFailure failure) {
        underWay--;
        slow &= failure != null;
        if (!isTimeOut(failure)) {
            timeOuts = 0;
            openUntil = null;
        } else if (++timeOuts >= TIME_OUTS) {
            openUntil = clock.instant().plus(OPEN);
        }
    }

    /** A slow connection blocks a thread just as a slow response does. */
    private static boolean isTimeOut(@Nullable HttpFailure failure) {
        return failure != null
                && (failure.kind() == HttpFailure.Kind.TIMEOUT
                        || failure.getCause() instanceof HttpConnectTimeoutException);
    }
}
