package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.storage.StorageClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A process with the S3 of Ceph, a bucket, and the roles {@code alice}, {@code bob} and {@code guest}. */
final class Radosgw implements AutoCloseable {

    static final String BUCKET = "photos";

    /** The owner of the bucket, who may assume the roles. */
    static final AwsBasicCredentials OWNER =
            AwsBasicCredentials.create("TESTONLYACCESSKEY000", "testonlysecretkeytestonlysecretkey000000");

    private static final Region REGION = Region.EU_CENTRAL_1;
    private static final Duration SESSION = Duration.ofMinutes(60);

    /** The session that an identity pool would provide. */
    record Session(String name, AwsCredentials current) implements AuthSession {

        @Override
        public Optional<AuthTokens> tokens() {
            return Optional.empty();
        }

        @Override
        public Optional<String> userSub() {
            return Optional.empty();
        }

        @Override
        public Optional<AwsCredentials> credentials() {
            return Optional.of(current);
        }

        @Override
        public Optional<String> identityId() {
            return Optional.of(name);
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;
    private final Storage storage;

    Radosgw() throws IOException {
        port = freePort();
        Path folder = Files.createDirectories(Path.of("target/radosgw").toAbsolutePath());
        Path log = folder.resolve("start.log");
        process = new ProcessBuilder("src/radosgw/start-radosgw.sh", folder.toString(), port + "")
                .redirectError(log.toFile())
                .start();
        BufferedReader printed = process.inputReader();
        if (!"radosgw ready".equals(printed.readLine())) {
            throw new IOException("radosgw did not start: " + Files.readString(log));
        }
        storage = new Storage(
                new StorageConfig(BUCKET, REGION.id(), Optional.of(uri()), true, Map.of()),
                new HttpConfig(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30)),
                Clock.systemUTC());
    }

    /** {@return a free port below those of outgoing connections, which keep their ports for a minute after they close} */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // taken
            }
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** {@return the storage client of the library for a role} */
    StorageClient storageOf(String role) throws IOException, InterruptedException {
        return storageOf(role, assume(role, SESSION));
    }

    StorageClient storageOf(String role, AwsCredentials credentials) {
        Session session = new Session(role, credentials);
        return storage.client(() -> session);
    }

    /** {@return the plain SDK client of the bucket owner, with the features that radosgw supports} */
    S3Client sdk() {
        return sdk(OWNER, RequestChecksumCalculation.WHEN_REQUIRED);
    }

    S3Client sdk(
            software.amazon.awssdk.auth.credentials.AwsCredentials credentials, RequestChecksumCalculation checksums) {
        return S3Client.builder()
                .httpClient(ApacheHttpClient.create())
                .region(REGION)
                .endpointOverride(uri())
                .forcePathStyle(true)
                .requestChecksumCalculation(checksums)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    static AwsSessionCredentials ofSdk(AwsCredentials credentials) {
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    /** Calls AssumeRole of STS. */
    AwsCredentials assume(String role, Duration lifetime) throws IOException, InterruptedException {
        byte[] form = ("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2F" + role
                        + "&RoleSessionName=" + role + "&DurationSeconds=" + lifetime.toSeconds())
                .getBytes(UTF_8);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(OWNER)
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(uri().resolve("/"))
                                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                                .build())
                        .payload(ContentStreamProvider.fromByteArray(form))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION.id()))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(signed.getUri()).POST(HttpRequest.BodyPublishers.ofByteArray(form));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) { // the HTTP client sets the same value
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("STS: " + answer.statusCode() + " " + answer.body());
        }
        return new AwsCredentials(
                element(answer.body(), "AccessKeyId"),
                element(answer.body(), "SecretAccessKey"),
                element(answer.body(), "SessionToken"),
                Instant.parse(element(answer.body(), "Expiration")));
    }

    private static String element(String document, String name) {
        Matcher found = Pattern.compile("<" + name + ">([^<]+)</").matcher(document);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + name + " in " + document);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        storage.close();
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
