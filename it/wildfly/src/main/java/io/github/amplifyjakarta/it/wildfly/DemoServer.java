package io.github.amplifyjakarta.it.wildfly;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The stand-in and WildFly with the demo application, each its own process. */
final class DemoServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final List<Process> processes = new ArrayList<>();
    private final Path it;
    private final int port;
    private final int sandboxPort;
    private final List<String> scenarios;

    /**
     * @param it the folder with the integration projects, built
     * @param port where the application answers
     * @param sandboxPort where the stand-in answers
     * @param scenarios configurations of the scenario application to deploy beside the demo
     */
    DemoServer(Path it, int port, int sandboxPort, String... scenarios) {
        this.scenarios = List.of(scenarios);
        this.it = it;
        this.port = port;
        this.sandboxPort = sandboxPort;
    }

    /** For tests, which run in this project's folder. */
    static DemoServer onFreePorts(String... scenarios) throws IOException {
        return new DemoServer(Path.of("..").toAbsolutePath().normalize(), freePort(), freePort(), scenarios);
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
        Path target = it.resolve("wildfly/target");
        run(
                target.resolve("sandbox.log"),
                List.of(
                        "-jar",
                        it.resolve("sandbox/target/sandbox.jar").toString(),
                        sandboxPort + "",
                        sandboxPort + 2 + "",
                        origin() + ""));
        awaitAnswer(sandbox().resolve("/sandbox/calls"));
        Path server = target.resolve("server");
        Path deployments = server.resolve("standalone/deployments");
        clear(deployments);
        Files.copy(it.resolve("demo/target/demo.war"), deployments.resolve("demo.war"));
        for (String scenario : scenarios) {
            Files.copy(
                    it.resolve("scenarios/target/scenarios-1-" + scenario + ".war"),
                    deployments.resolve(scenario + ".war"));
        }
        List<String> wildfly = new ArrayList<>(List.of("-Xmx512m", "-Djboss.home.dir=" + server));
        configuration().forEach((key, value) -> wildfly.add("-D" + key + "=" + value));
        wildfly.addAll(List.of(
                "-jar",
                server.resolve("jboss-modules.jar").toString(),
                "-mp",
                server.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + server,
                "-Djboss.http.port=" + port,
                "-Djboss.management.http.port=" + (sandboxPort + 1),
                "-Djboss.bind.address=127.0.0.1"));
        run(target.resolve("wildfly.log"), wildfly);
        awaitAnswer(origin());
        for (String scenario : scenarios) {
            awaitAnswer(origin().resolve("/" + scenario + "/"));
        }
    }

    /** What an earlier run left there would be deployed again. */
    private static void clear(Path deployments) throws IOException {
        try (Stream<Path> files = Files.list(deployments)) {
            for (Path file :
                    files.filter(path -> path.toString().contains(".war")).toList()) {
                Files.delete(file);
            }
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

    private void run(Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
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
                throw new IOException("a server stopped while it started; see it/wildfly/target/*.log");
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
        throw new IOException(uri + " did not answer within " + START_LIMIT + "; see it/wildfly/target/*.log");
    }

    void awaitEnd() throws InterruptedException {
        for (Process process : processes) {
            process.waitFor();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(process -> {
            try {
                if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }
}
