package io.github.amplifyjakarta.sandbox;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Faults on demand, and a count of every call: {@code POST /sandbox/faults} with the form fields {@code path} (a prefix),
 * {@code kind} (slow, error, throttle, or none) and {@code GET /sandbox/calls}.
 */
final class Faults {

    private static final int SLOW_MILLIS = 30_000;

    private final Map<String, String> kinds = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    void around(Exchange exchange, Exchange.Handler handler) throws IOException {
        String target = exchange.header("X-Amz-Target")
                .map(name -> name.replaceFirst("^.*\\.", ""))
                .orElse(exchange.path());
        calls.merge(target, 1, Integer::sum);
        switch (kinds.getOrDefault(target, "none")) {
            case "slow" -> pause();
            case "error" -> {
                exchange.json(500, "{\"__type\":\"InternalErrorException\",\"message\":\"fault on demand\"}");
                return;
            }
            case "throttle" -> {
                exchange.json(400, "{\"__type\":\"TooManyRequestsException\",\"message\":\"Rate exceeded\"}");
                return;
            }
            default -> {
                // no fault was asked for
            }
        }
        try {
            handler.handle(exchange);
        } catch (RuntimeException e) {
            exchange.json(
                    400,
                    "{\"__type\":\"InvalidParameterException\",\"message\":\""
                            + e.getClass().getSimpleName() + "\"}");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void control(Exchange exchange) throws IOException {
        if (exchange.path().equals("/sandbox/faults")) {
            Map<String, String> form = exchange.form();
            kinds.put(form.get("path"), form.get("kind"));
            exchange.json(200, "{}");
        } else {
            JsonObjectBuilder counts = Json.createObjectBuilder();
            new TreeMap<>(calls).forEach(counts::add);
            exchange.json(200, counts.build().toString());
        }
    }
}
