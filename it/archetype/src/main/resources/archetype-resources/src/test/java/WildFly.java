package ${package};

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The WildFly that the build has put into {@code target/test-server}, with the packed application. */
final class WildFly implements AutoCloseable {

    private static final Path HOME = Path.of("target/test-server").toAbsolutePath();
    private static final Path LOG = Path.of("target/test-server.log");

    private final Process process;

    private WildFly(Process process) {
        this.process = process;
    }

    /**
     * Starts it, and returns when the application answers.
     *
     * @param application where: {@code http://localhost:8080/orders} for {@code orders.war}
     * @param configuration MicroProfile Config properties
     */
    static WildFly start(URI application, Map<String, String> configuration) throws IOException, InterruptedException {
        String war = application.getPath().substring(1) + ".war";
        Path deployment = HOME.resolve("standalone/deployments").resolve(war);
        Files.copy(Path.of("target", war), deployment, StandardCopyOption.REPLACE_EXISTING);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-Dlogging.configuration=" + HOME.resolve("standalone/configuration/logging.properties").toUri(),
                "-jar",
                HOME.resolve("jboss-modules.jar").toString(),
                "-mp",
                HOME.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + HOME,
                "-Djboss.http.port=" + application.getPort(),
                "-Djboss.management.http.port=0"));
        WildFly server = new WildFly(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start());
        server.await(URI.create(application + "/"));
        return server;
    }

    private void await(URI page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page).build();
        for (int tenths = 0; tenths < 1200 && process.isAlive(); tenths++) {
            try {
                int status = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 404 && status != 503) { // a protected application answers 401
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            Thread.sleep(100);
        }
        close();
        throw new IOException("the application does not answer; see " + LOG);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
