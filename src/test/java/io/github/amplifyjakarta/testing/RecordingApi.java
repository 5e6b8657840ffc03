package io.github.amplifyjakarta.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.internal.http.ApiDoor;
import io.github.amplifyjakarta.internal.http.ApiReply;
import io.github.amplifyjakarta.internal.http.ApiRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
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
public final class RecordingApi implements ApiDoor {

    private final List<JsonObject> sent = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();

    /** Adds an answer; without one there is no data. */
    public RecordingApi answer(String json) {
        answers.add(json);
        return this;
    }

    /** {@return the bodies of all requests} */
    public List<JsonObject> sent() {
        return sent;
    }

    @Override
    public void send(ApiRequest request, CompletableFuture<ApiReply> reply) {
        try (InputStream body = request.body().orElseThrow().open().get();
                JsonReader reader = Json.createReader(body)) {
            sent.add(reader.readObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        return Runnable::run;
    }
}
