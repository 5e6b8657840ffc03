package io.github.amplifyjakarta.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.auth.AwsCredentials;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/** Signatures, compared with those of Amplify and of the AWS SDK. */
class SigV4Test {

    private static final Instant NOW = Instant.parse("2026-01-15T12:34:56.789Z");

    /** Every request that the real Amplify has signed, but for those that AWS would have refused. */
    @ParameterizedTest
    @ValueSource(strings = {"rest", "graphql"})
    void reproducesRecordedSignatures(String group) throws IOException {
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
                // Amplify signs a path with "//" as it is, and services but S3 refuse that: they sign the normalized
                // one
                if (request.containsKey("sigv4")
                        && !URI.create(request.getString("url")).getRawPath().contains("//")
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
                new SigV4.Unsigned(
                        request.getString("method"),
                        URI.create(request.getString("url")),
                        headers,
                        canonical.substring(canonical.lastIndexOf('\n') + 1)),
                new PreparedRequest.Signature(
                        new AwsCredentials(
                                sigV4.getString("accessKeyId"), secretKey, headers.get("x-amz-security-token"), NOW),
                        new SigningScope(sigV4.getString("service"), sigV4.getString("region"))),
                at);
        assertEquals(request.getJsonObject("headers").getString("authorization"), headers.get("authorization"), title);
    }

    /** "Create a signed AWS API request", CanonicalHeaders: runs of blanks count as one, those at the ends not at all. */
    @Test
    void foldsBlanksInSignedHeaders() {
        assertEquals(signature("a: b c d"), signature("  a:  b  c \td "));
        assertNotEquals(signature("a: b"), signature("a:b"));
    }

    private static String signature(String value) {
        Map<String, String> headers = new HashMap<>(Map.of("host", "example.com", "x-note", value));
        SigV4.sign(
                new SigV4.Unsigned("GET", URI.create("https://example.com/"), headers, ""),
                new PreparedRequest.Signature(
                        new AwsCredentials("A", "S", "T", NOW), new SigningScope("execute-api", "eu-central-1")),
                NOW);
        return headers.get("authorization");
    }

    private static final int REQUESTS = Integer.getInteger("signatures", 10_000);
    private static final long SEED = 20261130;

    private static final List<String> PIECES = List.of(
            "/",
            "//",
            "a",
            "B7",
            "-._~",
            "%20",
            "%2F",
            "%2f",
            "%25",
            "%C3%A9",
            "+",
            "!$&'()*,;=:@",
            "items",
            "/.",
            "%3D",
            "x=y");

    private static final List<String> QUERY = List.of(
            "a", "=", "&", "b=1", "%20", "+", "%C3%A9", "%26", "%3D", "~", "*", "A", "a=", "a=2", "a=10", "%2f", "!",
            "'", "(x)");

    private static final Pattern NAMELESS = Pattern.compile("(?:^|&)=");

    /** What the AWS SDK signs with its defaults: it normalizes the path. */
    @Test
    void signsAsTheAwsSdkDoes() {
        Random random = new Random(SEED);
        AwsSessionCredentials credentials = AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "token");
        Aws4SignerParams params = Aws4SignerParams.builder()
                .awsCredentials(credentials)
                .signingName("execute-api")
                .signingRegion(Region.EU_CENTRAL_1)
                .signingClockOverride(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
        int compared = 0;
        while (compared < REQUESTS) {
            URI uri = uri(random);
            if (uri == null) {
                continue;
            }
            SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                    .method(SdkHttpMethod.GET)
                    .uri(uri)
                    .putHeader("host", "api.example.com")
                    .putHeader("accept", "application/json")
                    .build();
            String theirs = Aws4Signer.create()
                    .sign(request, params)
                    .firstMatchingHeader("Authorization")
                    .orElseThrow();
            Map<String, String> headers =
                    new HashMap<>(Map.of("host", "api.example.com", "accept", "application/json"));
            SigV4.sign(
                    new SigV4.Unsigned("GET", uri, headers, SigV4.sha256(new byte[0])),
                    new PreparedRequest.Signature(
                            new AwsCredentials("AKIDEXAMPLE", "secret", "token", NOW),
                            new SigningScope("execute-api", "eu-central-1")),
                    NOW);
            assertEquals(theirs, headers.get("authorization"), () -> "seed " + SEED + ": " + uri);
            compared++;
        }
    }

    /** {@return the URL of a call; {@code null} where the path is refused} */
    private static @Nullable URI uri(Random random) {
        StringBuilder path = new StringBuilder("/");
        for (int i = random.nextInt(8); i > 0; i--) {
            path.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            query.append(QUERY.get(random.nextInt(QUERY.size())));
        }
        if (NAMELESS.matcher(query).find()) { // the SDK leaves it out of what it signs
            return null;
        }
        try {
            return ApiUrl.of(
                    URI.create("https://api.example.com/v1"),
                    query.isEmpty() ? path.toString() : path + "?" + query,
                    Map.of());
        } catch (ApiException e) { // a segment of dots
            return null;
        }
    }
}
