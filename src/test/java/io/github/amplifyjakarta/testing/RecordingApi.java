package io.github.amplifyjakarta.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import io.github.amplifyjakarta.internal.transport.ApiTransport;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** An API that keeps what it is sent, and answers what it was told to. */
public final class RecordingApi implements ApiTransport {

    /** An answer that never comes. */
    public static final String HANGS = "";

    private final List<ApiRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<ApiReply>> replies = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final Executor executor;

    /** Everything is done by the thread that asks for it. */
    public RecordingApi() {
        this(Runnable::run);
    }

    /** @param executor does what need not be waited for */
    public RecordingApi(Executor executor) {
        this.executor = executor;
    }

    /** Adds an answer; without one there is no data. */
    public RecordingApi answer(String json) {
        answers.add(json);
        return this;
    }

    /** {@return all requests} */
    public List<ApiRequest> requests() {
        return requests;
    }

    /** {@return what the replies to them are waited for with} */
    public List<CompletableFuture<ApiReply>> replies() {
        return replies;
    }

    /** {@return the bodies of all requests, which are JSON} */
    public List<JsonObject> sent() {
        return requests.stream().map(RecordingApi::json).toList();
    }

    private static JsonObject json(ApiRequest request) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body(request)))) {
            return reader.readObject();
        }
    }

    /** {@return the bytes of a request's body; none without one} */
    public static byte[] body(ApiRequest request) {
        if (request.body().isEmpty()) {
            return new byte[0];
        }
        try (InputStream body = request.body().get().open().get()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void send(ApiRequest request, CompletableFuture<ApiReply> reply) {
        requests.add(request);
        replies.add(reply);
        if (HANGS.equals(answers.peek())) {
            return;
        }
        String answer = answers.isEmpty() ? "{\"data\":{}}" : answers.remove();
        reply.complete(new ApiReply(
                200, Map.of("content-type", List.of("application/json")), answer.getBytes(UTF_8), Optional.empty()));
    }

    @Override
    public void sendAndWait(ApiRequest request, CompletableFuture<ApiReply> reply) {
        send(request, reply);
    }

    @Override
    public CompletableFuture<Void> after(Duration delay) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Executor executor() {
        return executor;
    }
}
