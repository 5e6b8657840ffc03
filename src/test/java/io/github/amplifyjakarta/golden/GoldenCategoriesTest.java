package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays {@code helpers} and {@code authserver}. */
class GoldenCategoriesTest {

    private static final Deviations DEVIATIONS = new Deviations();

    /** Decoding a custom state is the work of the page that gets it back; what is no text exists only in JavaScript. */
    private static final Set<String> NOT_APPLICABLE =
            Set.of("urlSafeDecode", "decodeJWT null", "decodeJWT undefined", "decodeJWT number");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> helpers() throws IOException {
        return replay("helpers", Recordings.categories("helpers"), GoldenFunction::helper);
    }

    @TestFactory
    Stream<DynamicTest> authserver() throws IOException {
        JsonObject file = Recordings.categories("authserver");
        JsonObject shared = file.getJsonObject("shared");
        long now = Instant.parse(file.getString("clock")).toEpochMilli();
        String keySet = Files.readString(Path.of("src/test/resources/golden-categories-jwks.json"));
        return replay("authserver", file, recorded -> {
            JsonObject single = single(recorded, shared, keySet, now);
            Files.writeString(
                    folder.resolve("config.json"),
                    config(recorded, shared.getJsonObject("configs")).toString());
            return new GoldenCase(single, folder, now, keySet).run();
        });
    }

    interface Replay {
        GoldenCase.Outcome run(JsonObject recorded) throws Exception;
    }

    private static Stream<DynamicTest> replay(String group, JsonObject file, Replay replay) {
        return replay(
                group,
                file,
                DEVIATIONS,
                recorded -> NOT_APPLICABLE.contains(recorded.getString("sub"))
                        || NOT_APPLICABLE.contains(recorded.getString("title"))
                        || recorded.getString("via", "").equals("next-invalid"),
                replay);
    }

    static Stream<DynamicTest> replay(
            String group, JsonObject file, Deviations deviations, Predicate<JsonObject> notApplicable, Replay replay) {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonObject recorded : file.getJsonArray("cases").getValuesAs(JsonObject.class)) {
            String name = group + "/" + recorded.getString("id") + " " + recorded.getString("title");
            assertTrue(seen.add(name), "two cases are called " + name);
            tests.add(DynamicTest.dynamicTest(name, () -> {
                if (notApplicable.test(recorded)) {
                    deviations.notApplicable(group);
                } else {
                    deviations.check(group, name, replay.run(recorded));
                }
            }));
        }
        deviations.requireCases(group, seen);
        return tests.stream();
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }

    static JsonObject config(JsonObject recorded, JsonObject shared) {
        JsonObjectBuilder config = Json.createObjectBuilder(
                recorded.containsKey("configRef")
                        ? shared.getJsonObject(recorded.getString("configRef"))
                        : recorded.getJsonObject("config"));
        return config.build();
    }

    /** The case in the form of the recordings in {@code auth}. */
    private static JsonObject single(JsonObject recorded, JsonObject shared, String keySet, long now) {
        JsonObject expect = recorded.getJsonObject("expect");
        JsonObjectBuilder op =
                Json.createObjectBuilder().add("name", recorded.getString("op").replaceFirst("^.*\\.", ""));
        if (recorded.containsKey("input")) {
            op.add("options", recorded.get("input"));
        }
        JsonObjectBuilder single = Json.createObjectBuilder()
                .add("kind", "op")
                .add("config", "config")
                .add("op", op)
                .add("backend", backend(recorded, keySet, now))
                .add("backendRequests", requests(expect))
                .add("expected", expected(expect))
                .add(
                        "request",
                        Json.createObjectBuilder()
                                .add("headers", Json.createObjectBuilder().add("Cookie", cookies(recorded, shared))));
        if (recorded.getString("via").equals("next-null")) {
            single.add("context", JsonValue.NULL);
        }
        return single.build();
    }

    static String cookies(JsonObject recorded, JsonObject shared) {
        JsonObject cookies = recorded.containsKey("cookiesRef")
                ? shared.getJsonObject("cookies").getJsonObject(recorded.getString("cookiesRef"))
                : recorded.getJsonObject("cookies");
        return cookies.entrySet().stream()
                .map(cookie -> encode(cookie.getKey()) + "=" + ((JsonString) cookie.getValue()).getString())
                .collect(Collectors.joining("; "));
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static JsonArray backend(JsonObject recorded, String keySet, long now) {
        JsonArrayBuilder rules = Json.createArrayBuilder();
        if (recorded.getBoolean("jwksDown", false)) {
            rules.add(rule(Json.createObjectBuilder().add("destroy", true)));
        } else if (recorded.containsKey("jwksResponse")) {
            rules.add(rule(answer(recorded.getJsonObject("jwksResponse"))));
        } else {
            rules.add(rule(Json.createObjectBuilder().add("text", keySet)));
        }
        JsonObject script =
                recorded.containsKey("authScript") ? recorded.getJsonObject("authScript") : JsonValue.EMPTY_JSON_OBJECT;
        script.forEach((operation, answers) -> {
            JsonArrayBuilder respond = Json.createArrayBuilder();
            ((JsonArray) answers).getValuesAs(JsonObject.class).forEach(each -> respond.add(answer(each)));
            rules.add(Json.createObjectBuilder().add("target", operation).add("respond", respond));
        });
        // the defaults of the recordings: another identity and other credentials for users than for guests
        boolean signedIn = recorded.getJsonObject("expect").toString().contains("us-east-1:11111111-2222");
        rules.add(Json.createObjectBuilder()
                .add("target", "GetId")
                .add(
                        "respond",
                        Json.createArrayBuilder()
                                .add(json("{\"IdentityId\":\""
                                        + (signedIn
                                                ? "us-east-1:11111111-2222-3333-4444-555555555555"
                                                : "us-east-1:99999999-8888-7777-6666-000000000000")
                                        + "\"}"))));
        rules.add(Json.createObjectBuilder()
                .add("target", "GetCredentialsForIdentity")
                .add("respond", Json.createArrayBuilder().add(json(credentials(signedIn, now)))));
        return rules.build();
    }

    private static String credentials(boolean signedIn, long now) {
        return "{\"IdentityId\":\""
                + (signedIn
                        ? "us-east-1:11111111-2222-3333-4444-555555555555"
                        : "us-east-1:99999999-8888-7777-6666-000000000000")
                + "\",\"Credentials\":{\"AccessKeyId\":\""
                + (signedIn ? "ASIAAUTHEXAMPLE00001" : "ASIAGUESTEXAMPLE0001")
                + "\",\"SecretKey\":\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\",\"SessionToken\":\""
                + (signedIn ? "AUTH-SESSION-TOKEN" : "GUEST-SESSION-TOKEN")
                + "\",\"Expiration\":" + (now / 1000 + 3600) + "." + String.format("%03d", now % 1000) + "}}";
    }

    private static JsonObjectBuilder json(String body) {
        return Json.createObjectBuilder().add("json", Recordings.read(body));
    }

    private static JsonObjectBuilder rule(JsonObjectBuilder answer) {
        return Json.createObjectBuilder()
                .add("path", "/us-east-1_Pool00001/.well-known/jwks.json")
                .add("respond", Json.createArrayBuilder().add(answer));
    }

    private static JsonObjectBuilder answer(JsonObject recorded) {
        JsonObjectBuilder answer = Json.createObjectBuilder();
        if (recorded.getString("action", "").equals("destroy")) {
            return answer.add("destroy", true);
        }
        return answer.add("status", recorded.getInt("status"))
                .add("headers", recorded.get("headers"))
                .add("text", recorded.getString("body", ""));
    }

    private static JsonArray requests(JsonObject expect) {
        JsonArrayBuilder requests = Json.createArrayBuilder();
        if (expect.get("authRequests") instanceof JsonArray made) {
            made.getValuesAs(JsonObject.class)
                    .forEach(each -> requests.add(
                            Json.createObjectBuilder(each).add("body", Recordings.read(each.getString("body")))));
        }
        return requests.build();
    }

    private static JsonObject expected(JsonObject expect) {
        JsonObjectBuilder expected = Json.createObjectBuilder();
        if (expect.containsKey("result")) {
            expected.add("result", result(expect.get("result")));
        }
        if (expect.containsKey("error")) {
            expected.add("error", expect.get("error"));
        }
        JsonArrayBuilder lines = Json.createArrayBuilder();
        if (expect.get("setCookies") instanceof JsonArray made) {
            made.forEach(
                    each -> lines.add(each instanceof JsonObject call ? line(call) : ((JsonString) each).getString()));
        }
        return expected.add("setCookie", lines).build();
    }

    /** Tokens stand here as text; in {@code auth} as objects of text and payload. */
    private static JsonValue result(JsonValue recorded) {
        if (!(recorded instanceof JsonObject session && session.get("tokens") instanceof JsonObject tokens)) {
            return recorded;
        }
        JsonObjectBuilder both = Json.createObjectBuilder();
        for (String use : List.of("access", "id")) {
            if (tokens.containsKey(use + "Token")) {
                both.add(
                        use + "Token",
                        Json.createObjectBuilder()
                                .add("jwt", tokens.get(use + "Token"))
                                .add("payload", payload(tokens.getString(use + "Token"))));
            }
        }
        return Json.createObjectBuilder(session).add("tokens", both).build();
    }

    private static JsonObject payload(String token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return Recordings.read(new String(payload, StandardCharsets.UTF_8));
    }

    /** A call of {@code cookies().set} or {@code delete} as the line that it leads to. */
    private static String line(JsonObject call) {
        return call.getString("op").equals("delete")
                ? call.getString("name") + "=; Path=/"
                : GoldenFunction.serializeCookie("n", call.getString("value"), call.getJsonObject("options"))
                        .replaceFirst("^n", java.util.regex.Matcher.quoteReplacement(call.getString("name")));
    }
}
