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
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
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

/**
 * Storage against the plain AWS SDK, in one run: presigned URLs by JMH, and 1 GiB up and down, taking turns. With the
 * argument {@code radosgw} the second alone, against that and with half of it: radosgw has it in memory, and keeps what
 * was replaced for a minute or two.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StorageBenchmark {

    private static final long LENGTH = 1L << 30;
    private static final long RADOSGW_LENGTH = LENGTH / 2;
    private static final int ROUNDS = 9;
    private static final String KEY = "public/transfer";

    private SandboxProcess sandbox;
    private LibraryUser library;
    private StorageClient storage;
    private S3Presigner presigner;

    /** Starts the sandbox and signs in. */
    @Setup(Level.Trial)
    public void start() throws Exception {
        sandbox = new SandboxProcess();
        library = new LibraryUser(sandbox.uri(), sandbox.s3());
        AmplifyServerContext alice = library.signIn("alice");
        storage = library.storageOf(alice);
        presigner = S3Presigner.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(sandbox.s3())
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
        sandbox.close();
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
                        .getObjectRequest(
                                get -> get.bucket(SandboxProcess.BUCKET).key("public/photos/a photo.jpg")))
                .url();
    }

    /** Runs everything and prints ratios. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("radosgw")) {
            againstRadosgw();
            return;
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(StorageBenchmark.class.getName())
                        .build())
                .run();
        againstTheStandIn();
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

    private static void againstTheStandIn() throws Exception {
        Path objects = Files.createTempDirectory("storage-benchmark");
        try (SandboxProcess sandbox = new SandboxProcess("--objects=" + objects);
                LibraryUser library = new LibraryUser(sandbox.uri(), sandbox.s3())) {
            AmplifyServerContext alice = library.signIn("alice");
            try (S3Client sdk = S3Client.builder()
                    .httpClient(ApacheHttpClient.create())
                    .region(Region.EU_CENTRAL_1)
                    .endpointOverride(URI.create(sandbox.s3().toString()))
                    .forcePathStyle(true)
                    .credentialsProvider(credentials(alice))
                    .build()) {
                new Transfers(library.storageOf(alice), sdk, SandboxProcess.BUCKET, ChecksumAlgorithm.CRC32)
                        .run(LENGTH);
            }
        } finally {
            delete(objects);
        }
    }

    /** Without checksums of the SDK, whose trailers it refuses; the library's, which it ignores, stay. */
    private static void againstRadosgw() throws Exception {
        try (Radosgw radosgw = new Radosgw()) {
            AwsCredentials alice = radosgw.assume("alice", Duration.ofMinutes(60));
            try (S3Client sdk = radosgw.sdk(Radosgw.ofSdk(alice), RequestChecksumCalculation.WHEN_REQUIRED)) {
                new Transfers(radosgw.storageOf("alice", alice), sdk, Radosgw.BUCKET, null).run(RADOSGW_LENGTH);
            }
        }
    }

    /** A file up and down by both, in rounds. */
    private record Transfers(StorageClient storage, S3Client sdk, String bucket, ChecksumAlgorithm checksums) {

        void run(long length) throws IOException {
            Path file = Files.createTempFile("storage-benchmark", "");
            try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
                random.setLength(length);
                run(file);
            } finally {
                Files.delete(file);
            }
        }

        private void run(Path file) throws IOException {
            List<Double> inParts = new ArrayList<>();
            List<Double> inOne = new ArrayList<>();
            List<Double> down = new ArrayList<>();
            long mebibytes = Files.size(file) >> 20;
            List<Transfer> uploads = List.of(
                    () -> inParts(file),
                    () -> sdk.putObject(request -> request.bucket(bucket).key(KEY), RequestBody.fromFile(file)),
                    () -> storage.uploadData(path(KEY), UploadData.of(file)));
            for (int round = 0; round < ROUNDS; round++) {
                double[] up = new double[uploads.size()];
                for (int turn = 0; turn < up.length; turn++) {
                    int next = (turn + round) % up.length; // who comes later writes to a disk that is busier
                    up[next] = seconds(uploads.get(next));
                }
                double parts = up[0];
                double one = up[1];
                double ours = up[2];
                inParts.add(parts / ours);
                inOne.add(one / ours);
                double theirsDown = 0;
                double oursDown = 0;
                for (int turn = 0; turn < 4; turn++) {
                    if (turn % 2 == round % 2) {
                        oursDown +=
                                seconds(() -> storage.downloadData(path(KEY)).writeTo(OutputStream.nullOutputStream()));
                    } else {
                        theirsDown += seconds(this::down);
                    }
                }
                down.add(theirsDown / oursDown);
                System.out.printf(
                        "%d MiB up: library %.2f s, SDK in the same parts %.2f s, SDK in one %.2f s;"
                                + " twice down: library %.2f s, SDK %.2f s%n",
                        mebibytes, ours, parts, one, oursDown, theirsDown);
            }
            System.out.printf(
                    "%d MiB up: %.2f of the plain SDK in the same parts, %.2f of it in one request; down: %.2f"
                            + " (medians of %d)%n",
                    mebibytes, median(inParts), median(inOne), median(down), ROUNDS);
        }

        private void down() throws IOException {
            try (InputStream body =
                    sdk.getObject(request -> request.bucket(bucket).key(KEY), ResponseTransformer.toInputStream())) {
                body.transferTo(OutputStream.nullOutputStream());
            }
        }

        /** What one writes with the plain SDK, from its documentation. */
        private void inParts(Path file) throws IOException {
            String id = sdk.createMultipartUpload(
                            request -> request.bucket(bucket).key(KEY).checksumAlgorithm(checksums))
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
                            request -> request.bucket(bucket)
                                    .key(KEY)
                                    .uploadId(id)
                                    .partNumber(part)
                                    .checksumAlgorithm(checksums),
                            RequestBody.fromRemainingByteBuffer(buffer));
                    parts.add(CompletedPart.builder()
                            .partNumber(part)
                            .eTag(sent.eTag())
                            .checksumCRC32(sent.checksumCRC32())
                            .build());
                }
            }
            sdk.completeMultipartUpload(request ->
                    request.bucket(bucket).key(KEY).uploadId(id).multipartUpload(upload -> upload.parts(parts)));
        }
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
