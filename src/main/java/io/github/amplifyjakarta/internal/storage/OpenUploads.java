package io.github.amplifyjakarta.internal.storage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Uploads and copies that are under way: what they leave in S3 when the application ends would be paid for for ever. */
final class OpenUploads {

    static final String ENDED = "the application has ended";

    private final Map<Cancellation, MultipartUpload> open = new HashMap<>();
    private boolean closed;

    /**
     * Notes an upload that starts; after the end of the application there is none.
     *
     * @param parts what it may have left in S3
     */
    synchronized void add(Cancellation upload, MultipartUpload parts) {
        if (closed) {
            throw Cancellation.canceled(ENDED, null);
        }
        open.put(upload, parts);
    }

    synchronized void remove(Cancellation upload) {
        open.remove(upload);
        notifyAll();
    }

    /** Ends all, and gives them some time to take back what they have sent; then it is taken back here. */
    void close(Duration patience) {
        List<Cancellation> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(open.keySet());
        }
        ending.forEach(upload -> upload.cancel(ENDED));
        await(patience).forEach(MultipartUpload::abortForItsThread);
    }

    /** One whose source says nothing cannot end before it does; {@return what is left} */
    private synchronized List<MultipartUpload> await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); left > 0 && !open.isEmpty(); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever undeploys is in a hurry
        }
        return List.copyOf(open.values());
    }
}
