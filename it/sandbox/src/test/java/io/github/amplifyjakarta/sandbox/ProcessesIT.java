package io.github.amplifyjakarta.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox, its command and its parent: none is left behind. The commands are those of Unix. */
@DisabledOnOs(OS.WINDOWS)
class ProcessesIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private CopiedJar jar;

    @BeforeEach
    void copy() throws IOException {
        jar = new CopiedJar(folder);
    }

    private Process start(String... more) throws IOException {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "--application=http://localhost:8080";
        arguments[1] = "--port=0";
        arguments[2] = "--s3-port=0";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return jar.start(arguments);
    }

    /** A shell that starts another process, the guard of both. */
    private static List<ProcessHandle> family(Process process) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (process.descendants().count() < 3) {
            assertTrue(
                    process.isAlive() && Instant.now().isBefore(end),
                    process + ", " + process.descendants().toList());
            Thread.sleep(50);
        }
        return process.descendants().toList();
    }

    private static void assertEnd(List<ProcessHandle> processes) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            assertTrue(
                    Instant.now().isBefore(end),
                    () -> "left: "
                            + processes.stream()
                                    .filter(ProcessHandle::isAlive)
                                    .map(left -> left.pid() + " " + left.info())
                                    .toList());
            Thread.sleep(50);
        }
    }

    @Test
    void endsWithItsCommand() throws Exception {
        CopiedJar.Ended ended = jar.end(
                start("--", "sh", "-c", "echo pool $AMPLIFY_AUTH_USER_POOL_ID, $AMPLIFY_API_GRAPHQL_API_KEY; exit 7"));
        assertEquals(7, ended.code());
        assertTrue(ended.out().contains("sandbox ready"), ended.out());
        assertTrue(ended.out().endsWith("pool eu-central-1_Sandbox01, da2-sandboxsandboxsandboxsand\n"), ended.out());
    }

    @Test
    void saysWhichCommandDoesNotStart() throws Exception {
        CopiedJar.Ended ended = jar.end(start("--", "no-such-server", "run"));
        assertEquals(1, ended.code());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(
                ended.err().startsWith("the command is no-such-server run, expected one that starts: "), ended.err());
    }

    @Test
    void takesItsCommandAlongWhenItIsStopped() throws Exception {
        Process sandbox = start("--", "sh", "-c", "sleep 300; true");
        List<ProcessHandle> family = family(sandbox);
        sandbox.destroy(); // SIGTERM
        assertTrue(sandbox.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertEnd(family);
    }

    @Test
    void takesItsCommandAlongWhenItIsKilled() throws Exception {
        Process sandbox = start("--", "sh", "-c", "sleep 300; true");
        List<ProcessHandle> family = family(sandbox);
        sandbox.destroyForcibly().waitFor(); // SIGKILL
        assertEnd(family);
    }

    /** As {@code exec:java} does. */
    @Test
    void takesItsCommandAlongWhenTheBuildToolAroundItIsKilled() throws Exception {
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(BuildTool.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(), // without the sandbox
                        BuildTool.class.getName(),
                        jar.file().toString(),
                        "--application=http://localhost:8080",
                        "--port=0",
                        "--s3-port=0",
                        "--",
                        "sh",
                        "-c",
                        "sleep 300; true")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        List<ProcessHandle> family = family(tool);
        assertTrue(family.stream().allMatch(ProcessHandle::isAlive), family + "");
        tool.destroyForcibly().waitFor();
        assertEnd(family);
    }

    @Test
    void endsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("sleep", "300").start();
        Process sandbox = start("--parent", parent.pid() + "", "--", "sh", "-c", "sleep 300; true");
        List<ProcessHandle> family = family(sandbox);
        parent.destroyForcibly().waitFor();
        assertTrue(sandbox.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it looks after its parent");
        assertEnd(family);
    }
}
