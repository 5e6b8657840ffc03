package io.github.amplifyjakarta.internal.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The transport for calls of somebody's API, whose bodies are bytes of any kind and length. */
public interface ApiTransport {

    /**
     * Sends a request without waiting. Redirects are not followed.
     *
     * @param reply gets the reply, or a {@link HttpFailure}; cancelling it ends the request
     */
    void send(ApiRequest request, CompletableFuture<ApiReply> reply);

    /** As {@link #send}, for who waits for the reply anyway: may use this thread, and return when the reply is there. */
    void sendAndWait(ApiRequest request, CompletableFuture<ApiReply> reply);

    /** {@return a pause; it fails when the application ends first} What depends on it runs on {@link #executor()}. */
    CompletableFuture<Void> after(Duration delay);

    /** {@return threads that may be held up} */
    Executor executor();
}
