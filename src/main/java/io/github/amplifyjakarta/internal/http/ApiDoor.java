package io.github.amplifyjakarta.internal.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The door for calls of somebody's API, whose bodies are bytes of any kind and length. */
public interface ApiDoor {

    /**
     * Sends a request. Redirects are not followed.
     *
     * @return the reply, or a {@link HttpFailure}; cancelling it ends the request
     */
    CompletableFuture<ApiReply> send(ApiRequest request);

    /** {@return a pause; it fails when the application ends first} What depends on it runs on {@link #executor()}. */
    CompletableFuture<Void> after(Duration delay);

    /** {@return threads that may be held up} */
    Executor executor();
}
