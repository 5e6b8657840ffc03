package io.github.amplifyjakarta.internal.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The transport for calls to APIs. Bodies are bytes of any kind and length. */
public interface ApiTransport {

    /**
     * Sends a request without waiting. Redirects are not followed.
     *
     * @param reply receives the response or an {@link HttpFailure}; cancelling it ends the request
     */
    void send(ApiRequest request, CompletableFuture<ApiReply> reply);

    /**
     * The same as {@link #send}, for a caller that waits for the response. It may use the caller's thread and return
     * when the response has arrived.
     */
    void sendAndWait(ApiRequest request, CompletableFuture<ApiReply> reply);

    /** {@return a pause; it fails when the application ends first} Dependent stages run on {@link #executor()}. */
    CompletableFuture<Void> after(Duration delay);

    /** {@return an executor whose threads may block} */
    Executor executor();
}
