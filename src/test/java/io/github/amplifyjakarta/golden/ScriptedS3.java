package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Plays the script of a recorded case over a real socket, whatever host the SDK calls. */
final class ScriptedS3 implements SdkHttpClient {

    private final SdkHttpClient client;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final JsonValue script;
    private final boolean refusing;
    private final AtomicInteger answered;
    private final AtomicInteger stored = new AtomicInteger();
    private final List<Sent> sent = new ArrayList<>();

    /** A request as the SDK made it, before it was led here. */
    record Sent(SdkHttpRequest request, byte[] body) {}

    /**
     * @param skipped how many answers of the script were for requests that are not made here
     */
    ScriptedS3(SdkHttpClient client, JsonValue script, boolean refusing, int skipped) throws IOException {
        this.client = client;
        this.script = script;
        this.refusing = refusing;
        this.answered = new AtomicInteger(skipped);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        if (!refusing) {
            sent.add(new Sent(
                    request.httpRequest(),
                    request.contentStreamProvider()
                            .map(provider -> read(provider.newStream()))
                            .orElse(new byte[0])));
        }
        SdkHttpRequest here = request.httpRequest().toBuilder()
                .protocol("http")
                .host("127.0.0.1")
                .port(refusing ? 1 : server.getAddress().getPort())
                .build();
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(here)
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .build());
    }

    private static byte[] read(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (script instanceof JsonString name) {
            multipart(exchange, name.getString(), body.length);
            return;
        }
        JsonArray answers = (JsonArray) script;
        JsonObject next = answers.getJsonObject(Math.min(answered.getAndIncrement(), answers.size() - 1));
        switch (next.getString("action", "")) {
            case "destroy" -> exchange.close();
            case "hang" -> hang();
            default -> send(exchange, next);
        }
    }

    private static void hang() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, JsonObject answer) throws IOException {
        byte[] body = answer.containsKey("bodyBase64")
                ? Base64.getDecoder().decode(answer.getString("bodyBase64"))
                : answer.getString("body", "").getBytes(UTF_8);
        boolean truncated = answer.getString("action", "").equals("truncate");
        if (answer.get("headers") instanceof JsonObject headers) {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, ((JsonString) value).getString()));
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        int status = answer.getInt("status");
        boolean none = head || status == 204 || body.length == 0;
        exchange.sendResponseHeaders(status, none ? -1 : body.length + (truncated ? 100 : 0));
        if (!none) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private void multipart(HttpExchange exchange, String kind, int length) throws IOException {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String method = exchange.getRequestMethod();
        if (method.equals("POST") && query.startsWith("uploads")) {
            xml(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>UP-1</UploadId></InitiateMultipartUploadResult>");
        } else if (method.equals("PUT") && kind.endsWith("part403")) {
            xml(exchange, 403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
        } else if (method.equals("PUT")) {
            stored.addAndGet(length);
            exchange.getResponseHeaders()
                    .set("ETag", "\"part-" + query.replaceFirst(".*partNumber=(\\d+).*", "$1") + "\"");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        } else if (method.equals("POST") && kind.endsWith("complete-error")) {
            xml(
                    exchange,
                    200,
                    "<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>");
        } else if (method.equals("POST")) {
            xml(exchange, 200, "<CompleteMultipartUploadResult><ETag>\"done\"</ETag></CompleteMultipartUploadResult>");
        } else if (method.equals("HEAD")) {
            exchange.getResponseHeaders()
                    .set("Content-Length", kind.endsWith("wrongsize") ? "1" : String.valueOf(stored));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        } else {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }
    }

    private static void xml(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
        executor.shutdownNow();
    }
}
