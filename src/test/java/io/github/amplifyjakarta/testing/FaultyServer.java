package io.github.amplifyjakarta.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that answers what a test wants it to, right or wrong. */
public final class FaultyServer implements AutoCloseable {

    /** What it answers. */
    public interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private volatile Answer answer = exchange -> send(exchange, 500, "");

    public FaultyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestMethod());
            answer.give(exchange);
        });
        server.start();
    }

    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public void answers(Answer other) {
        answer = other;
    }

    /** {@return the methods that it was asked with, in their order} */
    public List<String> asked() {
        return asked;
    }

    /** {@return threads that end with it} */
    public ExecutorService threads() {
        return threads;
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        boolean none = body.isEmpty() || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : body.getBytes(UTF_8).length);
        if (!none) {
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
        exchange.close();
    }

    /** Sends ten bytes of more, and then nothing. */
    public static void beginning(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(new byte[10]);
        body.flush();
        silence();
    }

    /** Says nothing, until the test is over. */
    public static void silence() {
        pause(SILENCE);
    }

    /** Waits, unless the test is over before. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
