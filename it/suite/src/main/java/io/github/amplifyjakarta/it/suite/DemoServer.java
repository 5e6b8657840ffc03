package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The stand-in and an application server with the demo application, each its own process. */
final class DemoServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final ApplicationServer server = ApplicationServer.current();
    private final List<Process> processes = new ArrayList<>();
    private final Path it;
    private final int port;
    private final int sandboxPort;
    private final int s3Port;
    private final int managementPort;
    private final List<String> scenarios;

    /**
     * @param it the folder with the integration projects, built
     * @param port where the application answers
     * @param sandboxPort where the stand-in answers
     * @param s3Port where its S3 answers
     * @param managementPort for the server's own use
     * @param scenarios configurations of the scenario application to deploy beside the demo
     */
    DemoServer(Path it, int port, int sandboxPort, int s3Port, int managementPort, String... scenarios) {
        this.s3Port = s3Port;
        this.managementPort = managementPort;
        this.scenarios = List.of(scenarios);
        this.it = it;
        this.port = port;
        this.sandboxPort = sandboxPort;
    }

    /** For tests, which run in this project's folder. */
    static DemoServer onFreePorts(String... scenarios) throws IOException {
        Path it = Path.of("..").toAbsolutePath().normalize();
        return new DemoServer(it, freePort(), freePort(), freePort(), freePort(), scenarios);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI origin() {
        return URI.create("http://localhost:" + port);
    }

    URI sandbox() {
        return URI.create("http://localhost:" + sandboxPort);
    }

    void start() throws IOException, InterruptedException {
        Path target = it.resolve(server.project()).resolve("target");
        run(
                target.resolve("sandbox.log"),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        it.resolve("sandbox/target/sandbox.jar").toString(),
                        sandboxPort + "",
                        s3Port + "",
                        origin() + ""));
        awaitAnswer(sandbox().resolve("/sandbox/calls"));
        Map<String, Path> applications = new LinkedHashMap<>();
        applications.put("demo", it.resolve("demo/target/demo.war"));
        for (String scenario : scenarios) {
            applications.put(scenario, it.resolve("scenarios/target/scenarios-1-" + scenario + ".war"));
        }
        Path home = target.resolve("server");
        server.deploy(home, applications);
        run(target.resolve("server.log"), server.command(home, configuration(), port, managementPort));
        awaitAnswer(origin());
        for (String scenario : scenarios) {
            awaitAnswer(origin().resolve("/" + scenario + "/"));
        }
    }

    /** The application's file names the real AWS; this points it to the stand-in. */
    private Map<String, String> configuration() {
        return Map.of(
                "amplify.app.origin", origin().toString(),
                "amplify.auth.user-pool-endpoint", sandbox() + "/",
                "amplify.auth.identity-pool-endpoint", sandbox() + "/",
                "amplify.auth.oauth.endpoint", sandbox().toString(),
                "amplify.auth.jwks-url", sandbox() + "/eu-central-1_Sandbox01/.well-known/jwks.json",
                "amplify.auth.oauth.redirect-sign-in", origin() + "/api/auth/sign-in-callback",
                "amplify.auth.oauth.redirect-sign-out", origin() + "/api/auth/sign-out-callback");
    }

    private void run(Path log, List<String> command) throws IOException {
        Files.createDirectories(log.getParent());
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    private void awaitAnswer(URI uri) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        Instant end = Instant.now().plus(START_LIMIT);
        while (Instant.now().isBefore(end)) {
            if (processes.stream().anyMatch(process -> !process.isAlive())) {
                throw new IOException(
                        "a server stopped while it started; see the logs in it/" + server.project() + "/target");
            }
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            Thread.sleep(200);
        }
        throw new IOException(
                uri + " did not answer within " + START_LIMIT + "; see the logs in it/" + server.project() + "/target");
    }

    void awaitEnd() throws InterruptedException {
        for (Process process : processes) {
            process.waitFor();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(DemoServer::awaitEnd);
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
