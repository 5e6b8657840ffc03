package io.github.amplifyjakarta.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A body whose sender may not be silent for longer than a limit: {@link java.net.http.HttpClient} would wait for ever. */
final class WatchedStream extends FilterInputStream {

    private final ScheduledExecutorService timer;
    private final Duration limit;
    private volatile boolean late;

    WatchedStream(InputStream stream, ScheduledExecutorService timer, Duration limit) {
        super(stream);
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
        Future<?> watch = timer.schedule(this::giveUp, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw late ? new IOException("the API was silent for " + limit + " within its answer", e) : e;
        } finally {
            watch.cancel(false);
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
