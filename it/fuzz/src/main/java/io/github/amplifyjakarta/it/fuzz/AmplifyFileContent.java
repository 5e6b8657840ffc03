package io.github.amplifyjakarta.it.fuzz;

import io.github.amplifyjakarta.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;

/** An Amplify file of any bytes: a configuration, or a list of its problems. */
public final class AmplifyFileContent {

    private static final Path FILE = file();

    private AmplifyFileContent() {}

    private static Path file() {
        try {
            Path file = Files.createTempFile("amplify_outputs", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Files.write(FILE, data);
        try {
            Application.read(Map.of("amplify.config.file", FILE.toString()));
        } catch (ConfigException e) {
            // it says what is wrong
        } catch (NoSuchElementException e) {
            if (!"No value present".equals(e.getMessage())) { // of a file that configures nothing
                throw e;
            }
        }
    }
}
