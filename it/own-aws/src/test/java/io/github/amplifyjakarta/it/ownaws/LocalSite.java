package io.github.amplifyjakarta.it.ownaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.it.suite.StandaloneServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server of a test's own, which answers as the application at localhost and as Cognito at 127.0.0.1. */
final class LocalSite implements AutoCloseable {

    private final int port = StandaloneServer.freePorts(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /**
     * @param pages what it answers to a method and path: a page, which is refused where it says "not for you", a text, or
     * where to go after "-> "
     */
    LocalSite(Function<String, String> pages) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<String, String> pages) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(request + " " + body);
        String answer = pages.apply(request);
        if (answer.startsWith("-> ")) {
            exchange.getResponseHeaders().set("Location", answer.substring(3).replace("PORT", port + ""));
            exchange.sendResponseHeaders(302, -1);
        } else {
            int status = answer.contains("not for you") ? 403 : 200;
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", answer.startsWith("<") ? "text/html; charset=UTF-8" : "text/plain");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** {@return what it was asked: method, path and body} */
    List<String> requests() {
        return requests;
    }

    ProofSettings settings() {
        return ProofSettings.of(Map.of(
                "AMPLIFY_PROOF_FILE", "pom.xml",
                "AMPLIFY_PROOF_USERNAME", "carol",
                "AMPLIFY_PROOF_PASSWORD", "Proof-Secret-42",
                "AMPLIFY_PROOF_PORT", port + ""));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
