package io.github.amplifyjakarta.it.clients;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A sandbox process. */
final class SandboxProcess implements AutoCloseable {

    static final String POOL = "eu-central-1_Sandbox01";
    static final String CLIENT = "sandboxclient00000000000001";
    static final String CONFIDENTIAL_CLIENT = "sandboxclient00000000000002";
    static final String CLIENT_SECRET = "sandbox-client-secret-of-the-confidential-client";
    static final String IDENTITY_POOL = "eu-central-1:00000000-aaaa-bbbb-cccc-000000000001";
    static final String BUCKET = "sandbox-bucket";
    static final String API_KEY = "da2-sandboxsandboxsandboxsand";

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;
    private final int s3Port;

    /**
     * @param flags flags of the command
     */
    SandboxProcess(String... flags) throws IOException, InterruptedException {
        port = freePort();
        s3Port = freePort();
        Path log = Path.of("target/sandbox.log").toAbsolutePath();
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("../sandbox/target/sandbox.jar").toAbsolutePath().toString(),
                "--application=http://localhost:8080",
                "--port=" + port,
                "--s3-port=" + s3Port,
                "--parent=" + ProcessHandle.current().pid()));
        command.addAll(List.of(flags));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitReady();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws InterruptedException, IOException {
        Instant end = Instant.now().plus(START_LIMIT);
        while (Instant.now().isBefore(end) && process.isAlive()) {
            try {
                get("/sandbox/calls");
                return;
            } catch (IOException e) {
                Thread.sleep(100); // not listening yet
            }
        }
        throw new IOException("the sandbox did not start; see target/sandbox.log");
    }

    URI uri() {
        return URI.create("http://localhost:" + port + "/");
    }

    URI s3() {
        return URI.create("http://localhost:" + s3Port + "/");
    }

    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri().resolve(path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** {@return the code that Cognito would have mailed} */
    String mailed(String username) throws IOException, InterruptedException {
        return get("/sandbox/mail?username=" + URLEncoder.encode(username, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
