package io.github.amplifyjakarta.internal.config;

import static io.github.amplifyjakarta.internal.config.ReportedProblems.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.config.EventsConfig;
import io.github.amplifyjakarta.internal.aws.Headers;
import io.github.amplifyjakarta.testing.TestConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration of the REST, GraphQL and Event APIs: what is accepted, and how a wrong value is reported. */
class ApiConfigTest {

    @Test
    void namesWhatIsWrongWithTheDefaultsOfARestApi() {
        Map<String, String> values = new LinkedHashMap<>();
        String orders = "amplify.api.rest.\"orders\".";
        values.put(orders + "endpoint", "https://a.execute-api.eu-west-1.amazonaws.com/prod");
        values.put(orders + "auth-mode", "USER_POOL");
        values.put(orders + "timeout", "5s");
        values.put(orders + "retry-strategy", "sometimes");
        values.put(orders + "headers", "x-api-key: s3cret,Host: elsewhere");
        String problems = String.join("\n", problems(values));
        assertTrue(problems.contains("\"USER_POOL\", expected one of iam, userPool, none"), problems);
        assertTrue(problems.contains("\"5s\", expected a duration like PT2S"), problems);
        assertTrue(problems.contains("\"sometimes\", expected one of idempotent, always, never"), problems);
        assertTrue(problems.contains("headers: <redacted>, expected headers like x-api-key: abc"), problems);
        assertFalse(problems.contains("s3cret"), problems);
    }

    @Test
    void refusesHeaderThatIsGivenTwice() {
        assertFalse(acceptsHeaders("x-tenant: a,X-Tenant: b"));
        assertTrue(acceptsHeaders("x-tenant: a,x-tenant-2: b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection", "content-length", "expect", "host", "transfer-encoding", "upgrade", "X-Amz-Date",
                "x-api-key", "content-type", "a b", "", "x-é", "authorization", "x-amz-security-token"
            })
    void acceptsTheHeadersThatACallAccepts(String name) {
        boolean accepted;
        try {
            new Headers().set(name, "a");
            accepted = true;
        } catch (ApiException e) {
            accepted = false;
        }
        assertEquals(accepted, acceptsHeaders(name + ": a"));
    }

    private static boolean acceptsHeaders(String headers) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("amplify.api.rest.\"orders\".endpoint", "https://a.execute-api.eu-west-1.amazonaws.com/prod");
        values.put("amplify.api.rest.\"orders\".timeout", "5s");
        values.put("amplify.api.rest.\"orders\".headers", headers);
        return problems(values).stream().noneMatch(problem -> problem.contains("headers:"));
    }

    @Test
    void namesWhatIsWrongWithAnEventApi() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("amplify.auth.identity-pool-id", "eu-central-1:11111111-2222-3333-4444-555555555555");
        values.put("amplify.api.events.endpoint", "https://events.example.com");
        values.put("amplify.api.events.default-auth-mode", "iam");
        String problems = String.join("\n", problems(values));
        assertTrue(problems.contains("expected the HTTP endpoint with the path /event"), problems);
        assertTrue(problems.contains("amplify.api.events.region: nothing, expected the region to sign for"), problems);
    }

    /** {@code custom} is the application's: a sample's placeholder, or something of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"arn:aws:events:eu-central-1:1:bus\"",
                "[\"a\"]",
                "null",
                "{}",
                "{\"url\": 7}",
                "{\"url\": \"https://calendar.example.com/feed.ics\"}",
                "{\"url\": \"<enter-your-url>\", \"default_authorization_type\": \"NONSENSE\"}"
            })
    void leavesOutWhatIsNoEventApi(String events, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("amplify_outputs.json"),
                "{\"version\":\"1.4\",\"storage\":{\"aws_region\":\"eu-central-1\",\"bucket_name\":\"photos\"},"
                        + "\"custom\":{\"events\":" + events + "}}");
        assertEquals(
                Optional.empty(),
                TestConfig.read(Map.of("amplify.config.file", file.toString()))
                        .orElseThrow()
                        .events());
    }

    @Test
    void readsAnEventApi(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("amplify_outputs.json"),
                "{\"version\":\"1.4\",\"custom\":{\"events\":{\"url\":\"https://a.appsync-api.eu-west-1.amazonaws.com/event\","
                        + "\"aws_region\":\"eu-west-1\",\"default_authorization_type\":\"AWS_LAMBDA\",\"api_key\":\"k\"}}}");
        assertEquals(
                Optional.of(new EventsConfig(
                        URI.create("https://a.appsync-api.eu-west-1.amazonaws.com/event"),
                        Optional.of("eu-west-1"),
                        GraphQlAuthMode.LAMBDA,
                        Optional.of("k"))),
                TestConfig.read(Map.of("amplify.config.file", file.toString()))
                        .orElseThrow()
                        .events());
    }
}
