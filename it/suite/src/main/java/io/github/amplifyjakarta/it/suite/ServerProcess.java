package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A server that was started as a process of its own. */
final class ServerProcess implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path log;
    private final Process process;

    ServerProcess(Path log, List<String> command) throws IOException {
        this(log, command, environment -> {});
    }

    /** @param environment changes this process's environment for the server */
    ServerProcess(Path log, List<String> command, Consumer<Map<String, String>> environment) throws IOException {
        this.log = log;
        Files.createDirectories(log.getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        environment.accept(builder.environment());
        process = builder.start();
    }

    /**
     * The local AWS sandbox.
     *
     * @param it the folder with the integration projects, built
     * @param application where browsers find the application
     * @param poolId the id of its user pool; without one the usual one
     */
    static ServerProcess sandbox(Path it, Path log, int port, int s3Port, URI application, String... poolId)
            throws IOException, InterruptedException {
        return sandbox(it, log, port, s3Port, List.of(application), poolId);
    }

    /** @param applications where browsers find the applications */
    static ServerProcess sandbox(
            Path it, Path log, int port, int s3Port, Collection<URI> applications, String... poolId)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-Dsun.net.httpserver.maxIdleConnections=1000", // of 200 it closes some while a request is on its way
                "-jar",
                jar(it).toString(),
                "--port=" + port,
                "--s3-port=" + s3Port,
                "--parent=" + ProcessHandle.current().pid()));
        applications.forEach(application -> command.add("--application=" + application));
        Stream.of(poolId).map(id -> "--pool-id=" + id).forEach(command::add);
        ServerProcess sandbox = new ServerProcess(log, command);
        sandbox.awaitAnswer(URI.create("http://localhost:" + port + "/sandbox/calls"));
        return sandbox;
    }

    /**
     * The process that ends a server when this process ends, even when this one is killed. A server does not look after its
     * parent, as the sandbox does.
     *
     * @param it the folder with the integration projects, built
     */
    static ServerProcess guard(Path it, Path log, ServerProcess server) throws IOException {
        return new ServerProcess(
                log,
                List.of(
                        JAVA,
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        jar(it).toString(),
                        "io.github.amplifyjakarta.sandbox.ProcessGuard",
                        server.pid() + ""));
    }

    /** {@return the packed sandbox} */
    private static Path jar(Path it) {
        return it.resolve("sandbox/target/sandbox.jar");
    }

    static int freePort() {
        return freePorts(1);
    }

    /**
     * {@return the first of adjacent ports that nobody uses} They lie below those that Linux gives to outgoing
     * connections ({@code ip_local_port_range}): one of these may come between, and holds its port for a minute after
     * it was closed.
     */
    static int freePorts(int count) {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            if (IntStream.range(first, first + count).allMatch(ServerProcess::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " adjacent free ports from 10000 to 32000");
    }

    /** Some systems let a program have a port of all addresses that another one has of the loopback address. */
    static boolean isFree(int port) {
        return isFree(port, null) && isFree(port, InetAddress.getLoopbackAddress());
    }

    private static boolean isFree(int port, InetAddress address) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    void awaitAnswer(URI uri) throws IOException, InterruptedException {
        awaitAnswer(uri, START_LIMIT);
    }

    void awaitAnswer(URI uri, Duration limit) throws IOException, InterruptedException {
        awaitAnswer(uri, limit, () -> false);
    }

    void awaitAnswer(URI uri, BooleanSupplier hopeless) throws IOException, InterruptedException {
        awaitAnswer(uri, START_LIMIT, hopeless);
    }

    /**
     * Waits for the answer 200.
     *
     * @param hopeless whether the application will not answer, although the server runs
     */
    private void awaitAnswer(URI uri, Duration limit, BooleanSupplier hopeless)
            throws IOException, InterruptedException {
        // Open Liberty lets the first answer after an upgrade to HTTP/2 wait for ten seconds
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        Instant end = Instant.now().plus(limit);
        while (Instant.now().isBefore(end)) {
            if (!process.isAlive()) {
                throw new IOException("a server stopped while it started; see " + log);
            }
            if (hopeless.getAsBoolean()) {
                throw new IOException("the application does not start; see " + log);
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
        throw new IOException(uri + " did not answer within " + limit + "; see " + log);
    }

    /** Waits until somebody listens at a port of loopback. */
    void awaitPort(int port) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(START_LIMIT);
        while (!listens(port)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("a server does not start; see " + log);
            }
            Thread.sleep(50);
        }
    }

    /** Another server that binds the port for a moment would be in the way of this one. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@return its log, when it has ended} */
    CompletableFuture<Path> end() {
        return process.onExit().thenApply(ended -> log);
    }

    long pid() {
        return process.pid();
    }

    /** {@return whether it ended within so long} */
    boolean endsWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it at once (SIGKILL), as a broken machine does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends it a signal by its name. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + name, pid() + "").inheritIO().start();
        if (kill.waitFor() != 0) {
            throw new IOException("SIG" + name + " was not sent to " + pid());
        }
    }

    /** Asks it to end; {@link #close} sees to it. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        stop();
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
