package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The demo command of the README. */
class DemoCommandIT {

    @Test
    void announcesReadinessAndStopsItsProcesses() throws Exception {
        int port = ServerProcess.freePorts(4);
        Path log = Path.of("target/demo-command.log").toAbsolutePath();
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dserver=" + System.getProperty("server"),
                        "-Ddemo.port=" + port,
                        "-Ddemo.sandbox.port=" + (port + 1),
                        "-cp",
                        Path.of("../suite/target/classes").toAbsolutePath().toString(),
                        "io.github.amplifyjakarta.it.suite.Demo",
                        Path.of("..").toAbsolutePath().normalize().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Instant end = Instant.now().plus(Duration.ofMinutes(2));
            while (!Files.readString(log).contains("Ready. Open http://localhost:" + port)) {
                assertTrue(demo.isAlive() && Instant.now().isBefore(end), Files.readString(log));
                Thread.sleep(200);
            }
            assertEquals(
                    200,
                    new Browser()
                            .navigate(URI.create("http://localhost:" + port + "/"))
                            .statusCode());
            List<ProcessHandle> started = demo.descendants().toList();
            assertEquals(2, started.size(), "the sandbox and the server");
            demo.destroy(); // like Ctrl-C; background processes of a script ignore SIGINT
            assertTrue(demo.waitFor(1, TimeUnit.MINUTES));
            for (ProcessHandle process : started) {
                assertTrue(process.onExit().get(1, TimeUnit.MINUTES) != null && !process.isAlive());
            }
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }
}
