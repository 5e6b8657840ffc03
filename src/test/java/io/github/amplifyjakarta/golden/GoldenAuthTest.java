package io.github.amplifyjakarta.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays what the real Amplify JS does: a case matches, or stands by name on the deviation list. */
class GoldenAuthTest {

    private static final Deviations DEVIATIONS = new Deviations();

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> replaysAuth() throws IOException {
        return DEVIATIONS.tests(new Replays(folder).auth());
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }
}
