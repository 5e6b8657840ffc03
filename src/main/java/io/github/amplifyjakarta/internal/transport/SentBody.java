package io.github.amplifyjakarta.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The body of a request while it is sent. {@link java.net.http.HttpClient} closes the stream only at its end. This
 * class closes it when the request is over, whatever the outcome. It also distinguishes an unreadable body from a
 * broken connection.
 */
final class SentBody implements Supplier<InputStream>, AutoCloseable {

    /** The application's body failed, not the network. */
    static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableException(Exception cause) {
            super("the body could not be read: " + cause, cause);
        }
    }

    private final ApiRequest.Body body;
    private final Queue<InputStream> opened = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    SentBody(ApiRequest.Body body) {
        this.body = body;
    }

    @Override
    public InputStream get() {
        InputStream stream;
        try {
            stream = body.open().get();
        } catch (RuntimeException e) {
            throw new UncheckedIOException(new UnreadableException(e));
        }
        opened.add(stream);
        if (over) {
            close();
        }
        return new Read(stream);
    }

    @Override
    public void close() {
        over = true;
        for (InputStream stream = opened.poll(); stream != null; stream = opened.poll()) {
            try {
                stream.close();
            } catch (IOException e) {
                System.getLogger(SentBody.class.getName())
                        .log(System.Logger.Level.DEBUG, "the body of a request could not be closed", e);
            }
        }
    }

    private static final class Read extends FilterInputStream {

        Read(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException | UncheckedIOException e) {
                throw new UnreadableException(e);
            }
        }
    }
}
