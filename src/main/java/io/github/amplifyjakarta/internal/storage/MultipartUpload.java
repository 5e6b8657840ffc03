package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Uploads an object in parts (S3 user guide, "Uploading and copying objects using multipart upload"), several at a
 * time. A part stays in memory until S3 has received it, so that it can be sent again.
 */
final class MultipartUpload {

    /** The number of concurrent parts, as in Amplify. */
    private static final int MOST_UNDER_WAY = 4;

    /** The maximum number of bytes in progress, unless a single part is larger. */
    private static final int MOST_BYTES = MOST_UNDER_WAY * PartSize.SMALLEST;

    private static final byte[] NOTHING = {};

    /** An interrupt ends the request, and there may be several interrupts. */
    private static final int MOST_ABORTS = 5;

    private static final Logger LOG = System.getLogger(MultipartUpload.class.getName());

    private record Part(byte[] buffer, long length, FutureTask<CompletedPart> sent) {}

    private final S3Object object;
    private final Cancellation cancellation;
    private final Executor senders;
    private final LongConsumer progress;
    private final Deque<Part> underWay = new ArrayDeque<>();
    private final List<CompletedPart> done = new ArrayList<>();
    private long sent;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable String uploadId;

    /**
     * @param object the target object
     * @param progress receives the number of bytes that S3 has received, on the upload's thread
     */
    MultipartUpload(S3Object object, Transfer transfer, LongConsumer progress) {
        this.object = object;
        this.cancellation = transfer.cancellation();
        this.senders = transfer.senders();
        this.progress = progress;
    }

    S3Object object() {
        return object;
    }

    boolean isStarted() {
        return uploadId != null;
    }

    /** {@return the number of the next part} */
    int next() {
        return done.size() + underWay.size() + 1;
    }

    /**
     * Starts the upload.
     *
     * @param description sets the object's attributes
     */
    void start(Consumer<CreateMultipartUploadRequest.Builder> description) {
        CreateMultipartUploadResponse answer = object.s3()
                .call(client ->
                        client.createMultipartUpload(request -> description.accept(request.bucket(object.bucket())
                                .key(object.key())
                                .expectedBucketOwner(object.expectedOwner())
                                .overrideConfiguration(object.s3().quick()))));
        uploadId = S3ExceptionTranslator.require("an id of the upload", answer.uploadId(), answer);
    }

    /**
     * Sends the next part. It waits while too many parts are in progress.
     *
     * @param buffer the part owns it from now on
     * @return a buffer for the following part
     */
    byte[] send(byte[] buffer, int length) {
        int number = next();
        // credentials of the session, which is bound to this thread and not to the senders
        Consumer<AwsRequestOverrideConfiguration.Builder> user = object.s3().slow();
        return submit(buffer, length, () -> send(number, buffer, length, user));
    }

    /**
     * Lets S3 copy the next part. It waits while too many parts are in progress.
     *
     * @param source sets the source object and the byte range
     */
    void copy(long length, Consumer<UploadPartCopyRequest.Builder> source) {
        int number = next();
        Consumer<AwsRequestOverrideConfiguration.Builder> user = object.s3().slow();
        submit(NOTHING, length, () -> copy(number, source, user));
    }

    private byte[] submit(byte[] buffer, long length, Supplier<CompletedPart> request) {
        FutureTask<CompletedPart> task = new FutureTask<>(() -> cancellation.run(request));
        try {
            senders.execute(task);
        } catch (RejectedExecutionException e) {
            throw Cancellation.canceled(OpenUploads.ENDED, e);
        }
        underWay.add(new Part(buffer, length, task)); // only parts that a thread executes: others would never end
        byte[] free = NOTHING;
        while (underWay.size() >= MOST_UNDER_WAY || bytesUnderWay() > MOST_BYTES) {
            free = await();
        }
        return free;
    }

    private long bytesUnderWay() {
        return underWay.stream().mapToLong(part -> part.buffer().length).sum();
    }

    private CompletedPart send(
            int number, byte[] bytes, int length, Consumer<AwsRequestOverrideConfiguration.Builder> user) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        String checksum = Upload.base64(crc);
        UploadPartResponse answer = object.s3()
                .call(client -> client.uploadPart(
                        request -> request.bucket(object.bucket())
                                .key(object.key())
                                .uploadId(uploadId)
                                .partNumber(number)
                                .expectedBucketOwner(object.expectedOwner())
                                .checksumCRC32(checksum)
                                .overrideConfiguration(user),
                        Upload.body(bytes, length)));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(S3ExceptionTranslator.require("the ETag of the part", answer.eTag(), answer))
                .checksumCRC32(checksum)
                .build();
    }

    private CompletedPart copy(
            int number,
            Consumer<UploadPartCopyRequest.Builder> source,
            Consumer<AwsRequestOverrideConfiguration.Builder> user) {
        UploadPartCopyResponse answer = object.s3()
                .call(client ->
                        client.uploadPartCopy(request -> source.accept(request.destinationBucket(object.bucket())
                                .destinationKey(object.key())
                                .uploadId(uploadId)
                                .partNumber(number)
                                .expectedBucketOwner(object.expectedOwner())
                                .overrideConfiguration(user))));
        CopyPartResult result = answer.copyPartResult();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(S3ExceptionTranslator.require(
                        "the ETag of the part", result == null ? null : result.eTag(), answer))
                .build();
    }

    /** Waits for the oldest part in progress; {@return its buffer, which is free now} */
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
            throw Cancellation.canceled("the thread was interrupted", e);
        }
        underWay.remove();
        sent += oldest.length();
        progress.accept(sent);
        return oldest.buffer();
    }

    /**
     * Combines the parts into one object.
     *
     * @param condition sets the conditions for the new object or the existing one
     */
    CompleteMultipartUploadResponse complete(Consumer<CompleteMultipartUploadRequest.Builder> condition) {
        while (!underWay.isEmpty()) {
            await();
        }
        return object.s3()
                .call(client ->
                        client.completeMultipartUpload(request -> condition.accept(request.bucket(object.bucket())
                                .key(object.key())
                                .uploadId(uploadId)
                                .multipartUpload(upload -> upload.parts(done))
                                .expectedBucketOwner(object.expectedOwner())
                                .overrideConfiguration(object.s3().slow()))));
    }

    /** Records that there is nothing left to abort. */
    void forget() {
        over.set(true);
    }

    /** {@return the id of the upload to abort, for the first caller only; empty when there is nothing to abort} */
    private Optional<String> takeId() {
        return Optional.ofNullable(uploadId).filter(id -> !over.getAndSet(true));
    }

    /**
     * Removes the parts. A part that is still being sent could arrive after the abort and remain (S3 API reference,
     * AbortMultipartUpload), so those requests end first.
     */
    void abort(Throwable why) {
        Optional<String> id = takeId();
        if (id.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // the SDK sends nothing on an interrupted thread
        cancellation.abandon();
        while (!underWay.isEmpty()) {
            interrupted |= end(underWay.remove());
        }
        try {
            sendAbort(id.get());
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Aborts the upload for its thread, which is blocked by its source. Its requests have been cancelled and are over.
     */
    void abortForItsThread() {
        takeId().ifPresent(id -> {
            try {
                sendAbort(id);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "parts of the upload " + id + " of " + object.key() + " stay in the bucket " + object.bucket(),
                        e);
            }
        });
    }

    /** An interrupt, or the cancellation of another call on this thread, must not prevent the abort. */
    private void sendAbort(String id) {
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                interrupted |= Thread.interrupted();
                try {
                    Cancellation.runAlways(() -> object.s3()
                            .call(client -> client.abortMultipartUpload(request -> request.bucket(object.bucket())
                                    .key(object.key())
                                    .uploadId(id)
                                    .expectedBucketOwner(object.expectedOwner())
                                    .overrideConfiguration(object.s3().quickAsBefore()))));
                    return;
                } catch (StorageException e) {
                    if (e.reason() != StorageException.Reason.CANCELED || attempt == MOST_ABORTS) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for a cancelled part; {@return whether this thread was interrupted in the meantime} */
    private static boolean end(Part part) {
        boolean interrupted = false;
        while (true) {
            try {
                part.sent().get();
                return interrupted;
            } catch (ExecutionException e) {
                Objects.requireNonNull(
                        e.getCause()); // the outcome of the part is irrelevant, because the upload has already failed
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true; // the abort must still be sent
            }
        }
    }
}
