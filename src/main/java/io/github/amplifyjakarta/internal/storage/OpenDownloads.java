package io.github.amplifyjakarta.internal.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Downloads that hold a connection. One that nobody reads or closes would hold it for ever (a HEAD request to a resource
 * that answers with a stream is enough), and a hundred of them all there are.
 */
final class OpenDownloads {

    private static final Logger LOG = System.getLogger(OpenDownloads.class.getName());

    /** Half of the connections: below that there is no need, and whoever reads slowly may. */
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

    /** Before a connection is asked for: afterwards it may be too late, when there is none any more. */
    void giveUpIdle() {
        if (open.size() < MANY) {
            return;
        }
        for (Download.Body body : open) {
            if (body.isIdle(idle) && open.remove(body)) {
                LOG.log(
                        Level.WARNING,
                        "a download was given up, because nobody has read it for {0} and {1} are open: close them",
                        idle,
                        open.size());
                body.giveUp();
            }
        }
    }

    /** When the application ends. */
    void close() {
        open.forEach(body -> body.end(OpenUploads.ENDED));
    }
}
