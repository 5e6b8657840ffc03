package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo command of the README, without its build. */
class DemoCommandIT {

    /** What is the same with every server: it/liberty/pom.xml leaves it out. */
    private static final String PROCESSES = "processes";

    private static final Pattern READY = Pattern.compile("Ready\\. Open (http://localhost:\\d+)");

    private final Path log = Path.of("target/demo-command.log").toAbsolutePath();
    private final int port = ServerProcess.freePorts(4);
    private Process demo;

    private static List<String> command(int port) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dserver=" + System.getProperty("server"),
                "-Ddemo.port=" + port,
                "-Ddemo.sandbox.port=" + (port + 1),
                "-cp",
                Path.of("../suite/target/classes").toAbsolutePath().toString(),
                "io.github.amplifyjakarta.it.suite.Demo",
                Path.of("..").toAbsolutePath().normalize().toString()));
    }

    private void start(List<String> command) throws IOException {
        demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private URI awaitReady() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (true) {
            Matcher ready = READY.matcher(Files.readString(log));
            if (ready.find()) {
                return URI.create(ready.group(1));
            }
            assertTrue(demo.isAlive() && Instant.now().isBefore(end), Files.readString(log));
            Thread.sleep(200);
        }
    }

    private static void assertEnds(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(1, TimeUnit.MINUTES);
            assertFalse(process.isAlive());
        }
    }

    @AfterEach
    void stop() {
        demo.descendants().forEach(ProcessHandle::destroyForcibly);
        demo.destroyForcibly();
    }

    @Test
    void announcesReadinessAndStopsItsProcesses() throws Exception {
        start(command(port));
        assertEquals(URI.create("http://localhost:" + port), awaitReady());
        assertEquals(
                200,
                new Browser()
                        .navigate(URI.create("http://localhost:" + port + "/"))
                        .statusCode());
        List<ProcessHandle> started = demo.descendants().toList();
        assertEquals(3, started.size(), "the sandbox, the server and its guard");
        demo.destroy(); // like Ctrl-C; background processes of a script ignore SIGINT
        assertTrue(demo.waitFor(1, TimeUnit.MINUTES));
        assertEnds(started);
    }

    /** Two nodes, and a balancer that leads to them in turn. */
    @Test
    @Tag(PROCESSES)
    void leavesNoProcessWhenItIsKilled() throws Exception {
        List<String> command = command(port);
        command.add(1, "-Dnodes=2");
        start(command);
        URI origin = awaitReady();
        Browser browser = new Browser();
        browser.signIn(origin.resolve("/api/auth/sign-in"), "alice");
        Set<String> nodes = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            String page = browser.navigate(origin.resolve("/account.jsp")).body();
            Matcher node = Pattern.compile("Answered by (node \\d)").matcher(page);
            assertTrue(node.find() && page.contains("alice"), page);
            nodes.add(node.group(1));
        }
        assertEquals(Set.of("node 1", "node 2"), nodes);
        List<ProcessHandle> started = demo.descendants().toList();
        assertEquals(7, started.size(), "the sandbox, the servers, the store, and a guard of each of these");
        demo.destroyForcibly();
        assertEnds(started);
    }

    @Test
    @Tag(PROCESSES)
    void choosesOtherPortsWhenItsOwnAreTakenAndEndsWithItsParent() throws Exception {
        try (ServerSocket other = new ServerSocket(port)) {
            List<String> shell = new ArrayList<>(List.of("sh", "-c", "\"$@\"; exit", "sh"));
            shell.addAll(command(port));
            start(shell);
            URI origin = awaitReady();
            assertTrue(
                    Files.readString(log).contains("Port " + other.getLocalPort() + " is taken: " + origin.getPort()));
            assertEquals(200, new Browser().navigate(origin.resolve("/")).statusCode());
        }
        List<ProcessHandle> started = demo.descendants().toList();
        assertEquals(4, started.size(), "the demo command, the sandbox, the server and its guard");
        demo.destroyForcibly(); // as if Maven was killed
        assertEnds(started);
    }

    @Test
    @Tag(PROCESSES)
    void saysThatAServerHasEnded() throws Exception {
        start(command(port));
        awaitReady();
        List<ProcessHandle> started = demo.descendants().toList();
        ProcessHandle sandbox = started.stream()
                .filter(process -> process.info().commandLine().orElse("").contains("--application="))
                .findFirst()
                .orElseThrow();
        sandbox.destroyForcibly();
        assertTrue(demo.waitFor(1, TimeUnit.MINUTES));
        assertEquals(1, demo.exitValue());
        assertTrue(Files.readString(log).contains("A server has ended; see "), Files.readString(log));
        assertEnds(started);
    }
}
