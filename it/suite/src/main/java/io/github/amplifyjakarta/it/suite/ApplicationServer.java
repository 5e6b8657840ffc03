package io.github.amplifyjakarta.it.suite;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** An application server that a project below {@code it/} has provisioned in its {@code target/server}. */
enum ApplicationServer {
    WILDFLY("standalone/deployments") {
        @Override
        List<String> command(Path home, Map<String, String> properties, int port, int managementPort) {
            return wildFly(home, properties, port, managementPort);
        }

        @Override
        URI readiness(int port, int managementPort) {
            return healthAt(managementPort);
        }
    },
    WILDFLY_PREVIEW("standalone/deployments") {
        @Override
        List<String> command(Path home, Map<String, String> properties, int port, int managementPort) {
            return wildFly(home, properties, port, managementPort);
        }

        @Override
        URI readiness(int port, int managementPort) {
            return healthAt(managementPort);
        }
    },
    PAYARA("deployments") {
        @Override
        List<String> command(Path home, Map<String, String> properties, int port, int managementPort) {
            List<String> command = java(properties);
            command.addAll(List.of(
                    "-jar",
                    home.resolve("payara-micro.jar").toString(),
                    "--nocluster",
                    "--rootdir",
                    home.resolve("root-" + port).toString(),
                    "--port",
                    port + "",
                    "--deploymentdir",
                    home.resolve("deployments").toString()));
            return command;
        }

        @Override
        String fileName(String application) {
            return application.equals("demo") ? "ROOT.war" : super.fileName(application);
        }
    },
    TOMEE("webapps") {
        @Override
        List<String> command(Path home, Map<String, String> properties, int port, int managementPort) {
            List<String> command = java(properties);
            // what bin/catalina.sh says
            for (String opened : List.of("java.lang", "java.io", "java.util", "java.util.concurrent")) {
                command.addAll(List.of("--add-opens", "java.base/" + opened + "=ALL-UNNAMED"));
            }
            command.addAll(List.of(
                    "--add-opens",
                    "java.rmi/sun.rmi.transport=ALL-UNNAMED",
                    "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                    "-Djava.util.logging.config.file=" + home.resolve("conf/logging.properties"),
                    "-Dcatalina.home=" + home,
                    "-Dhttp.port=" + port,
                    "-cp",
                    home.resolve("bin/bootstrap.jar") + File.pathSeparator + home.resolve("bin/tomcat-juli.jar"),
                    "org.apache.catalina.startup.Bootstrap",
                    "start"));
            return command;
        }

        @Override
        String fileName(String application) {
            return application.equals("demo") ? "ROOT.war" : super.fileName(application);
        }

        /** It unpacks each application beside the file, and would start what an earlier run left there. */
        @Override
        void deploy(Path home, Map<String, Path> applications) throws IOException {
            Path folder = Files.createDirectories(home.resolve("webapps"));
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            super.deploy(home, applications);
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
        String name = System.getProperty("server", "wildfly");
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** {@return the folder of the project} */
    String project() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the command that runs the server in the foreground}
     *
     * @param properties system properties, which MicroProfile Config reads
     */
    abstract List<String> command(Path home, Map<String, String> properties, int port, int managementPort);

    /** {@return where MicroProfile Health answers} */
    URI readiness(int port, int managementPort) {
        return healthAt(port);
    }

    private static URI healthAt(int port) {
        return URI.create("http://localhost:" + port + "/health/ready");
    }

    /** {@return where the server logs to, below the target folder of its project} */
    Path log(Path target) {
        return target.resolve("server.log");
    }

    /** {@return the name of the file to deploy, which says the context root where the application itself does not} */
    String fileName(String application) {
        return application + ".war";
    }

    private static List<String> wildFly(Path home, Map<String, String> properties, int port, int managementPort) {
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
                "-Djboss.https.port=0",
                "-Djboss.management.http.port=" + managementPort,
                "-Djboss.management.https.port=0",
                "-Djboss.bind.address=127.0.0.1"));
        return command;
    }

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
            Files.copy(application.getValue(), folder.resolve(fileName(application.getKey())));
        }
    }
}
