package io.github.amplifyjakarta.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a publisher says, on whatever thread, to the thread of the upload (Reactive Streams 1.0.4, section 2).
 */
final class PublishedData implements Flow.Subscriber<ByteBuffer> {

    private record Signal(Optional<ByteBuffer> buffer, Optional<Throwable> error) {}

    private static final int PATIENCE_MILLIS = 200;

    private final Flow.Publisher<ByteBuffer> publisher;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    PublishedData(Flow.Publisher<ByteBuffer> publisher) {
        this.publisher = publisher;
    }

    void writeTo(OutputStream out) throws IOException {
        publisher.subscribe(this);
        boolean ended = false;
        try {
            for (Signal signal = next(out); ; signal = next(out)) {
                if (signal.error().isPresent()) {
                    ended = true;
                    throw new IOException("the publisher failed", signal.error().get());
                }
                if (signal.buffer().isEmpty()) {
                    ended = true;
                    return;
                }
                write(signal.buffer().get(), out);
                Objects.requireNonNull(subscription).request(1);
            }
        } finally {
            Flow.Subscription current = subscription;
            if (!ended && current != null) {
                current.cancel();
            }
        }
    }

    /** A publisher may say nothing any more: flushing asks the upload whether it is to go on. */
    private Signal next(OutputStream out) throws IOException {
        try {
            Signal signal = signals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            while (signal == null) {
                out.flush();
                signal = signals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            return signal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the publisher");
        }
    }

    private static void write(ByteBuffer buffer, OutputStream out) throws IOException {
        if (buffer.hasArray()) {
            out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        } else {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            out.write(bytes);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscribed) {
        if (subscription != null) {
            subscribed.cancel();
            return;
        }
        subscription = subscribed;
        subscribed.request(1);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        signals.add(new Signal(Optional.of(buffer), Optional.empty()));
    }

    @Override
    public void onError(Throwable error) {
        signals.add(new Signal(Optional.empty(), Optional.of(error)));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(Optional.empty(), Optional.empty()));
    }
}
