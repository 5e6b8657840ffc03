package io.github.amplifyjakarta.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.amplifyjakarta.auth.AwsCredentials;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4Test {

    private static final Instant NOW = Instant.parse("2026-01-15T12:34:56.789Z");

    /** Every request that the real Amplify has signed, but for those that AWS would have refused. */
    @ParameterizedTest
    @ValueSource(strings = {"rest", "graphql"})
    void everyRecordedSignature(String group) throws IOException {
        Path recordings = Path.of("src/test/resources/golden/categories/vectors/" + group + ".json");
        assumeTrue(Files.exists(recordings), "no recordings at " + recordings);
        JsonObject file;
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(recordings))) {
            file = reader.readObject();
        }
        int compared = 0;
        for (JsonObject recorded : file.getJsonArray("cases").getValuesAs(JsonObject.class)) {
            JsonObject expect = recorded.getJsonObject("expect");
            if (!expect.containsKey("requests")) {
                continue;
            }
            for (JsonObject request : expect.getJsonArray("requests").getValuesAs(JsonObject.class)) {
                if (request.containsKey("sigv4")
                        && request.getJsonObject("sigv4").getBoolean("awsSpecConformant", false)) {
                    compare(recorded.getString("title"), request, file.getString("secretAccessKey"));
                    compared++;
                }
            }
        }
        System.out.println("golden " + group + ": " + compared + " signatures recomputed");
        assertTrue(compared > 10, compared + " signatures");
    }

    private static void compare(String title, JsonObject request, String secretKey) {
        JsonObject sigV4 = request.getJsonObject("sigv4");
        String canonical = sigV4.getString("canonicalRequest");
        Map<String, String> headers = new HashMap<>();
        sigV4.getJsonArray("signedHeaders")
                .getValuesAs(jakarta.json.JsonString.class)
                .forEach(name -> headers.put(
                        name.getString(), request.getJsonObject("headers").getString(name.getString())));
        Instant at = LocalDateTime.parse(headers.get("x-amz-date"), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                .toInstant(ZoneOffset.UTC);
        SigV4.sign(
                request.getString("method"),
                URI.create(request.getString("url")),
                headers,
                canonical.substring(canonical.lastIndexOf('\n') + 1),
                new SigningScope(sigV4.getString("service"), sigV4.getString("region")),
                new AwsCredentials(sigV4.getString("accessKeyId"), secretKey, headers.get("x-amz-security-token"), NOW),
                at);
        assertEquals(request.getJsonObject("headers").getString("authorization"), headers.get("authorization"), title);
    }

    /** "Create a signed AWS API request", CanonicalHeaders: runs of blanks count as one, those at the ends not at all. */
    @Test
    void aSignatureThatDependsOnBlanks() {
        assertEquals(signature("a: b c d"), signature("  a:  b  c \td "));
        assertNotEquals(signature("a: b"), signature("a:b"));
    }

    private static String signature(String value) {
        Map<String, String> headers = new HashMap<>(Map.of("host", "example.com", "x-note", value));
        SigV4.sign(
                "GET",
                URI.create("https://example.com/"),
                headers,
                "",
                new SigningScope("execute-api", "eu-central-1"),
                new AwsCredentials("A", "S", "T", NOW),
                NOW);
        return headers.get("authorization");
    }
}
