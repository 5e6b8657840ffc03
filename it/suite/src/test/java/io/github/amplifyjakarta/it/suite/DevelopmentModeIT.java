package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The command of docs/local.md: the sandbox starts the server of an application without sandbox configuration. */
class DevelopmentModeIT {

    @Test
    void startsAndStopsTheServerWithTheSandbox() throws Exception {
        ApplicationServer server = ApplicationServer.current();
        Path it = Path.of("..").toAbsolutePath().normalize();
        Path home = Path.of("target/server").toAbsolutePath();
        int port = ServerProcess.freePorts(4);
        URI application = URI.create("http://localhost:" + port);
        server.deploy(home, "development", Map.of("demo", it.resolve("demo/target/demo.war")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                it.resolve("sandbox/target/sandbox.jar").toString(),
                "--application=" + application,
                "--port=" + (port + 1),
                "--s3-port=" + (port + 2),
                "--amplify-file=" + it.resolve("demo/src/main/resources/amplify_outputs.json"),
                "--parent=" + ProcessHandle.current().pid(),
                "--"));
        command.addAll(server.command(home, "development", Map.of(), port, port + 3));
        try (ServerProcess line = new ServerProcess(Path.of("target/development.log"), command)) {
            line.awaitAnswer(application);
            Browser browser = new Browser();
            browser.signIn(application.resolve("/account.jsp"), "alice");
            String account =
                    browser.navigate(application.resolve("/account.jsp")).body();
            assertTrue(account.contains("<span id=\"username\">alice</span>"), account);
            assertEquals(
                    200,
                    browser.navigate(application.resolve("/todos.jsp")).statusCode(),
                    "the GraphQL API of the Amplify file is the sandbox");
            List<ProcessHandle> started =
                    ProcessHandle.of(line.pid()).orElseThrow().descendants().toList();
            assertEquals(2, started.size(), "the server and its guard");
            line.stop(); // like Ctrl-C
            for (ProcessHandle process : started) {
                assertTrue(process.onExit().get(1, TimeUnit.MINUTES) != null);
            }
        }
    }
}
