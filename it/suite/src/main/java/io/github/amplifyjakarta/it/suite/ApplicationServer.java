package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An application server that a project below {@code it/} has provisioned in its {@code target/server}. */
enum ApplicationServer {
    WILDFLY("standalone/deployments") {
        @Override
        List<String> command(Path home, Map<String, String> properties, int port, int managementPort) {
            List<String> command = java(properties);
            command.add(1, "-Djboss.home.dir=" + home);
            command.addAll(List.of(
                    "-jar",
                    home.resolve("jboss-modules.jar").toString(),
                    "-mp",
                    home.resolve("modules").toString(),
                    "org.jboss.as.standalone",
                    "-Djboss.home.dir=" + home,
                    "-Djboss.http.port=" + port,
                    "-Djboss.management.http.port=" + managementPort,
                    "-Djboss.bind.address=127.0.0.1"));
            return command;
        }

        @Override
        URI readiness(int port, int managementPort) {
            return URI.create("http://localhost:" + managementPort + "/health/ready");
        }

        @Override
        Path log(Path target) {
            return target.resolve("server.log");
        }
    },
    LIBERTY("wlp/usr/servers/suite/dropins") {
        @Override
        List<String> command(Path home, Map<String, String> properties, int port, int managementPort) {
            List<String> command = java(properties);
            command.addAll(List.of(
                    "@" + home.resolve("wlp/lib/platform/java/java9.options"),
                    "-javaagent:" + home.resolve("wlp/bin/tools/ws-javaagent.jar"),
                    "-jar",
                    home.resolve("wlp/bin/tools/ws-server.jar").toString(),
                    "suite",
                    "--",
                    "--http.port=" + port));
            return command;
        }

        @Override
        URI readiness(int port, int managementPort) {
            return URI.create("http://localhost:" + port + "/health/ready");
        }

        @Override
        Path log(Path target) {
            return target.resolve("server/wlp/usr/servers/suite/logs/messages.log");
        }
    };

    private final String deployments;

    ApplicationServer(String deployments) {
        this.deployments = deployments;
    }

    /** {@return the server of the project that runs: the system property {@code server}, else WildFly} */
    static ApplicationServer current() {
        return valueOf(System.getProperty("server", "wildfly").toUpperCase(java.util.Locale.ROOT));
    }

    /** {@return the folder of the project} */
    String project() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * {@return the command that runs the server in the foreground}
     *
     * @param properties system properties, which MicroProfile Config reads
     */
    abstract List<String> command(Path home, Map<String, String> properties, int port, int managementPort);

    /** {@return where MicroProfile Health answers} */
    abstract URI readiness(int port, int managementPort);

    /** {@return where the server logs to, below the target folder of its project} */
    abstract Path log(Path target);

    private static List<String> java(Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        return command;
    }

    /** Puts applications in the place of those that an earlier run left behind. */
    void deploy(Path home, Map<String, Path> applications) throws IOException {
        Path folder = Files.createDirectories(home.resolve(deployments));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().contains(".war")).toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, Path> application : applications.entrySet()) {
            Files.copy(application.getValue(), folder.resolve(application.getKey() + ".war"));
        }
    }
}
