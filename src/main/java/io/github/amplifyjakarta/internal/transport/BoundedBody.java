package io.github.amplifyjakarta.internal.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Collects a body up to a limit: an endless answer must not fill the heap. It is no {@code BodySubscriber}, because the HTTP
 * client would ask one that is not its own for its body in another thread.
 */
final class BoundedBody implements Flow.Subscriber<List<ByteBuffer>> {

    /** The answer was larger than the limit. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("the answer has more than " + limit + " bytes");
        }
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    /**
     * @param limit how many bytes it may have
     */
    BoundedBody(int limit) {
        this.limit = limit;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        if (bytes.size() > limit) { // who has subscribed this cancels then
            throw new UncheckedIOException(new TooLargeException(limit));
        }
    }

    @Override
    public void onError(Throwable failure) {
        // who has subscribed this knows it
    }

    @Override
    public void onComplete() {
        // who has subscribed this asks for the bytes now
    }
}
