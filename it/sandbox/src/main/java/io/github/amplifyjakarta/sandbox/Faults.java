package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Faults on demand, and a count of every call. A fault is set for a path or an operation: {@code slow} (nothing is done for half
 * a minute), {@code late} (it is done, and the answer takes as long), {@code error}, {@code throttle}, {@code garbage},
 * {@code broken}, {@code none}; an error at the path of the key set is an outage of the keys. {@link #S3} is all of S3,
 * which knows {@code slow}, {@code error} and {@code throttle}.
 */
final class Faults {

    static final String S3 = "s3";

    private static final int SLOW_MILLIS = 30_000;

    private final Map<String, String> kinds = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    void around(Exchange exchange, Exchange.Handler handler) throws IOException {
        String target = exchange.header("X-Amz-Target")
                .map(name -> name.replaceFirst("^.*\\.", ""))
                .orElse(exchange.path());
        calls.merge(target, 1, Integer::sum);
        switch (kind(target)) {
            case "slow" -> pause();
            case "late" -> exchange.delayAnswer();
            case "error" -> {
                exchange.json(500, "{\"__type\":\"InternalErrorException\",\"message\":\"fault on demand\"}");
                return;
            }
            case "throttle" -> {
                exchange.json(400, "{\"__type\":\"TooManyRequestsException\",\"message\":\"Rate exceeded\"}");
                return;
            }
            case "garbage" -> {
                exchange.html(200, "<html>welcome to the hotel's network</html>");
                return;
            }
            case "broken" -> {
                exchange.breakOff();
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

    String kind(String target) {
        return kinds.getOrDefault(target, "none");
    }

    static void pause() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void set(String path, String kind) {
        kinds.put(path, kind);
    }

    /** {@return how often each path or operation was called, as JSON} */
    String calls() {
        JsonObjectBuilder counts = JSON.createObjectBuilder();
        new TreeMap<>(calls).forEach(counts::add);
        return counts.build().toString();
    }
}
