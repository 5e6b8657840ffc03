package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recording of the browser's own client: after each of its steps our server, given the cookies of the page, must know
 * the same user; and where the client refreshed, our server's refresh must leave the very same cookies, letter for
 * letter, because the client has to read them.
 */
final class GoldenBrowser {

    private static final HttpConfig TIME_LIMITS =
            new HttpConfig(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final JsonObject recorded;
    private final Path configs;
    private final Clock clock;
    private final String keySet;

    GoldenBrowser(JsonObject recorded, Path configs, long now, String keySet) {
        this.recorded = recorded;
        this.configs = configs;
        this.clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        this.keySet = keySet;
    }

    /** {@return whether the client keeps its tokens out of sight, in localStorage} */
    static boolean isWithoutCookies(JsonObject recorded) {
        return recorded.get("configureOptions") instanceof JsonObject options && !options.getBoolean("ssr", true);
    }

    Outcome run() throws Exception {
        AmplifyConfig config = TestConfig.read(Map.of(
                        "amplify.config.file",
                        configs.resolve(recorded.getString("config") + ".json").toString()))
                .orElseThrow();
        List<String> golden = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        JsonArray script = recorded.containsKey("backend") ? recorded.getJsonArray("backend") : null;
        String before = "";
        try (JdkHttpTransport transport = new JdkHttpTransport(TIME_LIMITS);
                FakeAws aws = new FakeAws(script, keySet)) {
            AmplifyRuntime runtime = AmplifyRuntime.of(config, aws.lead(transport), clock, event -> {});
            for (JsonObject step : recorded.getJsonArray("steps").getValuesAs(JsonObject.class)) {
                String cookies =
                        String.join("; ", step.getJsonArray("documentCookie").getValuesAs(JsonString::getString));
                if (step.getString("step").equals("refresh")) {
                    golden.add("refresh " + new TreeMap<>(pairs(cookies)));
                    ours.add("refresh " + new TreeMap<>(refreshed(runtime, before)));
                }
                golden.add(step.getString("step") + " " + client(step, cookies));
                ours.add(step.getString("step") + " " + user(step, runtime, cookies));
                before = cookies;
            }
        }
        String difference = "golden " + golden + "\nours   " + ours;
        return new Outcome(
                golden.equals(ours),
                SessionJson.abbreviated(ours.toString()),
                SessionJson.abbreviated(golden.toString()),
                difference);
    }

    /** What the client says of the user; where it was not asked, whether it has a session. */
    private static String client(JsonObject step, String cookies) {
        if (step.getString("step").equals("getCurrentUser")) {
            return SessionJson.comparable(step.getJsonObject("result").get("ok"));
        }
        return cookies.contains(".LastAuthUser=") ? "signed in" : "signed out";
    }

    private static String user(JsonObject step, AmplifyRuntime runtime, String cookies) {
        RequestSession session = open(runtime, cookies, new ArrayList<>());
        if (step.getString("step").equals("getCurrentUser")) {
            return currentUser(session);
        }
        return session.isAuthenticated() ? "signed in" : "signed out";
    }

    private static String currentUser(RequestSession session) {
        try {
            return SessionJson.comparable(SessionJson.json(session.getCurrentUser()));
        } catch (AuthException e) {
            return e.name();
        }
    }

    private static RequestSession open(AmplifyRuntime runtime, String cookies, List<String> changes) {
        return runtime.sessions()
                .open(RequestCookies.parse(List.of(cookies)), set -> set.forEach(line -> changes.add(line.render())));
    }

    private static Map<String, String> refreshed(AmplifyRuntime runtime, String cookies) {
        List<String> changes = new ArrayList<>();
        open(runtime, cookies, changes).fetchAuthSession(true);
        Map<String, String> jar = pairs(cookies);
        changes.forEach(line -> jar.putAll(pairs(line.split(";", 2)[0])));
        return jar;
    }

    private static Map<String, String> pairs(String cookies) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : cookies.split("; ")) {
            if (pair.contains("=")) {
                pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return pairs;
    }
}
