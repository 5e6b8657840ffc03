package io.github.amplifyjakarta.internal.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Calls to one service that no thread of the server makes itself: it waits for them, within the bounds of all waits. */
public final class OffThreadDoor implements HttpDoor {

    private final HttpDoor http;
    private final ServiceCalls calls;

    public OffThreadDoor(HttpDoor http, ServiceCalls calls) {
        this.http = http;
        this.calls = calls;
    }

    @Override
    public HttpReply send(HttpCall call) throws HttpFailure {
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        calls.start(() -> send(call, reply), reply::completeExceptionally);
        if (!calls.await(reply)) {
            throw new HttpFailure(
                    HttpFailure.Kind.TIMEOUT, "no answer yet of " + call.uri().getHost(), null);
        }
        try {
            return reply.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HttpFailure failure) {
                throw new HttpFailure(failure.kind(), failure.text(), failure);
            }
            throw e;
        }
    }

    private @Nullable HttpFailure send(HttpCall call, CompletableFuture<HttpReply> reply) {
        try {
            reply.complete(http.send(call));
            return null;
        } catch (HttpFailure e) {
            reply.completeExceptionally(e);
            return e;
        } catch (RuntimeException | Error e) {
            reply.completeExceptionally(e);
            throw e;
        }
    }
}
