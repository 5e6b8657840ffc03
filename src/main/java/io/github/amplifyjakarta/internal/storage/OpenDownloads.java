package io.github.amplifyjakarta.internal.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Downloads that hold a connection. A download that is neither read nor closed would hold its connection forever. A
 * HEAD request to a resource that responds with a stream is enough to cause this. A hundred such downloads would use up
 * the connection pool.
 */
final class OpenDownloads {

    private static final Logger LOG = System.getLogger(OpenDownloads.class.getName());

    /** Half of the connections. Below that there is no shortage, and slow readers are allowed. */
    private static final int MANY = S3Clients.MOST_CONNECTIONS / 2;

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Set<Download.Body> open = ConcurrentHashMap.newKeySet();
    private final Duration idle;

    OpenDownloads() {
        this(IDLE);
    }

    OpenDownloads(Duration idle) {
        this.idle = idle;
    }

    void add(Download.Body body) {
        open.add(body);
    }

    void remove(Download.Body body) {
        open.remove(body);
    }

    /**
     * Gives up idle downloads before a connection is requested. Afterwards it may be too late, because none is left.
     */
    void giveUpIdle() {
        if (open.size() < MANY) {
            return;
        }
        for (Download.Body body : open) {
            if (body.isIdle(idle) && open.remove(body)) {
                LOG.log(
                        Level.WARNING,
                        "a download was given up, because it was not read for {0} and {1} downloads are open: close downloads",
                        idle,
                        open.size());
                body.giveUp();
            }
        }
    }

    /** Ends all downloads when the application ends. */
    void close() {
        open.forEach(body -> body.end(OpenUploads.ENDED));
    }
}
