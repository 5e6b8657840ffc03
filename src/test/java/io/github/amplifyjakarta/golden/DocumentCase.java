package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.RecordingApi;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** One call of a model or of a custom operation, and the document that is sent for it. */
final class DocumentCase {

    /** The member with what Amplify sent. */
    static final String SENT = "body";

    private final JsonObject recorded;
    private final AmplifyConfig config;

    DocumentCase(JsonObject recorded, AmplifyConfig config) {
        this.recorded = recorded;
        this.config = config;
    }

    /**
     * {@return the configuration that an Amplify file makes} Some real files are refused; they are corrected here as the
     * message asks for.
     *
     * @param corrected for the file that is read
     */
    static AmplifyConfig config(Path file, Path corrected) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean wide = bytes.length > 1 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe;
        Files.writeString(
                corrected,
                new String(bytes, wide ? UTF_16 : UTF_8)
                        .replace("mock-cup-id", "eu-central-1_Test1")
                        .replace("mock-idp-id", "eu-central-1:00000000-aaaa-bbbb-cccc-000000000001")
                        .replace("mock-data-url", "https://api.example.com/graphql")
                        .replaceAll("(\"domain\":\\s*\")https://", "$1"));
        return TestConfig.read(Map.of("amplify.config.file", corrected.toString()))
                .orElseThrow();
    }

    Outcome run() throws Exception {
        RecordingApi recorder = new RecordingApi();
        String failed = "";
        try (Apis api = new Apis(config, Apis.calls(config, recorder, Clock.systemUTC(), () -> 0), FixedSession::new)) {
            call(api.graphQl(FixedSession::new)
                    .authMode(GraphQlAuthMode.API_KEY)
                    .apiKey("key"));
        } catch (AmplifyException e) {
            failed = e.name() + ": " + e.getMessage();
        }
        String ours = recorder.sent().isEmpty()
                ? "nothing is sent: " + failed
                : shape(recorder.sent().get(0));
        String amplify = recorded.get(SENT) instanceof JsonObject body ? shape(body) : "nothing is sent";
        return Outcome.of(amplify, ours);
    }

    private static String shape(JsonObject body) {
        JsonObject variables = object(body, "variables");
        String document = DocumentShape.withoutUnusedConditions(body.getString("query"), variables.keySet());
        return DocumentShape.of(document) + " " + SessionJson.comparable(variables);
    }

    private void call(GraphQlClient client) {
        String[] id = recorded.getString("id").split("\\.");
        JsonObject args = recorded.getJsonObject("args");
        if (id[0].equals("queries")) {
            client.query(id[1], object(args, "args"), JsonValue.class);
            return;
        }
        if (id[0].equals("mutations")) {
            client.mutation(id[1], object(args, "args"), JsonValue.class);
            return;
        }
        ModelClient<JsonObject> model = client.model(id[0], JsonObject.class);
        JsonObject key = object(args, "key");
        switch (id[1]) {
            case "get" -> model.get(key);
            case "create" -> model.create(key);
            case "update" -> model.update(key);
            case "delete" -> model.delete(key);
            case "list" -> model.list(ModelQuery.builder().build());
            case "index" -> model.index(id[2], query(key));
            case "rel" -> model.related(object(args, "item"), id[2], JsonObject.class);
            default ->
                model.selectionSet(args.getJsonArray("sel").getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toArray(String[]::new))
                        .list(ModelQuery.builder().build());
        }
    }

    private static ModelQuery query(JsonObject keys) {
        ModelQuery.Builder query = ModelQuery.builder();
        keys.forEach(query::key);
        return query.build();
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }
}
