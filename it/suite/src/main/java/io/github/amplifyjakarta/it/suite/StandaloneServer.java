package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The application server with the least features and one application, which its environment configures. */
public final class StandaloneServer implements AutoCloseable {

    /** What the library logs about a configuration that cannot work (docs/configuration.md). */
    private static final Pattern PROBLEM = Pattern.compile("(?m)^.*\\bERROR\\b.*?amplify-jakarta: (.+)$");

    private static final String INSTANCE = "least";

    private final ApplicationServer server = ApplicationServer.current();
    private final Path it;
    private final String application;
    private final int port;
    private final Path log;
    private ServerProcess process;
    private ServerProcess guard;

    /**
     * @param it the folder with the integration projects, built
     * @param application the project with the application, which answers at the root
     * @param port where it answers
     * @param log where the output of the server goes
     */
    public StandaloneServer(Path it, String application, int port, Path log) {
        this.it = it;
        this.application = application;
        this.port = port;
        this.log = log;
    }

    /** {@return whether nobody listens at the port} */
    public static boolean isFree(int port) {
        return ServerProcess.isFree(port);
    }

    /** {@return the first of adjacent ports that nobody uses} */
    public static int freePorts(int count) {
        return ServerProcess.freePorts(count);
    }

    /** {@return the name for people} */
    public static String displayName() {
        return ApplicationServer.current().displayName();
    }

    /**
     * Starts the server, and waits until the application answers.
     *
     * @param environment changes this process's environment for the server
     * @throws IOException when the application does not answer; {@link #problems()} may say why
     */
    public void start(Consumer<Map<String, String>> environment) throws IOException, InterruptedException {
        Path target = it.resolve(server.project()).resolve("target");
        Path own = target.resolve(INSTANCE);
        Path home = Files.isDirectory(own) ? own : target.resolve("server");
        server.deploy(home, INSTANCE, Map.of(application, it.resolve(application + "/target/" + application + ".war")));
        synchronized (this) {
            process = new ServerProcess(
                    log, server.command(home, INSTANCE, Map.of(), port, ServerProcess.freePort()), environment);
            guard = ServerProcess.guard(it, log.resolveSibling("guard.log"), process);
        }
        process.awaitAnswer(
                URI.create("http://localhost:" + port + "/"), () -> !problems().isEmpty());
    }

    /** {@return what the library has found wrong with the configuration; empty when nothing} */
    public List<String> problems() {
        try {
            return PROBLEM.matcher(Files.readString(log))
                    .results()
                    .map((MatchResult found) -> found.group(1).strip())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
        }
        if (guard != null) {
            guard.close();
        }
    }
}
