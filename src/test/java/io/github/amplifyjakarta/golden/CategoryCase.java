package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One recorded case of a category, run through the library's client: what it comes to, line by line. */
abstract class CategoryCase {

    static final HttpConfig TIME_LIMITS =
            new HttpConfig(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5));

    final JsonObject recorded;
    final JsonObject shared;
    final Instant now;
    final Clock clock;
    final String secretKey;
    final List<String> lines = new ArrayList<>();
    private final Path folder;
    private final String keySet;

    CategoryCase(JsonObject recorded, JsonObject file, Path folder, String keySet) {
        this.recorded = recorded;
        this.shared = file.getJsonObject("shared");
        this.folder = folder;
        this.now = Instant.parse(file.getString("clock"));
        this.clock = Clock.fixed(now, ZoneOffset.UTC);
        this.secretKey = file.getString("secretAccessKey");
        this.keySet = keySet;
    }

    /** Makes the calls, and notes what comes of them. */
    abstract void play(AmplifyConfig config, AmplifyRuntime runtime) throws Exception;

    /** {@return the recorded outcome, as lines} */
    abstract String expected(JsonObject expect);

    JsonObject config() {
        return ServerCase.config(recorded, shared.getJsonObject("configs"));
    }

    /** {@return the key whose lack fails the deployment; empty when the case can be played} */
    String missing(AmplifyConfig config) {
        return "";
    }

    /** {@return lines in an order that does not depend on chance} */
    String inOrder(List<String> unordered) {
        return String.join("\n", unordered);
    }

    final boolean refusing() {
        return recorded.getString("network", "").equals("refused");
    }

    static JsonObject object(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    final Outcome run() throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), config().toString());
        AmplifyConfig config;
        try {
            config = TestConfig.read(Map.of("amplify.config.file", file.toString()))
                    .orElseThrow();
        } catch (ConfigException e) {
            return failed(e.problems().stream()
                    .map(ConfigException.Problem::key)
                    .distinct()
                    .collect(Collectors.joining(", ")));
        }
        if (!missing(config).isEmpty()) {
            return failed(missing(config));
        }
        JsonArray backend = ServerCase.backend(recorded, keySet, now.toEpochMilli());
        try (JdkHttpTransport transport = new JdkHttpTransport(TIME_LIMITS);
                FakeAws aws = new FakeAws(backend, keySet)) {
            play(config, AmplifyRuntime.of(config, aws.lead(transport), clock, event -> {}));
            aws.received()
                    .forEach(call -> lines.add(cognito(
                            call.method(),
                            call.target(),
                            call.contentType(),
                            call.cacheControl(),
                            call.url(),
                            call.body())));
            if (!aws.keyFetches().isEmpty() && !hasKeys()) {
                lines.add("keys are fetched");
            }
        }
        String theirs = inOrder(List.of(theirs(recorded.getJsonObject("expect")).split("\n", -1)));
        if (theirs.startsWith("error *")) {
            lines.replaceAll(line -> line.startsWith("error ") ? "error *" : line);
        }
        String ours = inOrder(lines);
        return new Outcome(ours.equals(theirs), ours, theirs, "EXPECTED\n" + theirs);
    }

    private Outcome failed(String keys) {
        String text = "the deployment fails: " + keys;
        return new Outcome(false, text, theirs(recorded.getJsonObject("expect")), text);
    }

    /** The recorded outcome with the calls to Cognito, which are compared as a group of their own. */
    private String theirs(JsonObject expect) {
        StringBuilder theirs = new StringBuilder(expected(expect));
        if (!expect.getString("outcome").equals(expect.containsKey("error") ? "error" : "result")) {
            theirs.append("\noutcome ").append(expect.getString("outcome"));
        }
        if (expect.get("authRequests") instanceof JsonArray calls) {
            for (JsonObject call : calls.getValuesAs(JsonObject.class)) {
                JsonObject headers = call.getJsonObject("headers");
                theirs.append('\n')
                        .append(cognito(
                                call.getString("method"),
                                headers.getString("x-amz-target", ""),
                                headers.getString("content-type", ""),
                                headers.getString("cache-control", ""),
                                call.getString("url"),
                                call.getString("body", "")));
            }
        }
        // named difference: the original fetches them for each kind of token
        return theirs.append(expect.getInt("jwksFetches", 0) > 0 ? "\nkeys are fetched" : "")
                .toString();
    }

    /** The recorded clients of {@code cookies()} share one library, which had its keys before. */
    private boolean hasKeys() {
        return recorded.getString("via", "").equals("client-cookies");
    }

    /** @param call method, target, content type, cache control, URL and body */
    private static String cognito(String... call) {
        String body = SessionJson.abbreviated(SessionJson.comparable(Recordings.read(call[call.length - 1])));
        return "cognito " + String.join(" ", Arrays.copyOf(call, call.length - 1)) + " " + body;
    }
}
