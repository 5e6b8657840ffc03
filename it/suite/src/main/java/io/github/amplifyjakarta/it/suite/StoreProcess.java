package io.github.amplifyjakarta.it.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Redis that nodes share, on loopback and in memory. It is one of those that the build of the demo has unpacked. */
final class StoreProcess implements AutoCloseable {

    /** Bytes: less than it has when it is empty. */
    private static final int FULL = 1;

    private static final Pattern CLIENTS = Pattern.compile("(?m)^connected_clients:(\\d+)");

    private static final int LIMIT_MILLIS = 10_000;

    private final Path it;
    private final Path log;
    private final int port;
    private ServerProcess process;
    private ServerProcess guard;

    private StoreProcess(Path it, Path log, int port) {
        this.it = it;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param it the folder with the integration projects, built
     * @param log where its output goes
     */
    static StoreProcess start(Path it, Path log) throws IOException, InterruptedException {
        StoreProcess store = new StoreProcess(it, log, ServerProcess.freePort());
        try {
            store.start();
            return store;
        } catch (IOException | InterruptedException e) {
            store.close();
            throw e;
        }
    }

    /** Starts it again, empty, after it was killed. */
    void start() throws IOException, InterruptedException {
        Path program = program(it.resolve("demo/target/redis"));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        process = new ServerProcess(
                log, List.of(program.toString(), "--port", port + "", "--bind", "127.0.0.1", "--save", ""));
        guard = ServerProcess.guard(it, log.resolveSibling(log.getFileName() + "-guard.log"), process);
        process.awaitPort(port);
    }

    private static Path program(Path folder) throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String kind = system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        try (Stream<Path> programs = Files.list(folder)) {
            return programs.filter(file -> file.getFileName().toString().contains(kind + "-" + processor))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no Redis for " + kind + " on " + processor + " in " + folder));
        }
    }

    int port() {
        return port;
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Ends it at once, with all that it holds. */
    void kill() throws InterruptedException {
        process.kill();
        guard.close();
    }

    /** Lets it answer nobody; connections are accepted. */
    void suspend() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** Lets it answer again. */
    void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** Lets it refuse writes, as a store does that is full. */
    void fill() throws IOException {
        command("CONFIG SET maxmemory " + FULL);
    }

    /** Lets it accept writes again. */
    void unfill() throws IOException {
        command("CONFIG SET maxmemory 0");
    }

    /** {@return the number of connections that programs have to it} */
    int connections() throws IOException {
        String info = command("INFO clients");
        Matcher clients = CLIENTS.matcher(info);
        if (!clients.find()) {
            throw new IOException("no number of clients in " + info);
        }
        return Integer.parseInt(clients.group(1)) - 1; // this one
    }

    /**
     * Sends a command in one line (Redis protocol, "Inline commands").
     *
     * @return the answer, until the connection ends
     */
    private String command(String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write((line + "\r\nQUIT\r\n").getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            if (answer.startsWith("-")) {
                throw new IOException(line + ": " + answer);
            }
            return answer;
        }
    }

    @Override
    public void close() {
        Stream.of(process, guard).filter(Objects::nonNull).forEach(ServerProcess::close);
    }
}
