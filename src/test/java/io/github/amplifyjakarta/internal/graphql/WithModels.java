package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.RecordingApi;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Models of a blog, with the schema in {@code models/blog.json}: relations of every kind in both generations. */
abstract class WithModels {

    public record Place(String city, Double lat) {}

    public record Person(String tenant, Integer number, String name) {}

    public record Comment(String id, String text) {}

    public record Tag(String id, String label) {}

    public record PostTag(String id, Tag tag) {}

    public record Statistics(String id, Integer views) {}

    public record Image(String id, String url) {}

    public record Post(
            String id,
            String title,
            String status,
            Place place,
            Person author,
            List<Comment> comments,
            List<PostTag> tags,
            Statistics statistics,
            Image cover,
            String createdAt) {

        Post titled(String other) {
            return new Post(id, other, status, place, author, comments, tags, statistics, cover, createdAt);
        }
    }

    static final String POST = """
            {"id":"p1","title":"old","status":"PUBLIC","place":{"city":"Bonn","lat":50.7},
             "author":{"tenant":"t","number":7,"name":"Ada"},
             "comments":{"items":[{"id":"c1","text":"hm"}]},
             "tags":{"items":[{"id":"pt1","tag":{"id":"g1","label":"java"}}]},
             "statistics":{"id":"s1","views":3},"cover":{"id":"i1","url":"https://example.com/i1"},
             "createdAt":"2026-11-30T00:00:00Z"}
            """;

    static AmplifyConfig config() {
        return TestConfig.read(Map.of("amplify.config.file", "src/test/resources/models/blog.json"))
                .orElseThrow();
    }

    final RecordingApi transport = new RecordingApi();
    final Apis api = new Apis(config(), Apis.calls(config(), transport, Clock.systemUTC(), () -> 0), FixedSession::new);
    final GraphQlClient graphQl = api.graphQl(FixedSession::new);

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    JsonObject sent(int call) {
        return transport.sent().get(call);
    }

    JsonObject input() {
        return sent(transport.sent().size() - 1).getJsonObject("variables").getJsonObject("input");
    }

    String document(int call) {
        return sent(call).getString("query");
    }
}
