package io.github.amplifyjakarta.internal.storage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Uploads and copies in progress. Parts that remain in S3 when the application ends would cause costs forever. */
final class OpenUploads {

    static final String ENDED = "the application has ended";

    private final Map<Cancellation, MultipartUpload> open = new HashMap<>();
    private boolean closed;

    /**
     * Registers an upload that starts. After the end of the application, it is rejected.
     *
     * @param parts the parts that it may leave in S3
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

    /** Cancels all uploads and gives them some time to abort. Then it aborts the remaining ones here. */
    void close(Duration patience) {
        List<Cancellation> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(open.keySet());
        }
        ending.forEach(upload -> upload.cancel(ENDED));
        await(patience).forEach(MultipartUpload::abortForItsThread);
    }

    /** An upload whose source blocks cannot end before its source does; {@return the remaining uploads} */
    private synchronized List<MultipartUpload> await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); left > 0 && !open.isEmpty(); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // do not delay the undeployment
        }
        return List.copyOf(open.values());
    }
}
