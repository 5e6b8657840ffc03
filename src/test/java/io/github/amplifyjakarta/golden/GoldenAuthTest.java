package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays what the real Amplify JS does: a case matches, or stands by name on the deviation list. */
class GoldenAuthTest {

    private static final List<String> GROUPS = List.of(
            "auth-routing",
            "auth-sign-in",
            "auth-sign-in-callback",
            "auth-sign-out",
            "auth-sign-out-callback",
            "token-validation",
            "session",
            "refresh",
            "current-user",
            "user-attributes",
            "credentials",
            "username-callback",
            "username-read",
            "username-refresh",
            "username-sign-out",
            "next-middleware",
            "next-session-api",
            "next-user-api",
            "next-get-only-route",
            "next-cookies-context",
            "next-guest",
            "next-gssp",
            "next-pages-api",
            "next-server-action",
            "next-server-component",
            "next-flows",
            "browser-client",
            "pure-functions");

    /** What exists only in JavaScript or belongs to a category that has its own replay. */
    private static final Set<String> NOT_APPLICABLE = Set.of("getUrl", "echo", "throw");

    private static final Deviations DEVIATIONS = new Deviations();

    @TestFactory
    Stream<DynamicTest> replay() throws IOException {
        String keySet = Recordings.authKeySet();
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String group : GROUPS) {
            JsonObject file = Recordings.auth(group);
            long now = file.getJsonNumber("now").longValue();
            for (JsonObject recorded : file.getJsonArray("cases").getValuesAs(JsonObject.class)) {
                String name = group + "/" + recorded.getString("name");
                assertTrue(seen.add(name), "two cases are called " + name);
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    if (isNotApplicable(recorded)) {
                        DEVIATIONS.notApplicable(group);
                    } else {
                        DEVIATIONS.check(group, name, run(recorded, now, keySet));
                    }
                }));
            }
            DEVIATIONS.requireCases(group, seen);
        }
        return tests.stream();
    }

    private static GoldenCase.Outcome run(JsonObject recorded, long now, String keySet) throws Exception {
        return switch (recorded.getString("kind")) {
            case "flow" -> new GoldenFlow(recorded, Recordings.CONFIGS, now, keySet).run();
            case "browser" -> new GoldenBrowser(recorded, Recordings.CONFIGS, now, keySet).run();
            case "internal" -> GoldenFunction.list(recorded);
            default -> new GoldenCase(recorded, Recordings.CONFIGS, now, keySet).run();
        };
    }

    private static boolean isNotApplicable(JsonObject recorded) {
        return recorded.getString("kind").equals("browser") && GoldenBrowser.isWithoutCookies(recorded)
                || recorded.getString("kind").equals("http") && NextRequest.isOnlyNext(recorded)
                || recorded.get("op") instanceof JsonObject op
                        && op.get("name") instanceof JsonString name
                        && NOT_APPLICABLE.contains(name.getString())
                || recorded.get("context") instanceof JsonString context
                        && context.getString().equals("invalid");
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }
}
