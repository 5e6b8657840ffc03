package io.github.amplifyjakarta.golden;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays {@code rest} and {@code graphql}. */
class GoldenApiTest {

    private static final Deviations DEVIATIONS = new Deviations();

    /**
     * Missing arguments, big integers and functions that throw exist in JavaScript only; a call that never ends is not waited
     * for.
     */
    private static final Set<String> REST_NOT_IN_JAVA =
            Set.of("rest-input-008", "rest-body-018", "rest-headers-011", "rest-headers-023", "rest-cancel-016");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> rest() throws IOException {
        JsonObject file = Recordings.categories("rest");
        String keySet = Files.readString(Path.of("src/test/resources/golden-categories-jwks.json"));
        return GoldenCategoriesTest.replay(
                "rest",
                file,
                DEVIATIONS,
                recorded -> REST_NOT_IN_JAVA.contains(recorded.getString("id")),
                recorded -> new RestCase(recorded, file, folder, keySet).run());
    }

    /** What Java's types do not let one leave out. */
    private static final Set<String> GRAPHQL_NOT_IN_JAVA = Set.of("graphql-auth-055", "graphql-query-018");

    /** Shapes of JavaScript objects, functions that throw, and arguments that are left out. */
    private static boolean isOfJavaScript(JsonObject recorded) {
        JsonObject call = recorded.getJsonObject("call");
        return call.getString("kind").equals("shape")
                || call.getString("kind").equals("noContext")
                || call.getJsonArray("args").toString().contains("$throws")
                || GRAPHQL_NOT_IN_JAVA.contains(recorded.getString("id"))
                || recorded.getJsonObject("client").getString("factory").equals("cookies-bad");
    }

    @TestFactory
    Stream<DynamicTest> graphql() throws IOException {
        JsonObject file = Recordings.categories("graphql");
        String keySet = Files.readString(Path.of("src/test/resources/golden-categories-jwks.json"));
        return GoldenCategoriesTest.replay(
                "graphql",
                file,
                DEVIATIONS,
                GoldenApiTest::isOfJavaScript,
                recorded -> new GraphQlCase(recorded, file, folder, keySet).run());
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }
}
