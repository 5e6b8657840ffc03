package io.github.amplifyjakarta.it.ownaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.it.suite.StandaloneServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of docs/own-aws.md without its build, with the sandbox instead of AWS. */
class OwnAwsIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PASSWORD = "Proof-Secret-42";
    private static final Path IT = Path.of("..").toAbsolutePath().normalize();
    private static final Path AMPLIFY_FILE = IT.resolve("demo/src/main/resources/amplify_outputs.json");

    @TempDir
    Path folder;

    private final int port = StandaloneServer.freePorts(3);
    private final Map<String, String> environment = new TreeMap<>(Map.of(
            "AMPLIFY_PROOF_FILE",
            AMPLIFY_FILE.toString(),
            "AMPLIFY_PROOF_USERNAME",
            "carol",
            "AMPLIFY_PROOF_PASSWORD",
            PASSWORD,
            "AMPLIFY_PROOF_PORT",
            port + ""));

    private String output;

    /** The command alone. {@return its exit code} */
    private int run(String... before) throws Exception {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.amplifyjakarta.it.ownaws.OwnAws",
                IT.toString(),
                folder.resolve("logs").toString()));
        Path log = folder.resolve("output.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AMPLIFY_"));
        builder.environment().putAll(environment);
        // none of these processes lives long enough for the optimizing compiler
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process process = builder.start();
        Set<ProcessHandle> started = new HashSet<>();
        try {
            Instant end = Instant.now().plus(LIMIT);
            while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(started::add);
                assertTrue(Instant.now().isBefore(end), () -> "it did not end:\n" + text(log));
            }
            for (ProcessHandle child : started) {
                child.onExit().get(10, TimeUnit.SECONDS);
            }
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        output = text(log);
        return process.exitValue();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The command, started by the sandbox as docs/local.md starts a server: nothing of the file leads to AWS. */
    private int runWithSandbox() throws Exception {
        return run(
                java(),
                "-jar",
                IT.resolve("sandbox/target/sandbox.jar").toString(),
                "--application=http://localhost:" + port,
                "--port=" + (port + 1),
                "--s3-port=" + (port + 2),
                "--amplify-file=" + AMPLIFY_FILE,
                "--user=carol:" + PASSWORD,
                "--objects=" + Files.createDirectories(folder.resolve("objects")),
                "--");
    }

    private void assertRow(String step, String result) {
        assertTrue(
                output.lines().anyMatch(line -> line.matches("  " + step + " +\\d+  " + result)),
                () -> step + ": " + result + "\n" + output);
    }

    /** In the output of the command and of the sandbox, and in the server's log. */
    private void assertNoSecretWasWritten() throws IOException {
        try (Stream<Path> files =
                Stream.concat(Files.list(folder.resolve("logs")), Stream.of(folder.resolve("output.log")))) {
            List<Path> logs = files.filter(Files::isRegularFile).toList();
            assertTrue(logs.size() >= 2, logs.toString());
            for (Path log : logs) {
                String text = Files.readString(log);
                for (String secret : List.of(PASSWORD, "eyJ", "X-Amz-Signature", "CognitoIdentityServiceProvider.")) {
                    assertFalse(text.contains(secret), log + " has " + secret);
                }
            }
        }
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void passesEveryStep() throws Exception {
        environment.put("AMPLIFY_PROOF_REST_API", "greetings");
        environment.put("AMPLIFY_PROOF_REST_PATH", "/greeting");
        environment.put("AMPLIFY_PROOF_STORAGE_PREFIX", "private/{identityId}/");
        assertEquals(0, runWithSandbox(), () -> output + text(folder.resolve("logs/server.log")));
        String callbacks = "http://localhost:" + port + "/api/auth/";
        assertTrue(output.contains("allowed callback URL   " + callbacks + "sign-in-callback"), output);
        assertTrue(output.contains("allowed sign-out URL   " + callbacks + "sign-out-callback"), output);
        assertEquals(
                List.of(
                        "start",
                        "sign-in",
                        "user attributes",
                        "AWS credentials",
                        "renewal",
                        "storage: upload",
                        "storage: list",
                        "storage: download",
                        "storage: remove",
                        "REST API",
                        "GraphQL API",
                        "sign-out",
                        "refresh token refused"),
                output.lines()
                        .filter(line -> line.matches("  \\S.* \\d+  passed: .+"))
                        .map(line -> line.substring(2, 24).strip())
                        .collect(Collectors.toList()),
                output);
        assertTrue(output.contains("13 passed, 0 failed, 0 not configured, 0 not run"), output);
        assertTrue(Files.exists(folder.resolve("logs/passed")), "the mark for Maven");
        assertEquals(List.of(), objects());
        assertNoSecretWasWritten();
    }

    @Test
    void saysThatThePasswordIsWrong() throws Exception {
        environment.put("AMPLIFY_PROOF_PASSWORD", PASSWORD + "-wrong");
        assertEquals(1, runWithSandbox(), () -> output);
        assertRow("start", "passed: .*");
        assertRow("sign-in", "failed: Cognito says: Incorrect username or password\\.");
        assertRow("storage: remove", "not run: it needs the step .*");
        assertRow("refresh token refused", "not run: .*");
        assertFalse(Files.exists(folder.resolve("logs/passed")), "the mark for Maven");
        assertNoSecretWasWritten();
    }

    @Test
    void saysWhatIsWrongInTheAmplifyFile() throws Exception {
        Path file = folder.resolve("amplify_outputs.json");
        Files.writeString(file, Files.readString(AMPLIFY_FILE).replace("\"eu-central-1_Sandbox01\"", "\"oops\""));
        environment.put("AMPLIFY_PROOF_FILE", file.toString());
        assertEquals(1, run(), () -> output);
        assertRow("start", "failed: .*user_pool_id.*found \"oops\", expected an id like .*");
        assertTrue(output.contains("0 passed, 1 failed, 0 not configured, 0 not run"), output);
        assertFalse(output.contains("\tat "), output);
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        environment.keySet().removeIf(name -> !name.endsWith("PORT"));
        assertEquals(2, run());
        assertTrue(output.contains("\nAMPLIFY_PROOF_FILE is not set.\n"), output);
        assertTrue(output.contains(ProofSettings.USAGE), output);
        assertFalse(output.contains("\tat "), output);
    }

    @Test
    void takesNoOtherPortThanTheRegisteredOne() throws Exception {
        try (ServerSocket other = new ServerSocket(port)) {
            assertEquals(1, run());
            assertTrue(output.contains("Port " + other.getLocalPort() + " is taken."), output);
        }
    }
}
