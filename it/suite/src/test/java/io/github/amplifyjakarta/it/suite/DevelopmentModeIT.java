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
                port + 1 + "",
                port + 2 + "",
                application + "",
                "--"));
        command.addAll(server.command(home, "development", Map.of(), port, port + 3));
        try (ServerProcess line = new ServerProcess(Path.of("target/development.log"), command)) {
            line.awaitAnswer(application);
            Browser browser = new Browser();
            browser.signIn(application.resolve("/account.jsp"), "alice");
            String account =
                    browser.navigate(application.resolve("/account.jsp")).body();
            assertTrue(account.contains("<span id=\"username\">alice</span>"), account);
            List<ProcessHandle> started =
                    ProcessHandle.of(line.pid()).orElseThrow().descendants().toList();
            assertEquals(1, started.size(), "the server");
            line.stop(); // like Ctrl-C
            assertTrue(started.get(0).onExit().get(1, TimeUnit.MINUTES) != null);
        }
    }
}
