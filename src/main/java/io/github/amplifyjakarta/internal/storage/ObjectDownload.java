package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.internal.aws.CancelSignal;
import io.github.amplifyjakarta.storage.DownloadOptions;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageItem;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Calls GetObject and returns when the application can read the body. */
final class ObjectDownload {

    private final S3Object source;
    private final ObjectPath path;
    private final DownloadOptions options;
    private final OpenDownloads open;
    private final Cancellation cancellation;

    ObjectDownload(UserS3 s3, ObjectPath path, DownloadOptions options, OpenDownloads open) {
        this.source = new S3Object(s3, path.text());
        this.path = path;
        this.options = options;
        this.open = open;
        this.cancellation = Cancellation.by(CancelSignal.of(options.canceledBy()));
    }

    StorageDownload start() {
        try {
            return cancellation.run(() -> source.s3()
                    .call(client -> client.getObject(
                            request -> request.bucket(source.bucket())
                                    .key(source.key())
                                    .range(options.range().orElse(null))
                                    .ifMatch(options.ifMatch().orElse(null))
                                    .ifNoneMatch(options.ifNoneMatch().orElse(null))
                                    .ifModifiedSince(options.ifModifiedSince().orElse(null))
                                    .ifUnmodifiedSince(
                                            options.ifUnmodifiedSince().orElse(null))
                                    .checksumMode(ChecksumMode.ENABLED)
                                    .expectedBucketOwner(source.expectedOwner())
                                    .overrideConfiguration(source.s3().unlimited()),
                            leftOpen())));
        } catch (StorageException e) {
            cancellation.end();
            if (e.statusCode().orElse(0) == 304) {
                return new NotModified(unchanged(e));
            }
            throw e;
        }
    }

    /** {@return what the response says about the caller's object (RFC 9110, section 15.4.5)} */
    private StorageItem unchanged(StorageException e) {
        ItemBuilder item = path.known();
        if (e.getCause() instanceof AwsServiceException cause && cause.awsErrorDetails() != null) {
            SdkHttpResponse answer = cause.awsErrorDetails().sdkHttpResponse();
            item.stored(
                            answer.firstMatchingHeader("ETag").orElse(null),
                            answer.firstMatchingHeader("x-amz-version-id").orElse(null),
                            null)
                    .caching(null, answer.firstMatchingHeader("Cache-Control").orElse(null));
        }
        return item.build();
    }

    /** The SDK's own transformer starts a thread that outlives the application. */
    private ResponseTransformer<GetObjectResponse, StorageDownload> leftOpen() {
        return new ResponseTransformer<>() {
            @Override
            public StorageDownload transform(GetObjectResponse found, AbortableInputStream stream) {
                StorageItem item = path.known().found(found).build();
                Download.Body body = new Download.Body(
                        stream,
                        item.size(),
                        new Download.Reading(cancellation, new Progress<>(options.onProgress()), open));
                open.add(body);
                return new Download(item, Optional.ofNullable(found.contentRange()), body);
            }

            @Override
            public boolean needsConnectionLeftOpen() {
                return true;
            }
        };
    }
}
