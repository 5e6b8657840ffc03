package io.github.amplifyjakarta.it.fuzz;

import io.github.amplifyjakarta.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
            Application.readIfAny(Map.of("amplify.config.file", FILE.toString()));
        } catch (ConfigException e) {
            if (e.getMessage() == null
                    || e.getMessage().chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
                throw new AssertionError("no message, or one that writes lines of its own into the log", e);
            }
        }
    }
}
