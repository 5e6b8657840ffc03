package io.github.amplifyjakarta.golden;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** One recorded case of {@code authserver}, in the form of those of {@code auth}. */
final class ServerCase {

    private static final String KEY_SET =
            "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool00001/.well-known/jwks.json";

    private final JsonObject recorded;
    private final JsonObject shared;
    private final Path folder;
    private final String keySet;
    private final long now;

    ServerCase(JsonObject recorded, JsonObject file, Path folder, String keySet) {
        this.recorded = recorded;
        this.shared = file.getJsonObject("shared");
        this.folder = folder;
        this.keySet = keySet;
        this.now = Instant.parse(file.getString("clock")).toEpochMilli();
    }

    Outcome run() throws Exception {
        JsonObject single = single(recorded, shared, keySet, now);
        Files.writeString(
                folder.resolve("config.json"),
                config(recorded, shared.getJsonObject("configs")).toString());
        return new GoldenCase(single, folder, now, keySet).run();
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
        for (int i = 0; i < expect.getInt("jwksFetches", 0); i++) {
            requests.add(Json.createObjectBuilder().add("method", "GET").add("url", KEY_SET));
        }
        return requests.build();
    }

    private static JsonObject expected(JsonObject expect) {
        JsonObjectBuilder expected = Json.createObjectBuilder();
        if (!expect.getString("outcome").equals(expect.containsKey("error") ? "error" : "result")) {
            expected.add("outcome", expect.get("outcome"));
        }
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
                                .add(
                                        "payload",
                                        tokens.getOrDefault(
                                                use + "Payload", payload(tokens.getString(use + "Token")))));
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
                ? call.getString("name") + "=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
                : GoldenFunction.serializeCookie("n", call.getString("value"), call.getJsonObject("options"))
                        .replaceFirst("^n", java.util.regex.Matcher.quoteReplacement(call.getString("name")));
    }
}
