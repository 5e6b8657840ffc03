package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.UploadOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An object that goes up in parts (S3 user guide, "Uploading and copying objects using multipart upload"), some of them at
 * a time. A part is held in memory until S3 has it, so that it can be sent again.
 */
final class MultipartUpload {

    /** As many as Amplify sends at a time. */
    private static final int MOST_UNDER_WAY = 4;

    /** How many bytes may be under way, unless one part alone has more. */
    private static final int MOST_BYTES = MOST_UNDER_WAY * PartSize.SMALLEST;

    private record Part(byte[] buffer, int length, FutureTask<CompletedPart> sent) {}

    private final UserS3 s3;
    private final String key;
    private final Cancellation cancellation;
    private final Executor senders;
    private final LongConsumer progress;
    private final Deque<Part> underWay = new ArrayDeque<>();
    private final List<CompletedPart> done = new ArrayList<>();
    private long sent;
    private @Nullable String uploadId;

    /**
     * @param senders runs the requests
     * @param progress is told how many bytes S3 has, on the thread of the upload
     */
    MultipartUpload(UserS3 s3, String key, Cancellation cancellation, Executor senders, LongConsumer progress) {
        this.s3 = s3;
        this.key = key;
        this.cancellation = cancellation;
        this.senders = senders;
        this.progress = progress;
    }

    boolean isStarted() {
        return uploadId != null;
    }

    /** {@return the number of the part that comes next} */
    int next() {
        return done.size() + underWay.size() + 1;
    }

    void start(String contentType, UploadOptions options) {
        CreateMultipartUploadResponse answer = s3.call(client -> client.createMultipartUpload(
                request -> request.bucket(s3.bucket().name())
                        .key(key)
                        .contentType(contentType)
                        .contentDisposition(options.contentDisposition().orElse(null))
                        .contentEncoding(options.contentEncoding().orElse(null))
                        .cacheControl(options.cacheControl().orElse(null))
                        .metadata(options.metadata())
                        .expectedBucketOwner(s3.bucket().expectedOwner().orElse(null))
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                        .checksumType(ChecksumType.FULL_OBJECT)
                        .overrideConfiguration(s3.quick())));
        uploadId = Failures.require("an id of the upload", answer.uploadId(), answer);
    }

    /**
     * Sends the next part, and waits while enough are under way.
     *
     * @param buffer belongs to the part from now on
     * @return a buffer for the part after it
     */
    byte[] send(byte[] buffer, int length) {
        int number = next();
        // of the session, which this thread has and the senders do not
        Consumer<AwsRequestOverrideConfiguration.Builder> user = s3.slow();
        FutureTask<CompletedPart> task =
                new FutureTask<>(() -> cancellation.run(() -> send(number, buffer, length, user)));
        underWay.add(new Part(buffer, length, task));
        senders.execute(task);
        byte[] free = new byte[0];
        while (underWay.size() >= MOST_UNDER_WAY || bytesUnderWay() > MOST_BYTES) {
            free = await();
        }
        return free;
    }

    private long bytesUnderWay() {
        return underWay.stream().mapToLong(Part::length).sum();
    }

    private CompletedPart send(
            int number, byte[] bytes, int length, Consumer<AwsRequestOverrideConfiguration.Builder> user) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        String checksum = Upload.base64(crc);
        UploadPartResponse answer = s3.call(client -> client.uploadPart(
                request -> request.bucket(s3.bucket().name())
                        .key(key)
                        .uploadId(uploadId)
                        .partNumber(number)
                        .expectedBucketOwner(s3.bucket().expectedOwner().orElse(null))
                        .checksumCRC32(checksum)
                        .overrideConfiguration(user),
                Upload.body(bytes, length)));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(Failures.require("the ETag of the part", answer.eTag(), answer))
                .checksumCRC32(checksum)
                .build();
    }

    /** Waits for the oldest part under way; {@return its buffer, which is free now} */
    private byte[] await() {
        Part oldest = underWay.element();
        try {
            done.add(oldest.sent().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.canceled(e);
        }
        underWay.remove();
        sent += oldest.length();
        progress.accept(sent);
        return oldest.buffer();
    }

    CompleteMultipartUploadResponse complete(String checksum, boolean preventOverwrite) {
        while (!underWay.isEmpty()) {
            await();
        }
        return s3.call(client -> client.completeMultipartUpload(
                request -> request.bucket(s3.bucket().name())
                        .key(key)
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(done))
                        .ifNoneMatch(preventOverwrite ? "*" : null)
                        .expectedBucketOwner(s3.bucket().expectedOwner().orElse(null))
                        .checksumCRC32(checksum)
                        .checksumType(ChecksumType.FULL_OBJECT)
                        .overrideConfiguration(s3.slow())));
    }

    /** There is nothing to abort any more. */
    void forget() {
        uploadId = null;
    }

    /**
     * Leaves no parts behind. A part that is still being sent could arrive after the abort and stay (S3 API reference,
     * AbortMultipartUpload), so those end first.
     */
    void abort(Throwable why) {
        String id = uploadId;
        if (id == null) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // the SDK sends nothing on an interrupted thread
        cancellation.abandon();
        try {
            while (!underWay.isEmpty()) {
                end(underWay.remove());
            }
            s3.call(client -> client.abortMultipartUpload(
                    request -> request.bucket(s3.bucket().name())
                            .key(key)
                            .uploadId(id)
                            .expectedBucketOwner(s3.bucket().expectedOwner().orElse(null))
                            .overrideConfiguration(s3.quickAsBefore())));
        } catch (InterruptedException e) {
            interrupted = true;
            why.addSuppressed(e);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void end(Part part) throws InterruptedException {
        try {
            part.sent().get();
        } catch (ExecutionException e) {
            Objects.requireNonNull(e.getCause()); // how it ended is not asked any more: the upload failed before
        }
    }
}
