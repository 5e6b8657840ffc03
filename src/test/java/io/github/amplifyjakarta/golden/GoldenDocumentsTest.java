package io.github.amplifyjakarta.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays what Amplify sends for every model, index, relation and custom operation of an Amplify file. */
class GoldenDocumentsTest {

    private static final Deviations DEVIATIONS = new Deviations();

    @TempDir
    static Path folder;

    /** Generated files. */
    @TestFactory
    Stream<DynamicTest> replaysModels() throws IOException {
        return DEVIATIONS.tests(new Replays(folder).models());
    }

    /** Files of real back ends, which lie beside this repository; nothing of their content stands in the deviation list. */
    @TestFactory
    Stream<DynamicTest> replaysRealFiles() throws IOException {
        Recordings.assumeFiles();
        return DEVIATIONS.tests(new Replays(folder).documents("documents", Recordings.FILES));
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }
}
