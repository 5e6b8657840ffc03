package io.github.amplifyjakarta.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A body whose sender must not be silent for longer than a limit. {@link java.net.http.HttpClient} would wait forever.
 */
final class WatchedStream extends FilterInputStream {

    private static final int BUFFER = 8 << 10;

    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final Consumer<WatchedStream> closed;
    private volatile boolean late;

    /** @param closed is called when the stream is closed */
    WatchedStream(InputStream stream, ScheduledExecutorService timer, Duration limit, Consumer<WatchedStream> closed) {
        super(stream);
        this.closed = closed;
        this.timer = timer;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0 && in.available() > 0) {
            return super.read(bytes, offset, length);
        }
        Future<?> watch = watch();
        try {
            int count = super.read(bytes, offset, length);
            if (count < 0) {
                closed.accept(this);
            }
            return count;
        } catch (IOException e) {
            closed.accept(this);
            throw late ? new IOException("the API was silent for " + limit + " within its answer", e) : e;
        } finally {
            watch.cancel(false);
        }
    }

    private Future<?> watch() throws IOException {
        try {
            return timer.schedule(this::giveUp, limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("the application has ended", e);
        }
    }

    /** Skips by reading, because the stream's own method would wait without a limit. */
    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        byte[] buffer = new byte[(int) Math.max(0, Math.min(count, BUFFER))];
        while (skipped < count) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public void close() throws IOException {
        closed.accept(this);
        super.close();
    }

    /** Closes a stream that is no longer read. */
    void abandon() {
        try {
            close();
        } catch (IOException e) {
            System.getLogger(WatchedStream.class.getName())
                    .log(System.Logger.Level.DEBUG, "an answer could not be closed", e);
        }
    }

    private void giveUp() {
        late = true;
        try {
            in.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
