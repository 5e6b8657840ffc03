package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.DownloadOptions;
import io.github.amplifyjakarta.storage.FolderRemoval;
import io.github.amplifyjakarta.storage.GetUrlOptions;
import io.github.amplifyjakarta.storage.GetUrlOptions.Method;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderOptions;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.StorageUrl;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** The client of one bucket, for whoever's session it is at each call. */
final class SessionStorage implements StorageClient {

    /** SigV4 knows no longer one. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** 5 TiB (S3 user guide, "Amazon S3 multipart upload limits"). */
    private static final long LARGEST_OBJECT = 5L << 40;

    /** It travels in headers (S3 user guide, "User-defined object metadata"). */
    private static final Pattern METADATA_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern METADATA_VALUE = Pattern.compile("[ -~]*");

    private final Storage storage;
    private final Bucket bucket;
    private final Supplier<AuthSession> sessions;

    SessionStorage(Storage storage, Bucket bucket, Supplier<AuthSession> sessions) {
        this.storage = storage;
        this.bucket = bucket;
        this.sessions = sessions;
    }

    @Override
    public StorageClient bucket(String name) {
        return in(storage.bucket(name));
    }

    @Override
    public StorageClient bucket(String bucketName, String region) {
        return in(Bucket.of(bucketName, region));
    }

    @Override
    public StorageClient expectedBucketOwner(String accountId) {
        return in(bucket.ownedBy(accountId));
    }

    @Override
    public StorageClient useAccelerateEndpoint() {
        return in(bucket.atTheEdge());
    }

    private StorageClient in(Bucket other) {
        return new SessionStorage(storage, other, sessions);
    }

    /** The session that a call starts with: without credentials it ends here, whatever else is wrong with it. */
    private AuthSession session() {
        AuthSession session = sessions.get();
        CallCredentials.of(session);
        return session;
    }

    private UserS3 s3(AuthSession session) {
        return new UserS3(storage.clients(), bucket, new CallCredentials(sessions, session));
    }

    @Override
    public StorageUrl getUrl(StoragePath path, GetUrlOptions options) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        if (options.validateObjectExistence() && options.method() == Method.GET) {
            s3(session).head(object.text(), null);
        }
        AwsCredentials credentials = CallCredentials.of(session);
        Instant now = storage.clock().instant();
        Duration lifetime = lifetime(options.expiresIn(), Duration.between(now, credentials.expiration()));
        URI url = storage.presigner()
                .presign(
                        options.method() == Method.PUT ? SdkHttpMethod.PUT : SdkHttpMethod.GET,
                        bucket,
                        object.text(),
                        query(options),
                        lifetime,
                        credentials);
        return new StorageUrl(url, now.plus(lifetime));
    }

    private static Duration lifetime(Duration wanted, Duration left) {
        Duration lifetime = Duration.ofSeconds((wanted.compareTo(left) < 0 ? wanted : left).toSeconds());
        if (lifetime.compareTo(LONGEST) > 0) {
            throw Bucket.invalid(
                    "UrlExpirationMaxLimitExceed",
                    "The URL would expire after " + lifetime + ", expected 7 days at most.",
                    "Ask for a new URL when it is needed.");
        }
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new StorageException(
                    Reason.NO_CREDENTIALS,
                    "ExpiredToken",
                    "The credentials expire now, and a URL would expire with them.",
                    "Call fetchAuthSession(true) for new credentials.",
                    0,
                    null,
                    null);
        }
        return lifetime;
    }

    private static Map<String, String> query(GetUrlOptions options) {
        Map<String, String> query = new LinkedHashMap<>();
        boolean put = options.method() == Method.PUT;
        String prefix = put ? "" : "response-";
        options.cacheControl().ifPresent(value -> query.put(prefix + "cache-control", value));
        options.contentDisposition().ifPresent(value -> query.put(prefix + "content-disposition", value));
        options.contentType()
                .or(() -> put ? Optional.of("application/octet-stream") : Optional.empty())
                .ifPresent(value -> query.put(prefix + "content-type", value));
        return query;
    }

    @Override
    public StorageItem getProperties(StoragePath path) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        HeadObjectResponse found = s3(session).head(object.text(), null);
        return object.item(
                found.eTag(),
                found.lastModified(),
                found.contentLength(),
                found.contentType(),
                found.metadata(),
                found.versionId());
    }

    @Override
    public ListResult list(StoragePath path, ListOptions options) {
        AuthSession session = session();
        return new Listing(s3(session), ObjectPath.of(path, session)).read(options);
    }

    @Override
    public StorageItem remove(StoragePath path) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        if (object.text().endsWith("/")) {
            throw Bucket.invalid(
                    "InvalidStoragePathInput",
                    "The path \"" + object.text() + "\" is a folder, expected an object.",
                    "Call removeFolder, which removes everything in it.");
        }
        UserS3 s3 = s3(session);
        SdkHttpResponse answer = s3.call(client -> client.deleteObject(request -> request.bucket(bucket.name())
                        .key(object.text())
                        .expectedBucketOwner(bucket.expectedOwner().orElse(null))
                        .overrideConfiguration(s3.quick())))
                .sdkHttpResponse();
        // Amazon S3 API reference, DeleteObject: no content; a web page is a portal's
        boolean page = answer.statusCode() != 204
                && answer.firstMatchingHeader("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
        if (page) {
            throw Failures.integrity("S3 removed nothing: it answered with a web page.", answer);
        }
        return object.item();
    }

    @Override
    public FolderRemoval removeFolder(StoragePath path, RemoveFolderOptions options) {
        AuthSession session = session();
        ObjectPath folder = ObjectPath.ofObject(path, session).asFolder();
        if (folder.text().isBlank() || folder.text().equals("/")) {
            throw Bucket.invalid(
                    "InvalidStoragePathInput",
                    "The path \"" + folder.text() + "\" is no folder.",
                    "Give the path of a folder.");
        }
        Cancellation cancellation = Cancellation.by(options.canceledBy());
        try {
            return cancellation.run(() -> new Listing(s3(session), folder).remove(options.onProgress(), cancellation));
        } finally {
            cancellation.end();
        }
    }

    @Override
    public StorageItem copy(CopySource source, StoragePath destination) {
        AuthSession session = session();
        ObjectPath from = ObjectPath.ofObject(source.path(), session);
        ObjectPath to = ObjectPath.ofObject(destination, session);
        source.expectedBucketOwner().ifPresent(Bucket::requireAccount);
        String fromBucket = source.bucketName()
                .map(name -> Bucket.of(name, bucket.region()))
                .or(() -> source.bucket().map(storage::bucket))
                .orElse(bucket)
                .name();
        UserS3 s3 = s3(session);
        CopyObjectResponse answer = s3.call(client -> client.copyObject(request -> request.sourceBucket(fromBucket)
                .sourceKey(from.text())
                .destinationBucket(bucket.name())
                .destinationKey(to.text())
                .copySourceIfMatch(source.eTag().orElse(null))
                .copySourceIfUnmodifiedSince(source.notModifiedSince().orElse(null))
                .expectedSourceBucketOwner(source.expectedBucketOwner().orElse(null))
                .expectedBucketOwner(bucket.expectedOwner().orElse(null))
                .metadataDirective(MetadataDirective.COPY)
                .taggingDirective(TaggingDirective.COPY)
                .overrideConfiguration(s3.slow())));
        CopyObjectResult result = answer.copyObjectResult();
        Failures.require("the ETag of the copy", result == null ? null : result.eTag(), answer);
        return to.item();
    }

    @Override
    public StorageItem uploadData(StoragePath path, UploadData data, UploadOptions options) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        options.metadata().forEach(SessionStorage::requireMetadata);
        requireHeader("contentType", options.contentType());
        requireHeader("contentDisposition", options.contentDisposition());
        requireHeader("contentEncoding", options.contentEncoding());
        requireHeader("cacheControl", options.cacheControl());
        Cancellation cancellation = Cancellation.by(options.canceledBy());
        String contentType =
                options.contentType().orElseGet(() -> storage.contentTypes().of(object.text()));
        Upload upload = new Upload(
                s3(session),
                object,
                contentType,
                options,
                sizeOf(data),
                cancellation,
                storage.clients().partSenders());
        try {
            return cancellation.run(() -> {
                write(data, upload);
                return upload.finish();
            });
        } catch (Throwable e) { // whatever a source throws, declared or not
            upload.abandon(e);
            throw e;
        } finally {
            cancellation.end();
        }
    }

    /** What stands in a header beyond ASCII is signed as one text and sent as another. */
    private static void requireHeader(String name, Optional<String> value) {
        if (value.isPresent() && !METADATA_VALUE.matcher(value.get()).matches()) {
            throw Bucket.invalid(
                    "InvalidStorageOperationInput",
                    "The " + name + " \"" + value.get() + "\" cannot travel in a header, expected printable ASCII.",
                    "Encode it; a file name as in RFC 6266, section 4.3.");
        }
    }

    private static void requireMetadata(String name, String value) {
        if (!METADATA_NAME.matcher(name).matches()
                || !METADATA_VALUE.matcher(value).matches()) {
            throw Bucket.invalid(
                    "InvalidStorageOperationInput",
                    "The metadata \"" + name + "\" cannot travel in a header, expected printable ASCII.",
                    "Encode it, for example with URLEncoder.");
        }
    }

    private static OptionalLong sizeOf(UploadData data) {
        OptionalLong size;
        try {
            size = data.size();
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (size.isPresent() && (size.getAsLong() < 0 || size.getAsLong() > LARGEST_OBJECT)) {
            throw Bucket.invalid(
                    "InvalidUploadSource",
                    "The data is said to have " + size.getAsLong() + " bytes, expected 0 to " + LARGEST_OBJECT + ".",
                    "Give the size that the data really has, or none.");
        }
        return size;
    }

    private static void write(UploadData data, Upload upload) {
        try {
            data.writeTo(upload);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static StorageException unreadable(IOException e) {
        return new StorageException(
                Reason.DATA,
                "InvalidUploadSource",
                "The data of the upload could not be read: " + e.getMessage(),
                "Check the stream or file that is uploaded; nothing of it is in S3.",
                0,
                null,
                e);
    }

    @Override
    public StorageDownload downloadData(StoragePath path, DownloadOptions options) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        requireHeader("range", options.range());
        requireHeader("ifMatch", options.ifMatch());
        requireHeader("ifNoneMatch", options.ifNoneMatch());
        UserS3 s3 = s3(session);
        Cancellation cancellation = Cancellation.by(options.canceledBy());
        try {
            return cancellation.run(() -> s3.call(client -> client.getObject(
                    request -> request.bucket(bucket.name())
                            .key(object.text())
                            .range(options.range().orElse(null))
                            .ifMatch(options.ifMatch().orElse(null))
                            .ifNoneMatch(options.ifNoneMatch().orElse(null))
                            .ifModifiedSince(options.ifModifiedSince().orElse(null))
                            .ifUnmodifiedSince(options.ifUnmodifiedSince().orElse(null))
                            .checksumMode(ChecksumMode.ENABLED)
                            .expectedBucketOwner(bucket.expectedOwner().orElse(null))
                            .overrideConfiguration(s3.unlimited()),
                    leftOpen(object, options, cancellation))));
        } catch (StorageException e) {
            cancellation.end();
            if (e.statusCode().orElse(0) == 304) {
                return new Download(
                        object.item(),
                        true,
                        Optional.empty(),
                        nothing(),
                        cancellation,
                        Optional.empty(),
                        storage.clients().downloads());
            }
            throw e;
        }
    }

    private static AbortableInputStream nothing() {
        return AbortableInputStream.create(new ByteArrayInputStream(new byte[0]));
    }

    /** The SDK's own starts a thread that outlives the application. */
    private ResponseTransformer<GetObjectResponse, StorageDownload> leftOpen(
            ObjectPath object, DownloadOptions options, Cancellation cancellation) {
        return new ResponseTransformer<>() {
            @Override
            public StorageDownload transform(GetObjectResponse found, AbortableInputStream stream) {
                StorageItem item = object.item(
                        found.eTag(),
                        found.lastModified(),
                        found.contentLength(),
                        found.contentType(),
                        found.metadata(),
                        found.versionId());
                return new Download(
                        item,
                        false,
                        Optional.ofNullable(found.contentRange()),
                        stream,
                        cancellation,
                        options.onProgress(),
                        storage.clients().downloads());
            }

            @Override
            public boolean needsConnectionLeftOpen() {
                return true;
            }
        };
    }
}
