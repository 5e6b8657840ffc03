package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The Redis that the nodes of the demo share. It is one of those that the build of the demo has unpacked. */
final class StoreProcess {

    private StoreProcess() {}

    /**
     * Starts it on loopback, in memory.
     *
     * @param it the folder with the integration projects, built
     */
    static ServerProcess start(Path it, Path log, int port) throws IOException, InterruptedException {
        Path program = program(it.resolve("demo/target/redis"));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        ServerProcess store = new ServerProcess(
                log, List.of(program.toString(), "--port", port + "", "--bind", "127.0.0.1", "--save", ""));
        store.awaitPort(port);
        return store;
    }

    private static Path program(Path folder) throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String kind = system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        try (Stream<Path> programs = Files.list(folder)) {
            return programs.filter(file -> file.getFileName().toString().contains(kind + "-" + processor))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no Redis for " + kind + " on " + processor + " in " + folder));
        }
    }
}
