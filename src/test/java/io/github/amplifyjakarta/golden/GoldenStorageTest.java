package io.github.amplifyjakarta.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays {@code storage}. */
class GoldenStorageTest {

    private static final Deviations DEVIATIONS = new Deviations();

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> replaysStorage() throws IOException {
        return DEVIATIONS.tests(new Replays(folder).storage());
    }

    @AfterAll
    static void report() {
        DEVIATIONS.report();
    }
}
