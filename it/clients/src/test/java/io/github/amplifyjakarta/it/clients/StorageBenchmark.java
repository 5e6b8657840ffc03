package io.github.amplifyjakarta.it.clients;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.UploadData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Storage against the plain AWS SDK, in one run: presigned URLs by JMH, and 1 GiB up and down, taking turns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StorageBenchmark {

    private static final long LENGTH = 1L << 30;
    private static final int ROUNDS = 5;

    private StandIn standIn;
    private LibraryUser library;
    private StorageClient storage;
    private S3Presigner presigner;

    /** Starts the stand-in and signs in. */
    @Setup(Level.Trial)
    public void start() throws Exception {
        standIn = new StandIn();
        library = new LibraryUser(standIn.uri(), standIn.s3());
        AmplifyServerContext alice = library.signIn("alice");
        storage = library.storageOf(alice);
        presigner = S3Presigner.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(standIn.s3())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(credentials(alice))
                .build();
    }

    private static StaticCredentialsProvider credentials(AmplifyServerContext context) {
        AwsCredentials found = context.fetchAuthSession().credentials().orElseThrow();
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(found.accessKeyId(), found.secretAccessKey(), found.sessionToken()));
    }

    /** Stops everything. */
    @TearDown(Level.Trial)
    public void stop() {
        presigner.close();
        library.close();
        standIn.close();
    }

    /** The library: session, credentials, path rules and signature. */
    @Benchmark
    public Object presignByLibrary() {
        return storage.getUrl(path("public/photos/a photo.jpg"));
    }

    /** The SDK: signature. */
    @Benchmark
    public Object presignBySdk() {
        return presigner
                .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(15))
                        .getObjectRequest(get -> get.bucket(StandIn.BUCKET).key("public/photos/a photo.jpg")))
                .url();
    }

    /** Runs everything and prints ratios. */
    public static void main(String[] args) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(StorageBenchmark.class.getName())
                        .build())
                .run();
        transfers();
        System.out.printf(
                "presign: %.2f of the plain SDK%n",
                score(results, "presignByLibrary") / score(results, "presignBySdk"));
    }

    private static double score(Collection<RunResult> results, String name) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(name))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getScore();
    }

    private static void transfers() throws Exception {
        Path folder = Files.createTempDirectory("storage-benchmark");
        Path file = folder.resolve("file");
        try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(LENGTH);
        }
        Path objects = Files.createDirectory(folder.resolve("objects"));
        try (StandIn standIn = new StandIn(Map.of("sandbox.objects", objects.toString()));
                LibraryUser library = new LibraryUser(standIn.uri(), standIn.s3())) {
            AmplifyServerContext alice = library.signIn("alice");
            StorageClient storage = library.storageOf(alice);
            try (S3Client sdk = S3Client.builder()
                    .httpClient(ApacheHttpClient.create())
                    .region(Region.EU_CENTRAL_1)
                    .endpointOverride(URI.create(standIn.s3().toString()))
                    .forcePathStyle(true)
                    .credentialsProvider(credentials(alice))
                    .build()) {
                List<Double> inParts = new ArrayList<>();
                List<Double> inOne = new ArrayList<>();
                List<Double> down = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    double ours = seconds(() -> storage.uploadData(path("public/ours"), UploadData.of(file)));
                    double parts = seconds(() -> inParts(sdk, file));
                    double one = seconds(() -> sdk.putObject(
                            request -> request.bucket(StandIn.BUCKET).key("public/theirs"),
                            RequestBody.fromFile(file)));
                    inParts.add(parts / ours);
                    inOne.add(one / ours);
                    double theirsDown = 0;
                    double oursDown = 0;
                    for (int turn = 0; turn < 4; turn++) {
                        if (turn % 2 == round % 2) {
                            oursDown += seconds(() ->
                                    storage.downloadData(path("public/ours")).writeTo(OutputStream.nullOutputStream()));
                        } else {
                            theirsDown += seconds(() -> {
                                try (InputStream body = sdk.getObject(
                                        request ->
                                                request.bucket(StandIn.BUCKET).key("public/ours"),
                                        ResponseTransformer.toInputStream())) {
                                    body.transferTo(OutputStream.nullOutputStream());
                                }
                            });
                        }
                    }
                    down.add(theirsDown / oursDown);
                    System.out.printf(
                            "1 GiB up: library %.2f s, SDK in the same parts %.2f s, SDK in one %.2f s;"
                                    + " twice down: library %.2f s, SDK %.2f s%n",
                            ours, parts, one, oursDown, theirsDown);
                }
                System.out.printf(
                        "1 GiB up: %.2f of the plain SDK in the same parts, %.2f of it in one request; down: %.2f"
                                + " (medians of %d)%n",
                        median(inParts), median(inOne), median(down), ROUNDS);
            }
        } finally {
            delete(folder);
        }
    }

    /** What one writes with the plain SDK, from its documentation. */
    private static void inParts(S3Client sdk, Path file) throws IOException {
        String key = "public/parts";
        String id = sdk.createMultipartUpload(
                        request -> request.bucket(StandIn.BUCKET).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(5 << 20);
        try (FileChannel channel = FileChannel.open(file)) {
            for (int number = 1; channel.position() < channel.size(); number++) {
                buffer.clear();
                while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                    // the whole part
                }
                buffer.flip();
                int part = number;
                UploadPartResponse sent = sdk.uploadPart(
                        request -> request.bucket(StandIn.BUCKET)
                                .key(key)
                                .uploadId(id)
                                .partNumber(part)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                        RequestBody.fromRemainingByteBuffer(buffer));
                parts.add(CompletedPart.builder()
                        .partNumber(part)
                        .eTag(sent.eTag())
                        .checksumCRC32(sent.checksumCRC32())
                        .build());
            }
        }
        sdk.completeMultipartUpload(request ->
                request.bucket(StandIn.BUCKET).key(key).uploadId(id).multipartUpload(upload -> upload.parts(parts)));
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private static double seconds(Transfer transfer) throws IOException {
        long start = System.nanoTime();
        transfer.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
