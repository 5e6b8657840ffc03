package io.github.amplifyjakarta.internal.transport;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets threads of the server wait for what other threads do. Only so many of one application wait long, whatever hangs: the
 * others give up soon, and what they wait for goes on. So a service that hangs cannot take all threads of the server.
 */
public final class BoundedWait {

    /** Half of the threads that WildFly has for requests on two processors. */
    private static final int MOST_PATIENT = 16;

    /** Longer than any call to Cognito that is repeated. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Semaphore patient = new Semaphore(MOST_PATIENT);

    /**
     * Waits.
     *
     * @param impatience how long who may not wait long waits
     * @return whether it has ended; an interrupt ends the wait, and never what is waited for
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

    /** {@return whether it has ended within a limit} */
    static boolean awaitAtMost(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true; // whoever asks the future for its value meets the failure
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return future.isDone();
        }
    }
}
