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
 * A call that may be cancelled from another thread: by the application, or because it ends. The SDK's synchronous client
 * knows no cancellation, and a thread that waits for a socket cannot be interrupted: what is cancelled is the HTTP request
 * that is under way.
 */
final class Cancellation {

    private static final ThreadLocal<@Nullable Cancellation> CURRENT = new ThreadLocal<>();

    private @Nullable String why;
    private boolean abandoned;

    /** How to abort what each thread of the call has sent last. */
    private final Map<Thread, Runnable> underWay = new HashMap<>();

    private Cancellation() {}

    /** Holds on to nothing any more: a signal may live as long as the application. */
    synchronized void end() {
        underWay.clear();
    }

    /** {@return a call that ends when a signal completes; one that nothing cancels without a signal} */
    static Cancellation by(CancelSignal signal) {
        Cancellation cancellation = new Cancellation();
        signal.onGiven(() -> cancellation.cancel("the application asked for it"));
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
            throw AbortedException.create("cancelled, or given up");
        }
    }

    private synchronized boolean isOver() {
        return why != null || abandoned;
    }

    /** Does something that may send requests. */
    <T> T run(Supplier<T> work) {
        requireNotCanceled();
        Cancellation before = CURRENT.get();
        if (before != null && before != this) { // a call within the source or a listener of another ends with it
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

    /** Does something that no call of this thread may keep from being done. */
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
     * Ends the call.
     *
     * @param reason why, for the message of its error
     */
    void cancel(String reason) {
        List<Runnable> aborts;
        synchronized (this) {
            why = why == null ? reason : why;
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

    /** {@return why the call was cancelled; empty while it was not} */
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
                        "Nothing needs to be done, unless the thread should not have been interrupted."),
                cause);
    }
}
