package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One HTTP exchange, with the few things this program does to it. */
final class Exchange {

    interface Handler {
        void handle(Exchange exchange) throws IOException;
    }

    private final HttpExchange http;
    private final byte[] bytes;
    private final String body;
    private boolean late;

    Exchange(HttpExchange http) throws IOException {
        this.http = http;
        this.bytes = http.getRequestBody().readAllBytes();
        this.body = new String(bytes, UTF_8);
    }

    /** {@return what was sent} */
    byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the path and the query as they were sent} */
    URI uri() {
        return http.getRequestURI();
    }

    String method() {
        return http.getRequestMethod();
    }

    String path() {
        return http.getRequestURI().getPath();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    Map<String, String> query() {
        return decode(http.getRequestURI().getRawQuery());
    }

    Map<String, String> form() {
        return decode(body);
    }

    JsonObject json() {
        return JSON.createReader(new StringReader(body)).readObject();
    }

    private static Map<String, String> decode(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (encoded != null) {
            for (String pair : encoded.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                }
            }
        }
        return fields;
    }

    Optional<String> cookie(String name) {
        return header("Cookie").stream()
                .flatMap(line -> java.util.Arrays.stream(line.split(";\\s*")))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    void setHeader(String name, String value) {
        http.getResponseHeaders().set(name, value);
    }

    void setCookie(String line) {
        http.getResponseHeaders().add("Set-Cookie", line);
    }

    void redirect(String location) throws IOException {
        http.getResponseHeaders().set("Location", location);
        send(302, "text/plain", "");
    }

    void html(int status, String page) throws IOException {
        send(status, "text/html; charset=UTF-8", page);
    }

    void json(int status, String json) throws IOException {
        send(status, "application/json", json);
    }

    void send(int status, String type, String text) throws IOException {
        send(status, type, text.getBytes(UTF_8));
    }

    /** Lets the answer wait, when all is done. */
    void delayAnswer() {
        late = true;
    }

    void send(int status, String type, byte[] content) throws IOException {
        if (late) {
            Faults.pause();
        }
        http.getResponseHeaders().set("Content-Type", type);
        http.getResponseHeaders().set("Cache-Control", "no-store");
        http.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            http.getResponseBody().write(content);
        }
        http.close();
    }

    /** Announces an answer, and ends the connection within it. */
    void breakOff() throws IOException {
        http.sendResponseHeaders(200, 1_000);
        http.getResponseBody().write("{\"Auth".getBytes(UTF_8));
        http.getResponseBody().flush();
        http.close();
    }

    void destroy() {
        http.close();
    }
}
