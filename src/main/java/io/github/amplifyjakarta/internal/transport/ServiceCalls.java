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
 * Calls to one service, apart from the threads that wait for them. Only so many are under way at a time, and a circuit
 * breaker keeps new ones away for a while when the service did not answer in time again and again.
 */
public final class ServiceCalls {

    private static final int MOST_UNDER_WAY = 64;

    /** So many calls in a row without an answer in time open the circuit. */
    private static final int TIME_OUTS = 3;

    /** So long the circuit stays open; then one call tries. */
    static final Duration OPEN = Duration.ofSeconds(5);

    /** Long enough for a service that answers. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(2);

    /** Of a service for which others have waited in vain. */
    private static final Duration GIVEN_UP = Duration.ofMillis(100);

    private final String service;
    private final Executor executor;
    private final BoundedWait waiting;
    private final Clock clock;

    /** Whether somebody has given up waiting since the service has answered last. */
    private volatile boolean slow;

    private int underWay;
    private int timeOuts;
    private @Nullable Instant openUntil;

    /**
     * @param service its name in messages
     * @param executor threads that may be held up
     * @param waiting lets threads of the server wait, for all services together
     * @param clock a clock for durations
     */
    public ServiceCalls(String service, Executor executor, BoundedWait waiting, Clock clock) {
        this.service = service;
        this.executor = executor;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** A call with a result. Whatever it throws is an answer of the service, but an {@link HttpFailure}. */
    public interface Task<T> {

        T run() throws Exception;
    }

    /**
     * Starts a call.
     *
     * @param result gets what comes of it, the refusal to make it included
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
        } catch (RuntimeException | Error e) { // no thread could be started: whoever waits must not wait for ever
            leave(null);
            result.completeExceptionally(
                    new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, service + " was not asked: " + e, e));
        }
    }

    /** The result is handed over once the call no longer counts as under way: who waits for it may make the next one. */
    private <T> void run(Task<T> task, CompletableFuture<T> result) {
        T found;
        try {
            found = task.run();
        } catch (HttpFailure e) {
            leave(e);
            result.completeExceptionally(e);
            return;
        } catch (Exception | Error e) { // the future has it: nobody else would see it
            leave(null);
            result.completeExceptionally(e);
            return;
        }
        leave(null);
        result.complete(found);
    }

    /** {@return whether a call has ended; the wait for it may end before} */
    public boolean await(CompletableFuture<?> call) {
        return noting(waiting.await(call, impatience()));
    }

    /** {@return whether a call has ended whose end need not be known} Everybody waits for it shortly. */
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
            openUntil = now.plus(OPEN); // this one tries; the others wait for what it finds
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

    /** A connection that takes too long holds a thread as an answer does. */
    private static boolean isTimeOut(@Nullable HttpFailure failure) {
        return failure != null
                && (failure.kind() == HttpFailure.Kind.TIMEOUT
                        || failure.getCause() instanceof HttpConnectTimeoutException);
    }
}
