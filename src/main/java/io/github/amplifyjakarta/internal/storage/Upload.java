package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.storage.ServerSideEncryption;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.TransferProgress;
import io.github.amplifyjakarta.storage.UploadOptions;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * One upload. Data that fits into one part is sent in one request, and larger data in a {@link MultipartUpload}. Every
 * request and the whole object have a CRC-32 (S3 user guide, "Checking object integrity", full object checksums).
 */
final class Upload extends OutputStream {

    private static final int FIRST_BUFFER = 64 << 10;

    private final UserS3 s3;
    private final ObjectPath path;
    private final String contentType;
    private final UploadOptions options;
    private final OptionalLong announced;
    private final Cancellation cancellation;
    private final PartSize partSize;
    private final CRC32 whole = new CRC32();
    private final MultipartUpload parts;
    private final Progress<TransferProgress> progress;
    private byte[] buffer;
    private int count;
    private long taken;

    /** A failure that the source may have caught before it continued. The object is incomplete then. */
    private @Nullable RuntimeException failed;

    /**
     * The attributes of an object.
     *
     * @param contentType its Content-Type
     * @param options the other options of the application
     * @param announced its size; empty when unknown
     */
    record Description(String contentType, UploadOptions options, OptionalLong announced) {}

    Upload(UserS3 s3, ObjectPath path, Description description, Transfer transfer) {
        this.s3 = s3;
        this.path = path;
        this.contentType = description.contentType();
        this.options = description.options();
        this.announced = description.announced();
        this.cancellation = transfer.cancellation();
        this.progress = new Progress<>(options.onProgress());
        this.partSize = new PartSize(announced);
        this.parts = new MultipartUpload(new S3Object(s3, path.text()), transfer, this::tellProgress);
        // the announced size is not trusted, so it does not determine the allocation
        this.buffer = new byte[Math.toIntExact(Math.min(announced.orElse(FIRST_BUFFER), PartSize.SMALLEST))];
    }

    @Override
    public void write(int b) {
        if (count < buffer.length && count < partSize.of(parts.next())) {
            buffer[count++] = (byte) b;
        } else {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireWhole();
        cancellation.requireNotCanceled();
        int from = offset;
        int left = length;
        while (left > 0) {
            int full = partSize.of(parts.next());
            if (count == full) {
                try {
                    sendPart();
                } catch (RuntimeException e) {
                    failed = e;
                    throw e;
                }
                full = partSize.of(parts.next());
            }
            if (count == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(full, Math.max(FIRST_BUFFER, buffer.length * 2L)));
            }
            int copied = Math.min(left, Math.min(full, buffer.length) - count);
            System.arraycopy(bytes, from, buffer, count, copied);
            count += copied;
            from += copied;
            left -= copied;
        }
    }

    private void sendPart() {
        if (!parts.isStarted()) {
            parts.start(this::describe);
        }
        whole.update(buffer, 0, count);
        buffer = parts.send(buffer, count);
        taken += count;
        count = 0;
    }

    /** A source that waits for more data may call this method to find out whether the upload was cancelled. */
    @Override
    public void flush() {
        cancellation.requireNotCanceled();
    }

    private void requireWhole() {
        if (failed != null) {
            throw failed;
        }
    }

    /** Stores the data. */
    StorageItem finish() {
        requireWhole();
        long size = taken + count;
        if (announced.isPresent() && announced.getAsLong() != size) {
            throw new StorageException(
                    Reason.DATA,
                    new AmplifyException.Details(
                            "InvalidUploadSource",
                            "The data has " + size + " bytes, expected " + announced.getAsLong() + ".",
                            "Give the size that the data really has, or none."),
                    null);
        }
        if (!parts.isStarted()) {
            return put();
        }
        if (count > 0) {
            sendPart();
        }
        return complete();
    }

    private @Nullable String ifNoneMatch() {
        return options.preventOverwrite() ? "*" : null;
    }

    /** The SDK's two request types have no common interface, so the attributes are set twice. */
    private void describe(PutObjectRequest.Builder request) {
        tagging().ifPresent(request::tagging);
        request.contentType(contentType)
                .contentDisposition(options.contentDisposition().orElse(null))
                .contentEncoding(options.contentEncoding().orElse(null))
                .contentLanguage(options.contentLanguage().orElse(null))
                .cacheControl(options.cacheControl().orElse(null))
                .metadata(options.metadata())
                .storageClass(options.storageClass().orElse(null))
                .serverSideEncryption(encryption(ServerSideEncryption::algorithm))
                .ssekmsKeyId(encryption(found -> found.kmsKeyId().orElse(null)));
    }

    private void describe(CreateMultipartUploadRequest.Builder request) {
        tagging().ifPresent(request::tagging);
        request.contentType(contentType)
                .contentDisposition(options.contentDisposition().orElse(null))
                .contentEncoding(options.contentEncoding().orElse(null))
                .contentLanguage(options.contentLanguage().orElse(null))
                .cacheControl(options.cacheControl().orElse(null))
                .metadata(options.metadata())
                .storageClass(options.storageClass().orElse(null))
                .serverSideEncryption(encryption(ServerSideEncryption::algorithm))
                .ssekmsKeyId(encryption(found -> found.kmsKeyId().orElse(null)))
                .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                .checksumType(ChecksumType.FULL_OBJECT);
    }

    /** Empty tags would still be sent as a header, and would require a permission. */
    private Optional<Tagging> tagging() {
        List<Tag> tags = options.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return Optional.of(tags)
                .filter(found -> !found.isEmpty())
                .map(found -> Tagging.builder().tagSet(found).build());
    }

    private @Nullable String encryption(Function<ServerSideEncryption, @Nullable String> part) {
        return options.serverSideEncryption().map(part).orElse(null);
    }

    private StorageItem put() {
        whole.update(buffer, 0, count);
        String checksum = base64(whole);
        long size = count;
        StorageItem stored;
        try {
            PutObjectResponse answer = s3.call(client -> client.putObject(
                    request -> describe(request.bucket(s3.bucket().name())
                            .key(path.text())
                            .ifNoneMatch(ifNoneMatch())
                            .expectedBucketOwner(s3.bucket().expectedOwner().orElse(null))
                            .checksumCRC32(checksum)
                            .overrideConfiguration(s3.slow())),
                    body(buffer, count)));
            stored = stored(S3ExceptionTranslator.require("an ETag", answer.eTag(), answer), answer.versionId(), size);
        } catch (StorageException e) {
            stored = storedByTheAttemptBefore(e, checksum, size);
        }
        tellProgress(size);
        return stored;
    }

    private StorageItem complete() {
        String checksum = base64(whole);
        StorageItem stored;
        try {
            CompleteMultipartUploadResponse answer = parts.complete(request -> request.checksumCRC32(checksum)
                    .checksumType(ChecksumType.FULL_OBJECT)
                    .ifNoneMatch(ifNoneMatch()));
            String eTag = answer.eTag();
            S3ExceptionTranslator.require("ETag and key of the object", eTag == null ? answer.key() : eTag, answer);
            if (!checksum.equals(answer.checksumCRC32())) { // not every S3-compatible service supports checksums
                HeadObjectResponse found = requireSize(taken);
                eTag = eTag == null || eTag.isEmpty() ? found.eTag() : eTag; // as in responses of radosgw
            }
            stored = stored(eTag, answer.versionId(), taken);
        } catch (StorageException e) {
            stored = storedByTheAttemptBefore(e, checksum, taken);
        }
        parts.forget();
        return stored;
    }

    /** {@return a body that can be sent again} */
    static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    private HeadObjectResponse requireSize(long size) {
        HeadObjectResponse found = s3.head(path.text(), ChecksumMode.ENABLED);
        if (found.contentLength() == null || found.contentLength() != size) {
            parts.forget(); // S3 has combined the parts into one object
            throw new StorageException(
                    Reason.INTEGRITY,
                    new AmplifyException.Details(
                            "Error",
                            "Upload failed. Expected object size " + size + ", but got " + found.contentLength() + ".",
                            "Upload it again; the object is not what was sent."),
                    new StorageException.Answer(
                            found.sdkHttpResponse().statusCode(),
                            found.responseMetadata().requestId()),
                    null);
        }
        return found;
    }

    /** A previous attempt has stored the object, but its response was lost. The retry finds the object. */
    private StorageItem storedByTheAttemptBefore(StorageException e, String checksum, long size) {
        boolean possible = e.name().equals("NoSuchUpload") || e.reason() == Reason.PRECONDITION_FAILED;
        if (!possible || !S3ExceptionTranslator.isOfALaterAttempt(e)) {
            throw e;
        }
        HeadObjectResponse found;
        try {
            found = s3.head(path.text(), ChecksumMode.ENABLED);
        } catch (StorageException unknown) {
            e.addSuppressed(unknown);
            throw e;
        }
        if (!checksum.equals(found.checksumCRC32())) {
            throw e;
        }
        return stored(found.eTag(), found.versionId(), size);
    }

    private StorageItem stored(@Nullable String eTag, @Nullable String versionId, long size) {
        return path.known()
                .stored(eTag, versionId, size)
                .content(
                        contentType,
                        options.contentEncoding().orElse(null),
                        options.contentDisposition().orElse(null))
                .caching(
                        options.contentLanguage().orElse(null),
                        options.cacheControl().orElse(null))
                .metadata(options.metadata())
                .placed(options.storageClass().orElse(null), options.serverSideEncryption())
                .build();
    }

    private void tellProgress(long sent) {
        progress.tell(new TransferProgress(sent, announced));
    }

    MultipartUpload parts() {
        return parts;
    }

    static String base64(CRC32 checksum) {
        byte[] value = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
        return Base64.getEncoder().encodeToString(value);
    }
}
