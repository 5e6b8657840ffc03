package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * A call that the application may cancel from another thread. The SDK's synchronous client knows no cancellation, and
 * a thread that waits for a socket cannot be interrupted: what is cancelled is the HTTP request that is under way.
 */
final class Cancellation {

    private static final ThreadLocal<@Nullable Cancellation> CURRENT = new ThreadLocal<>();

    private boolean canceled;
    private boolean abandoned;

    /** How to abort what each thread of the call has sent last. */
    private final Map<Thread, Runnable> underWay = new HashMap<>();

    private Cancellation() {}

    /** Holds on to nothing any more: a signal may live as long as the application. */
    synchronized void end() {
        underWay.clear();
    }

    /** {@return a call that ends when a signal completes; one that nothing cancels without a signal} */
    static Cancellation by(Optional<CompletionStage<?>> signal) {
        Cancellation cancellation = new Cancellation();
        signal.ifPresent(stage -> stage.whenComplete((result, error) -> cancellation.cancel()));
        return cancellation;
    }

    /** Notes what this thread is about to send, so that it can be taken back. */
    static void underWay(Runnable abort) {
        Cancellation current = CURRENT.get();
        if (current != null) {
            current.watch(abort);
        }
    }

    /** Ends the attempts of the SDK, which takes an aborted request for a broken connection. */
    static void requireNoneOnThisThread() {
        Cancellation current = CURRENT.get();
        if (current != null && current.isOver()) {
            throw AbortedException.create("cancelled by the application, or given up");
        }
    }

    private synchronized boolean isOver() {
        return canceled || abandoned;
    }

    /** Does something that may send requests. */
    <T> T run(Supplier<T> work) {
        requireNotCanceled();
        Cancellation before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (isCanceled()) {
                throw canceled(e);
            }
            throw e;
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    private void watch(Runnable abort) {
        boolean late;
        synchronized (this) {
            underWay.put(Thread.currentThread(), abort);
            late = canceled || abandoned;
        }
        if (late) {
            abort.run();
        }
    }

    private void cancel() {
        List<Runnable> aborts;
        synchronized (this) {
            canceled = true;
            aborts = List.copyOf(underWay.values());
        }
        aborts.forEach(Runnable::run);
    }

    /** Ends what the call's other threads are still sending, because one of them has failed. */
    void abandon() {
        List<Runnable> aborts;
        synchronized (this) {
            abandoned = true;
            aborts = List.copyOf(underWay.values());
        }
        aborts.forEach(Runnable::run);
    }

    synchronized boolean isCanceled() {
        return canceled;
    }

    void requireNotCanceled() {
        if (isCanceled()) {
            throw canceled(null);
        }
    }

    static StorageException canceled(@Nullable Throwable cause) {
        return new StorageException(
                Reason.CANCELED,
                "CanceledError",
                "The call was cancelled.",
                "Nothing needs to be done: the application asked for it.",
                0,
                null,
                cause);
    }
}
