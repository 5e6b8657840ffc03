package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/** Requests of an API as lines that can be compared: recorded ones, and the library's own. */
final class ApiRequests {

    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=(.+)");

    /** Amplify's own name, which is not ours, and what follows from the URL. */
    private static final Set<String> NOT_COMPARED = Set.of("x-amz-user-agent", "host", "content-length");

    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"(?s:.)*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|[_A-Za-z]\\w*|-?\\d[\\w.+-]*|\\.\\.\\.|[^\\s,]");

    private ApiRequests() {}

    static String line(JsonObject recorded, String secretKey) {
        Map<String, String> headers = new TreeMap<>();
        recorded.getJsonObject("headers").forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
        return line(recorded.getString("method"), recorded.getString("url"), headers, recorded.getString("body", ""))
                + RecordedSignature.inconsistency(recorded, secretKey);
    }

    static String line(ScriptedApi.Sent sent, String secretKey) {
        Map<String, String> headers = new TreeMap<>(sent.request().headers());
        verify(sent, headers, secretKey);
        String body = new String(sent.body(), UTF_8);
        String type = headers.getOrDefault("content-type", "");
        if (type.startsWith("multipart/form-data; boundary=")) {
            String boundary = type.substring(type.indexOf('=') + 1);
            body = body.replace(boundary, "{{boundary}}");
            headers.put("content-type", "multipart/form-data; boundary={{boundary}}");
        }
        return line(sent.request().method(), sent.request().uri().toString(), headers, body);
    }

    private static String line(String method, String url, Map<String, String> headers, String body) {
        int question = url.indexOf('?');
        Map<String, String> compared = new TreeMap<>(headers);
        compared.keySet().removeIf(NOT_COMPARED::contains);
        Matcher signed = SIGNED.matcher(compared.getOrDefault("authorization", ""));
        String signature = "";
        if (signed.matches()) {
            compared.remove("authorization");
            signature = signed.group(1) + " " + signed.group(2) + "/" + signed.group(3);
        }
        return String.join(
                        " ",
                        method,
                        question < 0 ? url : url.substring(0, question),
                        question < 0 ? "" : query(url.substring(question + 1)),
                        compared.toString(),
                        signature,
                        body(body))
                .strip();
    }

    private static String query(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> URLDecoder.decode(pair.contains("=") ? pair : pair + "=", UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String body(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return sorted(reader.readValue()).toString();
        } catch (JsonException e) {
            return body;
        }
    }

    /** JSON whose order of members does not count; documents as their tokens, because spaces and commas mean nothing. */
    static JsonValue sorted(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder sorted = Json.createObjectBuilder();
            new TreeMap<>(object)
                    .forEach((name, each) -> sorted.add(
                            name,
                            name.equals("query") && each instanceof JsonString document
                                    ? Json.createValue(tokens(
                                            DocumentShape.withoutUnusedConditions(document.getString(), given(object))))
                                    : sorted(each)));
            return sorted.build();
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder sorted = Json.createArrayBuilder();
            array.forEach(each -> sorted.add(sorted(each)));
            return sorted.build();
        }
        return value;
    }

    private static Set<String> given(JsonObject call) {
        return call.get("variables") instanceof JsonObject variables ? variables.keySet() : Set.of();
    }

    private static String tokens(String document) {
        String tokens = TOKEN.matcher(document.replaceAll("#[^\\n\"]*\\n", "\n"))
                .results()
                .map(token -> token.group())
                .collect(Collectors.joining(" "));
        return tokens.startsWith("query {") ? tokens.substring("query ".length()) : tokens;
    }

    /** The signature as the AWS SDK's signer makes it, which knows nothing of ours. */
    private static void verify(ScriptedApi.Sent sent, Map<String, String> headers, String secretKey) {
        Matcher signed = SIGNED.matcher(headers.getOrDefault("authorization", ""));
        if (!signed.matches()) {
            return;
        }
        URI uri = sent.request().uri();
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(sent.request().method()))
                .uri(uri)
                .putHeader("host", host);
        headers.forEach((name, value) -> {
            if (!Set.of("authorization", "x-amz-date", "x-amz-security-token", "host")
                    .contains(name)) {
                request.putHeader(name, value);
            }
        });
        if (sent.body().length > 0) {
            byte[] body = sent.body();
            request.contentStreamProvider(() -> new ByteArrayInputStream(body));
        }
        ZonedDateTime at = ZonedDateTime.parse(
                headers.get("x-amz-date"),
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC));
        String theirs = Aws4Signer.create()
                .sign(
                        request.build(),
                        Aws4SignerParams.builder()
                                .awsCredentials(AwsSessionCredentials.create(
                                        signed.group(1), secretKey, headers.get("x-amz-security-token")))
                                .signingName(signed.group(3))
                                .signingRegion(Region.of(signed.group(2)))
                                .signingClockOverride(Clock.fixed(at.toInstant(), ZoneOffset.UTC))
                                .build())
                .firstMatchingHeader("Authorization")
                .orElseThrow();
        Matcher parts = SIGNED.matcher(theirs);
        assertTrue(parts.matches(), theirs);
        if (signed.group(4).equals(parts.group(4))) { // the SDK leaves the user agent out
            assertEquals(parts.group(5), signed.group(5), () -> "signature of " + sent.request());
        } else {
            assertTrue(signed.group(4).contains("user-agent"), signed.group(4) + " instead of " + parts.group(4));
        }
    }
}
