package io.github.amplifyjakarta.internal.transport;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets server threads wait for the work of other threads. Only a limited number of one application's threads wait long.
 * All others give up soon, while the work continues. A service that hangs therefore cannot block all threads of the
 * server.
 */
public final class BoundedWait {

    /** Half of WildFly's request threads on two processors. */
    private static final int MOST_PATIENT = 16;

    /** Longer than any call to Cognito with its retries. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Semaphore patient = new Semaphore(MOST_PATIENT);

    /**
     * Waits for a future.
     *
     * @param impatience how long a thread waits when the limit of long waits is reached
     * @return whether the future has completed; an interrupt ends the wait but not the work
     */
    boolean await(CompletableFuture<?> future, Duration impatience) {
        if (future.isDone()) {
            return true;
        }
        boolean mayBePatient = patient.tryAcquire();
        try {
            return awaitAtMost(future, mayBePatient ? PATIENCE : impatience);
        } finally {
            if (mayBePatient) {
                patient.release();
            }
        }
    }

    /** {@return whether the future has completed within a limit} */
    static boolean awaitAtMost(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true; // the caller sees the failure when it reads the value
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return future.isDone();
        }
    }
}
