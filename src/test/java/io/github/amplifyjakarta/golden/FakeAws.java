package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plays the script of a recorded case over a real socket, whatever host the library calls. */
final class FakeAws implements AutoCloseable {

    private static final String ORIGINAL_URL = "X-Original-Url";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<JsonObject> rules;
    private final String keySet;
    private final Map<JsonObject, Integer> answered = new HashMap<>();
    private final List<Received> received = new ArrayList<>();
    private final List<String> keyFetches = new ArrayList<>();
    private final Set<String> strangeHeaders = new TreeSet<>();

    /** Headers that are absent are empty. */
    record Received(
            String method,
            String url,
            String target,
            String contentType,
            String cacheControl,
            String authorization,
            String body) {}

    /** What the library or the JDK's client sends; anything else would be a surprise to AWS. */
    private static final Set<String> HEADERS = Set.of(
            "host",
            "connection",
            "upgrade",
            "http2-settings",
            "user-agent",
            "content-length",
            "content-type",
            "accept",
            "authorization",
            "cache-control",
            "x-amz-target",
            ORIGINAL_URL.toLowerCase(Locale.ROOT));

    FakeAws(JsonArray script, String keySet) throws IOException {
        this.rules = script == null ? List.of() : script.getValuesAs(JsonObject.class);
        this.keySet = keySet;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A transport that leads every call to this server. */
    HttpTransport lead(HttpTransport transport) {
        return call -> send(transport, call);
    }

    private HttpReply send(HttpTransport transport, HttpCall call) throws HttpFailure {
        Map<String, String> headers = new HashMap<>(call.headers());
        headers.put(ORIGINAL_URL, call.uri().toString());
        String query = call.uri().getRawQuery() == null ? "" : "?" + call.uri().getRawQuery();
        URI here = URI.create(
                "http://127.0.0.1:" + server.getAddress().getPort() + call.uri().getRawPath() + query);
        return transport.send(new HttpCall(call.method(), here, headers, call.body()));
    }

    /** The requests, key set downloads left out. */
    synchronized List<Received> received() {
        assertEquals(Set.of(), strangeHeaders, "headers of outward calls");
        return List.copyOf(received);
    }

    /** {@return the key set downloads, by method and URL} */
    synchronized List<String> keyFetches() {
        return List.copyOf(keyFetches);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String url = exchange.getRequestHeaders().getFirst(ORIGINAL_URL);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Optional<JsonObject> scripted;
        synchronized (this) {
            exchange.getRequestHeaders().keySet().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .filter(name -> !HEADERS.contains(name))
                    .forEach(strangeHeaders::add);
            if (url.endsWith("/.well-known/jwks.json")) {
                keyFetches.add(exchange.getRequestMethod() + " " + url);
            } else {
                received.add(new Received(
                        exchange.getRequestMethod(),
                        url,
                        header(exchange, "X-Amz-Target"),
                        header(exchange, "Content-Type"),
                        header(exchange, "Cache-Control"),
                        header(exchange, "Authorization"),
                        body));
            }
            scripted = next(URI.create(url), target);
        }
        if (scripted.isPresent()) {
            play(exchange, scripted.get(), target != null);
        } else if (url.endsWith("/.well-known/jwks.json")) {
            send(exchange, 200, "application/json", keySet, false);
        } else {
            send(exchange, 404, "text/plain", "not scripted", false);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private Optional<JsonObject> next(URI url, String target) {
        for (JsonObject rule : rules) {
            boolean fits = (!rule.containsKey("host") || rule.getString("host").equals(url.getHost()))
                    && (!rule.containsKey("path") || rule.getString("path").equals(url.getPath()))
                    && (!rule.containsKey("target") || (target != null && target.endsWith(rule.getString("target"))));
            if (fits) {
                List<JsonObject> answers = rule.getJsonArray("respond").getValuesAs(JsonObject.class);
                int count = answered.merge(rule, 1, Integer::sum);
                return Optional.of(answers.get(Math.min(count, answers.size()) - 1));
            }
        }
        return Optional.empty();
    }

    private static void play(HttpExchange exchange, JsonObject answer, boolean amz) throws IOException {
        if (answer.containsKey("delayMs")) {
            sleep(answer.getInt("delayMs"));
        }
        if (answer.getBoolean("destroy", false)) {
            exchange.close();
            return;
        }
        if (answer.get("headers") instanceof JsonObject headers) {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, text(value)));
        }
        boolean json = answer.containsKey("json");
        String type = json ? (amz ? "application/x-amz-json-1.1" : "application/json") : "text/plain";
        String body = json ? answer.get("json").toString() : answer.getString("text", "");
        send(exchange, answer.getInt("status", 200), type, body, answer.getBoolean("chunked", false));
    }

    private static String text(JsonValue value) {
        return value instanceof jakarta.json.JsonString string ? string.getString() : value.toString();
    }

    private static void send(HttpExchange exchange, int status, String type, String body, boolean chunked)
            throws IOException {
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of(type));
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, chunked ? 0 : bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
