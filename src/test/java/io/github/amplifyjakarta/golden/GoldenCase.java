package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.testing.Requests;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One recorded case, run through the library's own classes. */
final class GoldenCase {

    /** The time limit of the library in a replay; long enough for every scripted delay. */
    private static final HttpConfig TIME_LIMITS =
            new HttpConfig(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final JsonObject recorded;
    private final Path configs;
    private final Clock clock;
    private final String keySet;
    private final List<String> setCookies = new ArrayList<>();
    private final Map<String, String> placeholders;
    private final OutwardCalls calls;
    private AmplifyConfig config;

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
        boolean ofNext = recorded.getString("kind").equals("http");
        this.recorded = ofNext ? NextRequest.direct(recorded) : recorded;
        this.calls = new OutwardCalls(
                this.recorded,
                ofNext || recorded.getBoolean("keysKnown", false),
                this::mask,
                () -> config.userPool().map(UserPoolConfig::userPoolId).orElse(""));
        this.configs = configs;
        this.clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        this.keySet = keySet;
    }

    Outcome run() throws Exception {
        try {
            config = CaseConfig.of(recorded, configs);
        } catch (ConfigException e) {
            String keys = e.problems().stream()
                    .map(ConfigException.Problem::key)
                    .distinct()
                    .collect(Collectors.joining(", ", "the deployment fails: ", ""));
            return new Outcome(false, keys, golden(), keys);
        }
        JsonArray script = recorded.containsKey("backend") ? recorded.getJsonArray("backend") : null;
        try (JdkHttpTransport transport = new JdkHttpTransport(TIME_LIMITS);
                FakeAws aws = new FakeAws(script, keySet)) {
            AmplifyRuntime runtime = AmplifyRuntime.of(config, aws.lead(transport), clock, event -> {});
            return switch (recorded.getString("kind")) {
                case "authRoute" -> route(runtime, aws);
                case "gate" -> gate(runtime, aws);
                default -> op(runtime, aws);
            };
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
        ShortCircuitResponse response = runtime.routes()
                .orElseThrow()
                .handle(
                        slug,
                        Requests.of(request.getString("method"), "", rawQuery, headers()),
                        open(runtime, cookies));
        response.cookies().stream().map(SetCookie::render).forEach(setCookies::add);
        Map<String, String> ours = masked(CookieLines.normalized(setCookies, clock.instant()));
        JsonObject expected = recorded.getJsonObject("expected");
        Differences differences = new Differences();
        if (expected.containsKey("thrown")) {
            differences.add("golden throws " + expected.getJsonObject("thrown").getString("message"));
        }
        differences.compare(
                "status", expected.containsKey("status") ? expected.get("status") + "" : "", response.status() + "");
        String location = mask(response.location().orElse(""));
        differences.compare("location", expected.getString("location", ""), location);
        if (expected.get("locationParsed") instanceof JsonObject parsed) {
            differences.compare("location", SessionJson.comparable(parsed), SessionJson.comparable(parsed(location)));
        }
        compareBody(differences, expected, response);
        if (expected.get("otherHeaders")
                instanceof JsonObject other) { // named difference: every 405 says what is allowed
            differences.compare(
                    "Allow", other.getString("allow"), response.allow().orElse(""));
        }
        compareCookies(differences, expected, ours, names(cookies));
        calls.compare(differences, aws);
        String body = response.body().isEmpty() ? "" : " " + response.body();
        String summary = response.status() + (location.isEmpty() ? "" : " " + location) + " " + ours
                + mask(OutwardCalls.made(aws)) + body;
        return outcome(differences, summary);
    }

    /**
     * Named differences: where the original refuses with an empty answer or plain text, ours is a problem document; a
     * redirect has no body, and the original's Pages Router repeats the address in it.
     */
    private static void compareBody(Differences differences, JsonObject expected, ShortCircuitResponse response) {
        String body = expected.getString("body", "");
        String type = expected.getString("contentType", "").replaceFirst(";.*", "");
        boolean problem = response.contentType().orElse("").startsWith("application/problem+json");
        if (problem) {
            differences.compare("body", "", body);
            differences.compare("contentType", "", type);
        } else if (response.location().isPresent()) {
            differences.compare("body", body.equals(expected.getString("location", "")) ? body : "", body);
            differences.compare("contentType", "", type);
        } else {
            differences.compare("body", body, response.body());
            differences.compare(
                    "contentType", type, response.contentType().orElse("").replaceFirst(";.*", ""));
        }
    }

    private static JsonObject parsed(String location) {
        URI uri = URI.create(location.replace("«", "%C2%AB").replace("»", "%C2%BB"));
        JsonArrayBuilder query = Json.createArrayBuilder();
        for (String pair :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            String[] parts = (pair + "=").split("=", -1);
            query.add(Json.createArrayBuilder()
                    .add(URLDecoder.decode(parts[0], UTF_8))
                    .add(URLDecoder.decode(parts[1], UTF_8)));
        }
        JsonObjectBuilder parsed = Json.createObjectBuilder()
                .add("absolute", uri.isAbsolute())
                .add("path", uri.getPath().isEmpty() ? "/" : uri.getRawPath())
                .add("query", query);
        if (uri.isAbsolute()) {
            parsed.add("origin", uri.getScheme() + "://" + uri.getRawAuthority());
        }
        return parsed.build();
    }

    private Outcome outcome(Differences differences, String ours) {
        requireDeletable();
        return new Outcome(differences.none(), SessionJson.abbreviated(ours), golden(), differences.toString());
    }

    /** {@return what is recorded, in the form of our own outcome} */
    private String golden() {
        JsonObject expected = recorded.getJsonObject("expected");
        List<String> lines = expected.containsKey("setCookie")
                ? expected.getJsonArray("setCookie").getValuesAs(JsonString::getString)
                : List.of();
        StringBuilder golden = new StringBuilder();
        if (expected.get("thrown") instanceof JsonObject thrown) {
            golden.append("throws ").append(thrown.getString("name"));
        } else if (expected.containsKey("status")) {
            golden.append(expected.get("status"));
            golden.append(expected.containsKey("location") ? " " + expected.getString("location") : "");
        } else {
            golden.append(SessionJson.comparable(Json.createObjectBuilder(expected)
                    .remove("setCookie")
                    .remove("console")
                    .build()));
        }
        golden.append(' ').append(CookieLines.normalized(lines, clock.instant()));
        golden.append(calls.recorded());
        golden.append(
                expected.containsKey("status")
                                && !expected.getString("body", "").isEmpty()
                        ? " " + expected.getString("body")
                        : "");
        return SessionJson.abbreviated(golden.toString());
    }

    /** A browser only finds a cookie to delete with the attributes that it was set with. */
    private void requireDeletable() {
        boolean serverSide = config.app().origin().isPresent();
        String sameSite = config.app()
                .cookies()
                .sameSite()
                .map(chosen -> chosen.attribute())
                .orElse(serverSide ? "strict" : "lax");
        Set<String> ofThisHost = new TreeSet<>(Set.of("path=/"));
        if (config.app().origin().orElse("https:").startsWith("https:")) {
            ofThisHost.add("secure");
        }
        if (serverSide) {
            ofThisHost.add("httponly");
        }
        Set<Set<String>> set = new HashSet<>();
        for (String site : List.of("lax", sameSite)) { // cookies of a flow are Lax
            Set<String> host = new TreeSet<>(ofThisHost);
            host.add("samesite=" + site);
            set.add(host);
            config.app().cookies().domain().ifPresent(domain -> {
                Set<String> all = new TreeSet<>(host);
                all.add("domain=" + domain.toLowerCase(Locale.ROOT));
                set.add(all);
            });
        }
        assertEquals(List.of(), CookieLines.undeletable(setCookies, set::contains));
        if (config.app().cookies().domain().isPresent()) { // the form without one alone would leave the cookie
            Map<String, List<String>> byName =
                    setCookies.stream().collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf('='))));
            byName.forEach((name, lines) -> assertTrue(
                    lines.stream().anyMatch(line -> line.contains("; Domain=")), () -> name + " without Domain"));
        }
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
        String ours = runtime.access()
                .checkPath(
                        Requests.of(
                                request.getString("method"),
                                URI.create(request.getString("url")).getRawPath(),
                                null,
                                headers),
                        open(runtime, cookies))
                .refusal()
                .map(answer -> (answer.status() + " " + answer.location().orElse("")).strip())
                .orElse("passes");
        JsonObject expected = recorded.getJsonObject("expected");
        Differences differences = new Differences();
        String golden = switch (expected.getInt("status")) {
            case 200 -> "passes";
            case 307 ->
                "302 "
                        + expected.getString("location")
                                .substring(expected.getJsonObject("locationParsed")
                                        .getString("origin", "")
                                        .length());
            default -> expected.get("status").toString();
        };
        differences.compare("answer", golden, ours);
        Map<String, String> oursCookies = CookieLines.normalized(setCookies, clock.instant());
        compareCookies(differences, expected, oursCookies, names(cookies));
        calls.compare(differences, aws);
        return outcome(differences, ours + " " + oursCookies + OutwardCalls.made(aws));
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
        JsonObject ours = CaseOperation.call(recorded.getJsonObject("op"), session, () -> open(runtime, cookies));
        Differences differences = new Differences();
        JsonObject golden = Json.createObjectBuilder(expected)
                .remove("setCookie")
                .remove("console")
                .build();
        if (!golden.isEmpty()) { // a page does not always show what its call returned
            differences.compare("outcome", SessionJson.comparable(golden), SessionJson.comparable(ours));
        }
        Map<String, String> oursCookies = CookieLines.normalized(setCookies, clock.instant());
        compareCookies(differences, expected, oursCookies, names(cookies));
        calls.compare(differences, aws);
        return outcome(differences, SessionJson.comparable(ours) + " " + oursCookies + OutwardCalls.made(aws));
    }

    private static Set<String> names(RequestCookies cookies) {
        return cookies.all().stream().map(RequestCookies.Cookie::name).collect(Collectors.toSet());
    }

    private void compareCookies(
            Differences differences, JsonObject expected, Map<String, String> ours, Set<String> sent) {
        List<String> golden = expected.containsKey("setCookie")
                ? expected.getJsonArray("setCookie").getValuesAs(JsonString::getString)
                : List.of();
        CookieLines.differences(CookieLines.normalized(golden, clock.instant()), ours, sent)
                .forEach((name, difference) -> differences.add("cookie " + name + ": " + difference));
    }
}
