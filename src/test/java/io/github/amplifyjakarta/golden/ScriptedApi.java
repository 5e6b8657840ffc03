package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import io.github.amplifyjakarta.internal.transport.ApiTransport;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.testing.RecordingApi;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Plays the script of a recorded case over a real socket, whatever host is called, and does not wait between attempts. */
final class ScriptedApi implements ApiTransport, AutoCloseable {

    /** The server sets its own time, which is not that of the recording. */
    private static final String RECORDED_DATE = "x-recorded-date";

    private final JdkHttpTransport transport =
            new JdkHttpTransport(new HttpConfig(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2)));
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final JsonArray script;
    private final int port;
    private final boolean refusing;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();

    /** A request as it was made, before it was led here. */
    record Sent(ApiRequest request, byte[] body) {}

    ScriptedApi(JsonValue script, boolean refusing) throws IOException {
        this.script = script instanceof JsonArray answers ? answers : JsonValue.EMPTY_JSON_ARRAY;
        this.refusing = refusing;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
        port = refusing ? closedPort() : server.getAddress().getPort();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void send(ApiRequest request, CompletableFuture<ApiReply> reply) {
        send(request, reply, transport::send);
    }

    @Override
    public void sendAndWait(ApiRequest request, CompletableFuture<ApiReply> reply) {
        send(request, reply, transport::sendAndWait);
    }

    private void send(
            ApiRequest request,
            CompletableFuture<ApiReply> reply,
            BiConsumer<ApiRequest, CompletableFuture<ApiReply>> real) {
        if (!refusing) {
            synchronized (sent) {
                sent.add(new Sent(request, RecordingApi.body(request)));
            }
        }
        URI uri = request.uri();
        URI here = URI.create("http://127.0.0.1:" + port + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        CompletableFuture<ApiReply> undated = new CompletableFuture<>();
        reply.whenComplete((done, error) -> {
            if (reply.isCancelled()) {
                undated.cancel(true);
            }
        });
        undated.whenComplete((done, error) -> {
            if (error == null) {
                reply.complete(dated(done));
            } else {
                reply.completeExceptionally(error);
            }
        });
        real.accept(
                new ApiRequest(
                        request.method(), here, request.headers(), request.body(), request.limit(), request.streamed()),
                undated);
    }

    private static ApiReply dated(ApiReply reply) {
        Map<String, List<String>> headers = new HashMap<>(reply.headers());
        headers.remove("date");
        List<String> recorded = headers.remove(RECORDED_DATE);
        if (recorded != null) {
            headers.put("date", recorded);
        }
        return new ApiReply(reply.status(), headers, reply.bytes(), reply.stream());
    }

    @Override
    public CompletableFuture<Void> after(Duration delay) {
        synchronized (sent) {
            pauses.add(delay.toMillis());
        }
        return transport.after(Duration.ZERO);
    }

    @Override
    public Executor executor() {
        return transport.executor();
    }

    List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    List<Long> pauses() {
        synchronized (sent) {
            return List.copyOf(pauses);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int index = answered.getAndIncrement();
        JsonObject scripted = script.getJsonObject(Math.min(index, script.size() - 1));
        String action = scripted.getString("action", "");
        if (action.equals("hang")) {
            return;
        }
        if (action.equals("destroy")) {
            exchange.close();
            return;
        }
        scripted.getJsonObject("headers").forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) {
                exchange.getResponseHeaders().put(name.equalsIgnoreCase("date") ? RECORDED_DATE : name, values(value));
            }
        });
        byte[] body = scripted.containsKey("bodyBase64")
                ? Base64.getDecoder().decode(scripted.getString("bodyBase64"))
                : scripted.getString("body", "").getBytes(UTF_8);
        int status = scripted.getInt("status");
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
        boolean truncated = action.equals("truncate");
        exchange.sendResponseHeaders(status, none ? -1 : body.length + (truncated ? 100 : 0));
        if (!none) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private static List<String> values(JsonValue value) {
        return value instanceof JsonArray several
                ? several.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList()
                : List.of(value instanceof JsonString one ? one.getString() : value.toString());
    }

    @Override
    public void close() {
        transport.close();
        server.stop(0);
        executor.shutdownNow();
    }
}
