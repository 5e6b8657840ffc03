package io.github.amplifyjakarta.internal.storage;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Uploads and copies that are under way: what they leave in S3 when the application ends would be paid for for ever. */
final class OpenUploads {

    static final String ENDED = "the application has ended";

    private final Set<Cancellation> open = new HashSet<>();
    private boolean closed;

    /** Notes an upload that starts; after the end of the application there is none. */
    synchronized void add(Cancellation upload) {
        if (closed) {
            throw Cancellation.canceled(ENDED, null);
        }
        open.add(upload);
    }

    synchronized void remove(Cancellation upload) {
        open.remove(upload);
        notifyAll();
    }

    /** Ends all, and gives them some time to take back what they have sent. */
    void close(Duration patience) {
        List<Cancellation> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(open);
        }
        ending.forEach(upload -> upload.cancel(ENDED));
        await(patience);
    }

    /** One whose source says nothing cannot end before it does. */
    private synchronized void await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); left > 0 && !open.isEmpty(); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever undeploys is in a hurry
        }
    }
}
