package io.github.amplifyjakarta.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays {@code parseAmplifyConfig}. */
class GoldenConfigTest {

    private static final Deviations DEVIATIONS = new Deviations();

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> replaysConfig() throws IOException {
        return DEVIATIONS.tests(new Replays(folder).config());
    }

    /** Files of real back ends, which lie beside this repository; nothing of their content stands in the deviation list. */
    @TestFactory
    Stream<DynamicTest> replaysRealFiles() throws IOException {
        Recordings.assumeFiles();
        List<Replay> replays = Recordings.lines(Recordings.FILES.resolve("parsed.jsonl")).stream()
                .map(recorded -> {
                    String file = recorded.getString("file");
                    Path path = Recordings.FILES.resolve("files").resolve(file);
                    return new Replay("files", "files/" + file, recorded, true, read -> {
                        Outcome outcome = GoldenConfig.real(path, read);
                        return new Outcome(outcome.matches(), outcome.ours(), "(real file)", outcome.difference());
                    });
                })
                .toList();
        return DEVIATIONS.tests(replays);
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }
}
