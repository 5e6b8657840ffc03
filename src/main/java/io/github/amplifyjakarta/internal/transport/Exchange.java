package io.github.amplifyjakarta.internal.transport;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request that {@link java.net.http.HttpClient} sends, and the handling of its response. */
final class Exchange {

    /** A body: either collected or a stream. */
    record Content(byte[] bytes, Optional<InputStream> stream) {}

    private final ApiRequest call;
    private final int largest;
    private final CompletableFuture<ApiReply> reply;
    private final Optional<SentBody> streamed;
    private final AtomicReference<@Nullable WatchedStream> handedOut = new AtomicReference<>();
    private final AtomicReference<@Nullable HttpFailure> endedBy = new AtomicReference<>();

    /**
     * @param largest the maximum size of a collected response in bytes
     * @param reply completes at the end
     */
    Exchange(ApiRequest call, int largest, CompletableFuture<ApiReply> reply) {
        this.call = call;
        this.largest = largest;
        this.reply = reply;
        this.streamed = call.body()
                .filter(body -> body.bytes().isEmpty() && body.length() != 0)
                .map(SentBody::new);
    }

    HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).method(call.method(), publisher());
        call.headers().forEach(request::setHeader);
        return request.build();
    }

    private HttpRequest.BodyPublisher publisher() {
        if (call.body().isEmpty() || call.body().get().length() == 0) {
            return BodyPublishers.noBody();
        }
        ApiRequest.Body body = call.body().get();
        if (streamed.isEmpty()) {
            return BodyPublishers.ofByteArray(body.bytes().orElseThrow());
        }
        HttpRequest.BodyPublisher stream = BodyPublishers.ofInputStream(streamed.get());
        return body.length() < 0 ? stream : BodyPublishers.fromPublisher(stream, body.length());
    }

    /** @param watched wraps a response stream for the application */
    HttpResponse.BodyHandler<Content> handler(Function<InputStream, WatchedStream> watched) {
        return info -> call.streamed() && info.statusCode() < 300
                ? BodySubscribers.mapping(
                        BodySubscribers.ofInputStream(),
                        stream -> new Content(new byte[0], Optional.of(handOut(watched.apply(stream)))))
                : BodySubscribers.fromSubscriber(
                        new BoundedBody(largest), body -> new Content(body.bytes(), Optional.empty()));
    }

    /** The wait for the response may be over by now. Then the application never gets the stream and cannot close it. */
    private InputStream handOut(WatchedStream stream) {
        handedOut.set(stream);
        if (reply.isDone()) {
            closeHandedOut();
        }
        return stream;
    }

    private void closeHandedOut() {
        WatchedStream stream = handedOut.getAndSet(null);
        if (stream != null) {
            stream.abandon();
        }
    }

    /** Records why the request is about to be cancelled. The first reason counts. */
    void endedBy(HttpFailure why) {
        endedBy.compareAndSet(null, why);
    }

    void answered(HttpResponse<Content> response) {
        streamed.ifPresent(SentBody::close);
        Content content = response.body();
        ApiReply complete = new ApiReply(response.statusCode(), headers(response), content.bytes(), content.stream());
        if (!reply.complete(complete)) {
            complete.discard();
        }
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    /**
     * The body is closed before the application gets the failure, because dependent stages of the reply may take time.
     */
    void failed(Throwable error) {
        streamed.ifPresent(SentBody::close);
        HttpFailure why = endedBy.get();
        reply.completeExceptionally(why == null ? failure(error) : why);
        closeHandedOut();
    }

    private Throwable failure(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof CancellationException || cause instanceof InterruptedException) {
            return cause;
        }
        HttpFailure.Kind kind = HttpFailure.Kind.BROKEN;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            kind = HttpFailure.Kind.NOT_CONNECTED;
        } else if (cause instanceof HttpTimeoutException) {
            kind = HttpFailure.Kind.TIMEOUT;
        } else if (isCausedBy(BoundedBody.TooLargeException.class, cause)) {
            kind = HttpFailure.Kind.TOO_LARGE;
        } else if (isCausedBy(SentBody.UnreadableException.class, cause)) {
            kind = HttpFailure.Kind.UNREADABLE;
        }
        return new HttpFailure(kind, call + ": " + cause, cause);
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
