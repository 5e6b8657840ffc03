package io.github.amplifyjakarta.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packed sandbox, alone in an empty folder. */
final class CopiedJar {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path folder;

    /** What a process that has ended has said. */
    record Ended(int code, String out, String err) {}

    /**
     * @param folder an empty folder
     */
    CopiedJar(Path folder) throws IOException {
        this.folder = folder;
        Files.copy(packed(), file());
    }

    /** {@return the jar as it was packed} */
    static Path packed() {
        return Path.of(System.getProperty("sandbox.jar"));
    }

    Path file() {
        return folder.resolve("copy.jar");
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "copy.jar"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    /** Waits for its end. */
    Ended end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException("it runs after " + LIMIT + ": " + out());
        }
        return new Ended(process.exitValue(), out(), Files.readString(folder.resolve("err")));
    }

    /** {@return what it has said, as soon as it says that it is ready} */
    String ready(Process process) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!out().contains("sandbox ready")) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new IOException("it does not start: " + out() + Files.readString(folder.resolve("err")));
            }
            Thread.sleep(50);
        }
        return out();
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }
}
