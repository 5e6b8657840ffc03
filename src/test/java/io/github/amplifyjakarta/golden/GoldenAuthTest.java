package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays what the real Amplify JS does: a case matches, or stands by name on the deviation list. */
class GoldenAuthTest {

    private static final Path GOLDEN = Path.of(System.getProperty("golden.dir", "../shared/golden"), "auth");

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
            "username-sign-out");

    /** What exists only in JavaScript or belongs to a category that has its own replay. */
    private static final Set<String> NOT_APPLICABLE = Set.of("getUrl", "echo", "throw");

    private static final Deviations DEVIATIONS = new Deviations();

    @TestFactory
    Stream<DynamicTest> replay() throws IOException {
        assumeTrue(Files.isDirectory(GOLDEN), "no recordings in " + GOLDEN.toAbsolutePath() + ": SKIPPED");
        Map<String, String> tokens = new LinkedHashMap<>();
        read(Files.readString(GOLDEN.resolve("fixtures/tokens.json")))
                .forEach((name, token) -> tokens.put("«tok:" + name + "»", ((JsonObject) token).getString("jwt")));
        String keySet = Files.readString(GOLDEN.resolve("fixtures/jwks.json"));
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String group : GROUPS) {
            String text = Files.readString(GOLDEN.resolve("vectors/" + group + ".json"));
            for (Map.Entry<String, String> token : tokens.entrySet()) {
                text = text.replace(token.getKey(), token.getValue());
            }
            JsonObject file = read(text);
            long now = file.getJsonNumber("now").longValue();
            for (JsonObject recorded : file.getJsonArray("cases").getValuesAs(JsonObject.class)) {
                String name = group + "/" + recorded.getString("name");
                assertTrue(seen.add(name), "two cases are called " + name);
                GoldenCase golden = new GoldenCase(recorded, GOLDEN.resolve("configs"), now, keySet);
                tests.add(DynamicTest.dynamicTest(name, () -> check(group, name, recorded, golden)));
            }
            DEVIATIONS.requireCases(group, seen);
        }
        return tests.stream();
    }

    private static void check(String group, String name, JsonObject recorded, GoldenCase golden) throws Exception {
        if (isNotApplicable(recorded)) {
            DEVIATIONS.notApplicable(group);
        } else {
            DEVIATIONS.check(group, name, golden.run());
        }
    }

    private static boolean isNotApplicable(JsonObject recorded) {
        return recorded.get("op") instanceof JsonObject op
                        && op.get("name") instanceof JsonString name
                        && NOT_APPLICABLE.contains(name.getString())
                || recorded.get("context") instanceof JsonString context
                        && context.getString().equals("invalid");
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
