package io.github.amplifyjakarta.internal.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Collects a body up to a limit, because an endless response must not fill the heap. It is not a {@code
 * BodySubscriber}: the HTTP client reads the body of a foreign {@code BodySubscriber} on another thread.
 */
final class BoundedBody implements Flow.Subscriber<List<ByteBuffer>> {

    /** The response was larger than the limit. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("the answer has more than " + limit + " bytes");
        }
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    /** @param limit the maximum number of bytes */
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
        if (bytes.size() > limit) { // the subscriber's owner then cancels the subscription
            throw new UncheckedIOException(new TooLargeException(limit));
        }
    }

    @Override
    public void onError(Throwable failure) {
        // the subscriber's owner gets the error itself
    }

    @Override
    public void onComplete() {
        // the subscriber's owner now reads the bytes
    }
}
