package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.http.JdkHttpDoor;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.web.GuardedRequest;
import io.github.amplifyjakarta.internal.web.RouteRequest;
import io.github.amplifyjakarta.internal.web.RouteResponse;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One recorded case, run through the library's own classes. */
final class GoldenCase {

    /** The time limit of the library in a replay; long enough for every scripted delay. */
    private static final HttpConfig TIME_LIMITS = new HttpConfig(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private final JsonObject recorded;
    private final Path configs;
    private final Clock clock;
    private final String keySet;
    private final List<String> setCookies = new ArrayList<>();
    private final Map<String, String> placeholders;

    GoldenCase(JsonObject recorded, Path configs, long now, String keySet) {
        this(recorded, configs, now, keySet, new HashMap<>());
    }

    /**
     * A step of a flow.
     *
     * @param placeholders what stands for a random text, by that text; grows with every step
     */
    GoldenCase(JsonObject recorded, Path configs, long now, String keySet, Map<String, String> placeholders) {
        this.placeholders = placeholders;
        this.recorded = recorded.getString("kind").equals("http") ? NextRequest.direct(recorded) : recorded;
        this.configs = configs;
        this.clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        this.keySet = keySet;
    }

    /**
     * Runs the case.
     *
     * @param matches whether everything that is compared was equal
     * @param ours our outcome, for the deviation list
     * @param difference what differs, for a reader
     */
    record Outcome(boolean matches, String ours, String difference) {}

    Outcome run() throws Exception {
        AmplifyConfig config;
        try {
            config = config();
        } catch (ConfigException e) {
            String keys = e.problems().stream()
                    .map(ConfigException.Problem::key)
                    .distinct()
                    .collect(Collectors.joining(", ", "the deployment fails: ", ""));
            return new Outcome(false, keys, keys);
        }
        JsonArray script = recorded.containsKey("backend") ? recorded.getJsonArray("backend") : null;
        try (JdkHttpDoor door = new JdkHttpDoor(TIME_LIMITS);
                FakeAws aws = new FakeAws(script, keySet)) {
            AmplifyRuntime runtime = AmplifyRuntime.of(config, aws.lead(door), clock, event -> {});
            return switch (recorded.getString("kind")) {
                case "authRoute" -> route(runtime, aws);
                case "gate" -> gate(runtime, aws);
                default -> op(runtime, aws);
            };
        }
    }

    private AmplifyConfig config() throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put(
                "amplify.config.file",
                configs.resolve(recorded.getString("config") + ".json").toString());
        JsonObject env = recorded.containsKey("env") ? recorded.getJsonObject("env") : JsonValue.EMPTY_JSON_OBJECT;
        if (env.containsKey("AMPLIFY_APP_ORIGIN")) {
            values.put("amplify.app.origin", env.getString("AMPLIFY_APP_ORIGIN"));
        }
        if (!recorded.getString("kind").equals("authRoute")) {
            withoutRoutes(values);
        }
        if (recorded.getString("kind").equals("gate")) {
            values.put("amplify.auth.session.protected-paths", "/protected/*");
            values.put("amplify.auth.session.sign-in-path", "/sign-in");
        }
        if (recorded.get("handlerInput") instanceof JsonObject input) {
            put(values, "amplify.auth.routes.redirect-on-sign-in-complete", input.get("redirectOnSignInComplete"));
            put(values, "amplify.auth.routes.redirect-on-sign-out-complete", input.get("redirectOnSignOutComplete"));
            put(values, "amplify.auth.routes.custom-state", input.get("customState"));
        }
        if (recorded.get("runtimeOptions") instanceof JsonObject options
                && options.get("cookies") instanceof JsonObject cookies) {
            put(values, "amplify.auth.cookies.domain", cookies.get("domain"));
            put(values, "amplify.auth.cookies.same-site", cookies.get("sameSite"));
            put(values, "amplify.auth.cookies.max-age", cookies.get("maxAge"));
            put(values, "amplify.auth.cookies.expires", cookies.get("expires"));
        }
        return TestConfig.read(values).orElseThrow();
    }

    /**
     * Named difference: the original finds out what its routes need when they are made, we at deployment. These cases
     * use no route, so what routes need is added; without a user pool there can be none, and the origin goes.
     */
    private void withoutRoutes(Map<String, String> values) throws IOException {
        String file = Files.readString(Path.of(values.get("amplify.config.file")));
        String origin = values.get("amplify.app.origin");
        if (origin != null && !file.matches("(?s).*(user_pool_id|userPoolId|aws_user_pools_id).*")) {
            values.remove("amplify.app.origin");
        } else if (origin != null) {
            values.put("amplify.auth.oauth.domain", "auth-test.auth.eu-central-1.amazoncognito.com");
            values.put("amplify.auth.oauth.redirect-sign-in", origin + "/api/auth/sign-in-callback");
            values.put("amplify.auth.oauth.redirect-sign-out", origin + "/api/auth/sign-out-callback");
        }
    }

    private static void put(Map<String, String> values, String key, JsonValue value) {
        if (value instanceof JsonString text) {
            values.put(key, text.getString().replace("\\", "\\\\").replace("$", "\\$"));
        } else if (value instanceof JsonObject date) {
            values.put(key, date.getString("$date"));
        } else if (value != null) {
            values.put(key, value.toString());
        }
    }

    private RequestSession open(AmplifyRuntime runtime, RequestCookies cookies) {
        return runtime.sessions()
                .open(
                        cookies,
                        changes -> changes.stream().map(SetCookie::render).forEach(setCookies::add));
    }

    private RequestCookies cookies() {
        return RequestCookies.parse(headers().entrySet().stream()
                .filter(header -> header.getKey().equals("cookie"))
                .map(Map.Entry::getValue)
                .toList());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        if (recorded.containsKey("request")) {
            recorded.getJsonObject("request")
                    .getJsonObject("headers")
                    .forEach((name, value) ->
                            headers.put(name.toLowerCase(Locale.ROOT), ((JsonString) value).getString()));
        }
        return headers;
    }

    private Outcome route(AmplifyRuntime runtime, FakeAws aws) throws Exception {
        JsonObject request = recorded.getJsonObject("request");
        String rawUrl = request.getString("url");
        String rawQuery = rawUrl.contains("?") ? rawUrl.substring(rawUrl.indexOf('?') + 1) : null;
        RequestCookies cookies = cookies();
        String slug = recorded.get("slug") instanceof JsonString text ? text.getString() : "";
        RouteResponse response = runtime.routes()
                .orElseThrow()
                .handle(
                        slug,
                        new RouteRequest(
                                request.getString("method"), RouteRequest.parseQuery(rawQuery), headers(), cookies),
                        open(runtime, cookies));
        response.cookies().stream().map(SetCookie::render).forEach(setCookies::add);
        Map<String, String> ours = masked(CookieLines.normalized(setCookies));
        JsonObject expected = recorded.getJsonObject("expected");
        List<String> differences = new ArrayList<>();
        if (expected.containsKey("thrown")) {
            differences.add("golden throws " + expected.getJsonObject("thrown").getString("message"));
        }
        compare(
                differences,
                "status",
                expected.containsKey("status") ? expected.get("status") + "" : "",
                response.status() + "");
        String location = mask(response.location().orElse(""));
        compare(differences, "location", expected.getString("location", ""), location);
        if (response.status() == 200) {
            compare(differences, "body", expected.getString("body", ""), response.body());
            compare(
                    differences,
                    "contentType",
                    expected.getString("contentType", ""),
                    response.contentType().orElse("").replace("; charset=UTF-8", ""));
        }
        compareCookies(differences, expected, ours, names(cookies));
        compareRequests(differences, aws);
        String summary = response.status() + (location.isEmpty() ? "" : " " + location) + " " + ours + requests(aws);
        return new Outcome(differences.isEmpty(), SessionJson.abbreviated(summary), String.join("\n", differences));
    }

    /**
     * Middleware of the documentation. Named differences: 302 for its 307, which are the same for GET; the recorded
     * requests carry no Accept and stand for navigations.
     */
    private Outcome gate(AmplifyRuntime runtime, FakeAws aws) {
        JsonObject request = recorded.getJsonObject("request");
        RequestCookies cookies = cookies();
        Map<String, String> headers = headers();
        headers.put("accept", "text/html");
        String ours = runtime.gate()
                .checkPath(
                        new GuardedRequest(
                                request.getString("method"),
                                URI.create(request.getString("url")).getRawPath(),
                                Optional.empty(),
                                "",
                                List.of(),
                                name -> headers.get(name.toLowerCase(Locale.ROOT))),
                        open(runtime, cookies))
                .refusal()
                .map(answer -> (answer.status() + " " + answer.location().orElse("")).strip())
                .orElse("passes");
        JsonObject expected = recorded.getJsonObject("expected");
        List<String> differences = new ArrayList<>();
        String golden = expected.getInt("status") == 200
                ? "passes"
                : "302 " + expected.getJsonObject("locationParsed").getString("path");
        compare(differences, "answer", golden, ours);
        Map<String, String> oursCookies = CookieLines.normalized(setCookies);
        compareCookies(differences, expected, oursCookies, names(cookies));
        compareRequests(differences, aws);
        return new Outcome(
                differences.isEmpty(),
                SessionJson.abbreviated(ours + " " + oursCookies + requests(aws)),
                String.join("\n", differences));
    }

    /** {@return the Set-Cookie lines of our answer} */
    List<String> setCookies() {
        return List.copyOf(setCookies);
    }

    private Map<String, String> masked(Map<String, String> cookies) throws Exception {
        String state = cookies.getOrDefault("com.amplify.server_auth.state", "").replaceFirst(" .*", "");
        String verifier =
                cookies.getOrDefault("com.amplify.server_auth.pkce", "").replaceFirst(" .*", "");
        if (recorded.containsKey("random") && verifier.matches("[A-Za-z0-9]{128}")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes());
            placeholders.put(Base64.getUrlEncoder().withoutPadding().encodeToString(hash), "«challenge(verifier)»");
            placeholders.put(verifier, "«verifier»");
            placeholders.put(state.substring(0, 32), "«state»");
        }
        Map<String, String> masked = new TreeMap<>();
        cookies.forEach((name, value) -> masked.put(name, mask(value)));
        return masked;
    }

    private String mask(String text) {
        String masked = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            masked = masked.replace(placeholder.getKey(), placeholder.getValue());
        }
        return masked;
    }

    private Outcome op(AmplifyRuntime runtime, FakeAws aws) {
        RequestCookies cookies = cookies();
        JsonObject expected = recorded.getJsonObject("expected");
        boolean guest = recorded.get("context") == JsonValue.NULL;
        RequestSession session = open(runtime, guest ? RequestCookies.parse(List.of()) : cookies);
        JsonObject ours = call(recorded.getJsonObject("op"), session, runtime, cookies);
        List<String> differences = new ArrayList<>();
        JsonObject golden = Json.createObjectBuilder(expected)
                .remove("setCookie")
                .remove("console")
                .build();
        if (!golden.isEmpty()) { // a page does not always show what its call returned
            compare(differences, "outcome", SessionJson.comparable(golden), SessionJson.comparable(ours));
        }
        Map<String, String> oursCookies = CookieLines.normalized(setCookies);
        compareCookies(differences, expected, oursCookies, names(cookies));
        compareRequests(differences, aws);
        return new Outcome(
                differences.isEmpty(),
                SessionJson.abbreviated(SessionJson.comparable(ours) + " " + oursCookies + requests(aws)),
                String.join("\n", differences));
    }

    private JsonObject call(JsonObject op, RequestSession session, AmplifyRuntime runtime, RequestCookies cookies) {
        if (op.get("runs") instanceof JsonArray runs) {
            var results = Json.createArrayBuilder();
            runs.getValuesAs(JsonObject.class)
                    .forEach(run -> results.add(call(run, open(runtime, cookies), runtime, cookies)));
            return Json.createObjectBuilder().add("result", results).build();
        }
        String name = op.getString("name");
        if (name.equals("sequence") || name.equals("parallel")) {
            var results = Json.createArrayBuilder();
            op.getJsonArray("ops")
                    .getValuesAs(JsonObject.class)
                    .forEach(each -> results.add(Json.createObjectBuilder(call(each, session, runtime, cookies))
                            .add("op", each.getString("name"))));
            return Json.createObjectBuilder().add("result", results).build();
        }
        try {
            JsonValue result = switch (name) {
                case "fetchAuthSession" ->
                    SessionJson.json(session.fetchAuthSession(op.get("options") instanceof JsonObject options
                            && options.getBoolean("forceRefresh", false)));
                case "getCurrentUser" -> SessionJson.json(session.getCurrentUser());
                case "fetchUserAttributes" -> {
                    JsonObjectBuilder attributes = Json.createObjectBuilder();
                    session.fetchUserAttributes().forEach(attributes::add);
                    yield attributes.build();
                }
                case "credentials" -> credentials(session);
                default -> throw new IllegalArgumentException("not replayed: " + name);
            };
            return Json.createObjectBuilder().add("result", result).build();
        } catch (AmplifyException e) {
            return Json.createObjectBuilder()
                    .add("error", Json.createObjectBuilder().add("name", e.name()))
                    .build();
        }
    }

    /** What a call that signs needs; Amplify's own error when there is nothing to sign with. */
    private static JsonValue credentials(RequestSession session) {
        if (session.fetchAuthSession().credentials().isPresent()) {
            return Json.createValue("credentials");
        }
        throw new AmplifyException("storage/no-credentials", "NoCredentials", "no credentials", "none", null) {};
    }

    private static Set<String> names(RequestCookies cookies) {
        return cookies.all().stream().map(RequestCookies.Cookie::name).collect(Collectors.toSet());
    }

    private static void compareCookies(
            List<String> differences, JsonObject expected, Map<String, String> ours, Set<String> sent) {
        List<String> golden = expected.containsKey("setCookie")
                ? expected.getJsonArray("setCookie").getValuesAs(JsonString::getString)
                : List.of();
        CookieLines.differences(CookieLines.normalized(golden), ours, sent)
                .forEach((name, difference) -> differences.add("cookie " + name + ": " + difference));
    }

    private void compareRequests(List<String> differences, FakeAws aws) {
        if (!recorded.containsKey("backendRequests")) {
            return;
        }
        List<String> golden = recorded.getJsonArray("backendRequests").getValuesAs(JsonObject.class).stream()
                .filter(request -> !request.getString("url").endsWith("/.well-known/jwks.json"))
                .map(request -> request.getString("method") + " " + request.getString("url") + " "
                        + SessionJson.comparable(request.get("body")))
                .toList();
        compare(differences, "requests", golden.toString(), mask(sent(aws).toString()));
    }

    private static List<String> sent(FakeAws aws) {
        return aws.received().stream()
                .map(request -> request.method() + " " + request.url() + " " + body(request))
                .toList();
    }

    private static String body(FakeAws.Received request) {
        return request.target() == null
                ? request.body()
                : SessionJson.comparable(Json.createReader(new java.io.StringReader(request.body()))
                        .readObject());
    }

    /** Operations and paths only: which calls were made. */
    private static String requests(FakeAws aws) {
        return " "
                + aws.received().stream()
                        .map(request -> Optional.ofNullable(request.target())
                                .map(target -> target.replaceFirst("^.*\\.", ""))
                                .orElseGet(() -> URI.create(request.url()).getPath()))
                        .toList();
    }

    private static void compare(List<String> differences, String what, String golden, String ours) {
        if (!golden.equals(ours)) {
            differences.add(what + ": golden " + golden + "\n   ours " + ours);
        }
    }
}
