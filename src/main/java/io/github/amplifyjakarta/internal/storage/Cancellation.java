package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.internal.aws.CancelSignal;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * A call that another thread may cancel, on behalf of the application or because the application ends. The SDK's
 * synchronous client does not support cancellation, and a thread that waits for a socket cannot be interrupted.
 * Therefore the current HTTP request is aborted.
 */
final class Cancellation {

    private static final ThreadLocal<@Nullable Cancellation> CURRENT = new ThreadLocal<>();

    private @Nullable String why;
    private boolean abandoned;

    /** For each thread of the call, the action that aborts its last request. */
    private final Map<Thread, Runnable> underWay = new HashMap<>();

    private Cancellation() {}

    /** Releases all references, because a signal may live as long as the application. */
    synchronized void end() {
        underWay.clear();
    }

    /** {@return a call that a signal cancels; without a signal, nothing cancels it} */
    static Cancellation by(CancelSignal signal) {
        Cancellation cancellation = new Cancellation();
        signal.onGiven(() -> cancellation.cancel("the application asked for it"));
        return cancellation;
    }

    /** Registers the action that aborts this thread's next request. */
    static void underWay(Runnable abort) {
        Cancellation current = CURRENT.get();
        if (current != null) {
            current.watch(abort);
        }
    }

    /** Ends the SDK's retries. The SDK treats an aborted request as a broken connection. */
    static void requireNoneOnThisThread() {
        Cancellation current = CURRENT.get();
        if (current != null && current.isOver()) {
            throw AbortedException.create("cancelled, or given up");
        }
    }

    private synchronized boolean isOver() {
        return why != null || abandoned;
    }

    /** Runs work that may send requests. */
    <T> T run(Supplier<T> work) {
        requireNotCanceled();
        Cancellation before = CURRENT.get();
        if (before != null
                && before != this) { // a call within the source or listener of another call ends with that call
            before.watch(() -> before.canceledFor().ifPresent(this::cancel));
        }
        CURRENT.set(this);
        try {
            return work.get();
        } catch (RuntimeException e) {
            Optional<String> reason = canceledFor();
            if (reason.isPresent()) {
                throw canceled(reason.get(), e);
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

    /** Runs work that a cancelled call on this thread must not prevent. */
    static void runAlways(Runnable work) {
        Cancellation before = CURRENT.get();
        CURRENT.remove();
        try {
            work.run();
        } finally {
            if (before != null) {
                CURRENT.set(before);
            }
        }
    }

    private void watch(Runnable abort) {
        boolean late;
        synchronized (this) {
            underWay.put(Thread.currentThread(), abort);
            late = isOver();
        }
        if (late) {
            abort.run();
        }
    }

    /**
     * Cancels the call.
     *
     * @param reason the reason for the error message
     */
    void cancel(String reason) {
        List<Runnable> aborts;
        synchronized (this) {
            why = why == null ? reason : why;
            aborts = List.copyOf(underWay.values());
        }
        aborts.forEach(Runnable::run);
    }

    /** Aborts the current requests of the call's other threads, because one of them has failed. */
    void abandon() {
        List<Runnable> aborts;
        synchronized (this) {
            abandoned = true;
            aborts = List.copyOf(underWay.values());
        }
        aborts.forEach(Runnable::run);
    }

    /** {@return why the call was cancelled; empty while it is not cancelled} */
    synchronized Optional<String> canceledFor() {
        return Optional.ofNullable(why);
    }

    void requireNotCanceled() {
        canceledFor().ifPresent(reason -> {
            throw canceled(reason, null);
        });
    }

    static StorageException canceled(String why, @Nullable Throwable cause) {
        return new StorageException(
                Reason.CANCELED,
                new AmplifyException.Details(
                        "CanceledError",
                        "The call was cancelled: " + why + ".",
                        "No action is needed, unless the thread should not have been interrupted."),
                cause);
    }
}
