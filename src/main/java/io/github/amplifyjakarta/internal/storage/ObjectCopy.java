package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.CopyOptions;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.ServerSideEncryption;
import io.github.amplifyjakarta.storage.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.TaggingDirective;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/**
 * A copy within S3. It uses one request, or parts when the object is too large. The size is only requested in the
 * second case.
 */
final class ObjectCopy {

    /** 5 GiB (S3 API reference, CopyObject). */
    private static final long LARGEST_IN_ONE_REQUEST = 5L << 30;

    /** The errors of S3 for a larger object. They can also have other causes. */
    private static final Set<String> MAYBE_TOO_LARGE = Set.of("InvalidRequest", "EntityTooLarge");

    private final MultipartUpload parts;
    private final S3Object target;
    private final S3Object source;
    private final CopySource conditions;
    private final CopyOptions options;

    /**
     * @param parts the copy, when it is made in parts
     * @param conditions the conditions for the source
     */
    ObjectCopy(MultipartUpload parts, S3Object source, CopySource conditions, CopyOptions options) {
        this.parts = parts;
        this.target = parts.object();
        this.source = source;
        this.conditions = conditions;
        this.options = options;
    }

    void run() {
        try {
            copyInOneRequest();
        } catch (StorageException refused) {
            if (!MAYBE_TOO_LARGE.contains(refused.name())) {
                throw refused;
            }
            HeadObjectResponse found = source(refused);
            long size = found.contentLength() == null ? 0 : found.contentLength();
            if (size <= LARGEST_IN_ONE_REQUEST) {
                throw refused;
            }
            copyInParts(found, size);
        }
    }

    /** {@return the metadata of the source, if it meets the conditions} */
    private HeadObjectResponse source(StorageException refused) {
        try {
            return source.s3()
                    .head(request -> request.key(source.key())
                            .ifMatch(conditions.eTag().orElse(null))
                            .ifUnmodifiedSince(conditions.notModifiedSince().orElse(null)));
        } catch (StorageException e) {
            e.addSuppressed(refused);
            throw e;
        }
    }

    private void copyInOneRequest() {
        CopyObjectResponse answer = target.s3()
                .call(client -> client.copyObject(request -> request.sourceBucket(source.bucket())
                        .sourceKey(source.key())
                        .destinationBucket(target.bucket())
                        .destinationKey(target.key())
                        .copySourceIfMatch(conditions.eTag().orElse(null))
                        .copySourceIfUnmodifiedSince(
                                conditions.notModifiedSince().orElse(null))
                        .expectedSourceBucketOwner(source.expectedOwner())
                        .expectedBucketOwner(target.expectedOwner())
                        .metadataDirective(MetadataDirective.COPY)
                        .taggingDirective(TaggingDirective.COPY)
                        .storageClass(options.storageClass().orElse(null))
                        .serverSideEncryption(encryption(ServerSideEncryption::algorithm))
                        .ssekmsKeyId(encryption(found -> found.kmsKeyId().orElse(null)))
                        .overrideConfiguration(target.s3().slow())));
        CopyObjectResult result = answer.copyObjectResult();
        S3ExceptionTranslator.require("the ETag of the copy", result == null ? null : result.eTag(), answer);
    }

    private @Nullable String encryption(Function<ServerSideEncryption, @Nullable String> part) {
        return options.serverSideEncryption().map(part).orElse(null);
    }

    private void copyInParts(HeadObjectResponse found, long size) {
        Optional<Tagging> tagging = tags(found);
        parts.start(request -> describe(request, found, tagging));
        long step = PartSize.ofCopy(size);
        for (long from = 0; from < size; from += step) {
            long end = Math.min(from + step, size);
            String range = "bytes=" + from + "-" + (end - 1);
            parts.copy(end - from, request -> fromSource(request, found).copySourceRange(range));
        }
        try {
            CompleteMultipartUploadResponse answer = parts.complete(request -> {});
            S3ExceptionTranslator.require("the ETag of the copy", answer.eTag(), answer);
        } catch (StorageException e) {
            requireDoneByTheAttemptBefore(e, size);
        }
        parts.forget();
    }

    /** A previous attempt has created the object, but its response was lost. The retry finds no parts. */
    private void requireDoneByTheAttemptBefore(StorageException e, long size) {
        if (!e.name().equals("NoSuchUpload") || !S3ExceptionTranslator.isOfALaterAttempt(e)) {
            throw e;
        }
        HeadObjectResponse copy;
        try {
            copy = target.s3().head(target.key(), null);
        } catch (StorageException unknown) {
            e.addSuppressed(unknown);
            throw e;
        }
        boolean ofParts = copy.eTag() != null && copy.eTag().contains("-" + (parts.next() - 1));
        if (!ofParts || copy.contentLength() == null || copy.contentLength() != size) {
            throw e;
        }
    }

    /** Parts from two versions would produce an object that never existed. */
    private UploadPartCopyRequest.Builder fromSource(UploadPartCopyRequest.Builder request, HeadObjectResponse found) {
        return request.sourceBucket(source.bucket())
                .sourceKey(source.key())
                .copySourceIfMatch(found.eTag())
                .expectedSourceBucketOwner(source.expectedOwner());
    }

    /** Sets what a copy in one request would copy by itself. */
    private void describe(
            CreateMultipartUploadRequest.Builder request, HeadObjectResponse found, Optional<Tagging> tagging) {
        tagging.ifPresent(request::tagging);
        request.contentType(found.contentType())
                .contentDisposition(found.contentDisposition())
                .contentEncoding(found.contentEncoding())
                .contentLanguage(found.contentLanguage())
                .cacheControl(found.cacheControl())
                .expires(found.expires())
                .metadata(found.metadata())
                .storageClass(options.storageClass().orElse(null))
                .serverSideEncryption(encryption(ServerSideEncryption::algorithm))
                .ssekmsKeyId(encryption(key -> key.kmsKeyId().orElse(null)));
    }

    /**
     * S3 returns the number of tags only to users who may read them. Other services do not return it. Without this
     * permission, no tags are copied.
     */
    private Optional<Tagging> tags(HeadObjectResponse found) {
        if (found.tagCount() != null && found.tagCount() == 0) {
            return Optional.empty();
        }
        List<Tag> tags;
        try {
            tags = source.s3()
                    .call(client -> client.getObjectTagging(request -> request.bucket(source.bucket())
                            .key(source.key())
                            .expectedBucketOwner(source.expectedOwner())
                            .overrideConfiguration(source.s3().quick())))
                    .tagSet();
        } catch (StorageException e) {
            if (found.tagCount() != null || e.reason() != StorageException.Reason.ACCESS_DENIED) {
                throw e;
            }
            return Optional.empty();
        }
        return tags.isEmpty()
                ? Optional.empty()
                : Optional.of(Tagging.builder().tagSet(tags).build());
    }
}
