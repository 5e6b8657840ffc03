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

/** Replays {@code storage}. */
class GoldenStorageTest {

    private static final Deviations DEVIATIONS = new Deviations();

    /** What cannot be written in Java: the compiler refuses it, or there is no such argument. */
    private static final Set<String> NOT_IN_JAVA = Set.of(
            "context-008",
            "context-009",
            "context-011",
            "context-012",
            "copy-022",
            "copy-023",
            "copy-025",
            "copy-031",
            "getProperties-028",
            "getUrl-013",
            "getUrl-027",
            "getUrl-033",
            "getUrl-050",
            "getUrl-093",
            "getUrl-096",
            "getUrl-097",
            "getUrl-098",
            "list-006",
            "list-013",
            "remove-042",
            "remove-043",
            "uploadData-046",
            "uploadData-047",
            "uploadData-048",
            "uploadData-049",
            "uploadData-050");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> storage() throws IOException {
        JsonObject file = Recordings.categories("storage");
        String keySet = Files.readString(Path.of("src/test/resources/golden-categories-jwks.json"));
        return GoldenCategoriesTest.replay(
                "storage",
                file,
                DEVIATIONS,
                recorded -> NOT_IN_JAVA.contains(recorded.getString("id").substring("storage-".length())),
                recorded -> new StorageCase(recorded, file, folder, keySet).run());
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }
}
