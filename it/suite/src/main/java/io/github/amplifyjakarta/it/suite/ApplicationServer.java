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

/**
 * An application server that a project below {@code it/} has provisioned in its {@code target/server}. Its instances
 * have a configuration and applications of their own, so that several may be there at a time.
 */
enum ApplicationServer {
    WILDFLY("WildFly", "") {
        @Override
        List<String> command(Path home, String instance, Map<String, String> properties, int port, int managementPort) {
            return wildFly(home, instance, properties, port, managementPort);
        }

        @Override
        void prepare(Path home, String instance) throws IOException {
            prepareWildFly(home, instance);
        }

        @Override
        URI readiness(int port, int managementPort) {
            return healthAt(managementPort);
        }
    },
    WILDFLY_PREVIEW("WildFly Preview", "") {
        @Override
        List<String> command(Path home, String instance, Map<String, String> properties, int port, int managementPort) {
            return wildFly(home, instance, properties, port, managementPort);
        }

        @Override
        void prepare(Path home, String instance) throws IOException {
            prepareWildFly(home, instance);
        }

        @Override
        URI readiness(int port, int managementPort) {
            return healthAt(managementPort);
        }
    },
    PAYARA("Payara", "") {
        @Override
        List<String> command(Path home, String instance, Map<String, String> properties, int port, int managementPort) {
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
                    deployments(home, instance).toString()));
            return command;
        }

        @Override
        String fileName(String application) {
            return application.equals("demo") ? "ROOT.war" : super.fileName(application);
        }

        @Override
        boolean deploys(String application) {
            return !application.equals("browser");
        }
    },
    TOMEE("TomEE", "") {
        @Override
        List<String> command(Path home, String instance, Map<String, String> properties, int port, int managementPort) {
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
                    "-Dcatalina.base=" + instance(home, instance),
                    "-Djava.io.tmpdir=" + instance(home, instance).resolve("temp"),
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

        @Override
        boolean deploys(String application) {
            return !application.equals("secured");
        }

        @Override
        Path deployments(Path home, String instance) {
            return instance(home, instance).resolve("webapps");
        }

        /** It unpacks each application beside the file, and would start what an earlier run left there. */
        @Override
        void prepare(Path home, String instance) throws IOException {
            Path base = instance(home, instance);
            if (Files.exists(base)) {
                try (Stream<Path> files = Files.walk(base)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            copyMissing(home.resolve("conf"), base.resolve("conf"));
            Files.createDirectories(base.resolve("temp"));
            Files.createDirectories(base.resolve("logs"));
        }
    },
    LIBERTY("Open Liberty", "wlp/usr/servers/") {
        @Override
        List<String> command(Path home, String instance, Map<String, String> properties, int port, int managementPort) {
            List<String> command = java(properties);
            command.addAll(List.of(
                    "@" + home.resolve("wlp/lib/platform/java/java9.options"),
                    "-javaagent:" + home.resolve("wlp/bin/tools/ws-javaagent.jar"),
                    "-jar",
                    home.resolve("wlp/bin/tools/ws-server.jar").toString(),
                    instance,
                    "--",
                    "--http.port=" + port));
            return command;
        }

        @Override
        Path deployments(Path home, String instance) {
            return instance(home, instance).resolve("dropins");
        }

        @Override
        void prepare(Path home, String instance) throws IOException {
            Path configuration =
                    Files.createDirectories(instance(home, instance)).resolve("server.xml");
            if (!Files.exists(configuration)) {
                Files.writeString(configuration, "<server><include location=\"../suite/server.xml\"/></server>\n");
            }
        }

        @Override
        Path log(Path target, String instance) {
            return instance(target.resolve("server"), instance).resolve("logs/messages.log");
        }
    };

    private final String displayName;
    private final String instances;

    ApplicationServer(String displayName, String instances) {
        this.displayName = displayName;
        this.instances = instances;
    }

    /** {@return the server of the project that runs: the system property {@code server}, else WildFly} */
    static ApplicationServer current() {
        String name = System.getProperty("server", "wildfly");
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** {@return the name for people} */
    String displayName() {
        return displayName;
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
    abstract List<String> command(
            Path home, String instance, Map<String, String> properties, int port, int managementPort);

    /** {@return the folder of an instance} */
    final Path instance(Path home, String instance) {
        return home.resolve(instances + instance);
    }

    Path deployments(Path home, String instance) {
        return instance(home, instance).resolve("deployments");
    }

    /** Gives an instance the server's usual configuration where it has none. */
    void prepare(Path home, String instance) throws IOException {
        Files.createDirectories(instance(home, instance));
    }

    private static void copyMissing(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    void prepareWildFly(Path home, String instance) throws IOException {
        copyMissing(
                home.resolve("standalone/configuration"),
                instance(home, instance).resolve("configuration"));
    }

    /** {@return where MicroProfile Health answers} */
    URI readiness(int port, int managementPort) {
        return healthAt(port);
    }

    private static URI healthAt(int port) {
        return URI.create("http://localhost:" + port + "/health/ready");
    }

    /** {@return where the server logs to, below the target folder of its project} */
    Path log(Path target, String instance) {
        return target.resolve(instance + ".log");
    }

    /** {@return whether it can deploy an application; docs/server-tests.md says why not} */
    boolean deploys(String application) {
        return true;
    }

    /** {@return the name of the file to deploy, which says the context root where the application itself does not} */
    String fileName(String application) {
        return application + ".war";
    }

    List<String> wildFly(Path home, String instance, Map<String, String> properties, int port, int managementPort) {
        List<String> command = java(properties);
        command.add(1, "-Djboss.home.dir=" + home);
        // what bin/common.sh says, for Infinispan
        for (String opened : List.of("lang", "lang.invoke", "lang.reflect", "security", "util", "util.concurrent")) {
            command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + instance(home, instance),
                "-Djboss.node.name=" + instance,
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
        command.add("-Xmx768m");
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        return command;
    }

    /** Replaces the applications that an earlier run left behind. */
    void deploy(Path home, String instance, Map<String, Path> applications) throws IOException {
        prepare(home, instance);
        Path folder = Files.createDirectories(deployments(home, instance));
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
