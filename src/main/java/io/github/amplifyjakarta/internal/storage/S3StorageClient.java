package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.internal.aws.CancelSignal;
import io.github.amplifyjakarta.storage.CopyOptions;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.DownloadOptions;
import io.github.amplifyjakarta.storage.GetUrlOptions;
import io.github.amplifyjakarta.storage.GetUrlOptions.Method;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.RemoveFolderOptions;
import io.github.amplifyjakarta.storage.RemoveFolderResult;
import io.github.amplifyjakarta.storage.ServerSideEncryption;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The client of one bucket, for whoever's session it is at each call. */
final class S3StorageClient implements StorageClient {

    /** SigV4 knows no longer one. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** It travels in headers (S3 user guide, "User-defined object metadata"). */
    private static final Pattern METADATA_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern METADATA_VALUE = Pattern.compile("[ -~]*");

    private final Storage storage;
    private final Bucket bucket;
    private final Supplier<AuthSession> sessions;

    S3StorageClient(Storage storage, Bucket bucket, Supplier<AuthSession> sessions) {
        this.storage = storage;
        this.bucket = bucket;
        this.sessions = sessions;
    }

    @Override
    public StorageClient bucket(String name) {
        return in(storage.bucket(name).like(bucket));
    }

    @Override
    public StorageClient bucket(String bucketName, String region) {
        return in(Bucket.of(bucketName, region).like(bucket));
    }

    @Override
    public StorageClient expectedBucketOwner(String accountId) {
        return in(bucket.ownedBy(accountId));
    }

    @Override
    public StorageClient useAccelerateEndpoint() {
        return in(storage.accelerated(bucket));
    }

    private StorageClient in(Bucket other) {
        return new S3StorageClient(storage, other, sessions);
    }

    /** The session that a call starts with: without credentials it ends here, whatever else is wrong with it. */
    private AuthSession session() {
        AuthSession session = sessions.get();
        CallCredentials.of(session);
        return session;
    }

    private UserS3 s3(AuthSession session) {
        return s3(session, bucket);
    }

    private UserS3 s3(AuthSession session, Bucket place) {
        return new UserS3(storage.clients(), place, new CallCredentials(sessions, session));
    }

    @Override
    public StorageUrl getUrl(StoragePath path, GetUrlOptions options) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        if (options.validateObjectExistence() && options.method() == Method.GET) {
            s3(session).head(object.text(), null);
        }
        requireMetadata(options.metadata());
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
        options.metadata().forEach((name, value) -> query.put("x-amz-meta-" + name.toLowerCase(Locale.ROOT), value));
        return query;
    }

    @Override
    public StorageItem getProperties(StoragePath path) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        return object.known().found(s3(session).head(object.text(), null)).build();
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
        s3(session).remove(object.text());
        return object.item();
    }

    @Override
    public RemoveFolderResult removeFolder(StoragePath path, RemoveFolderOptions options) {
        AuthSession session = session();
        ObjectPath folder = ObjectPath.ofObject(path, session).asFolder();
        if (folder.text().isBlank() || folder.text().equals("/")) {
            throw Bucket.invalid(
                    "InvalidStoragePathInput",
                    "The path \"" + folder.text() + "\" is no folder.",
                    "Give the path of a folder.");
        }
        Cancellation cancellation = Cancellation.by(CancelSignal.of(options.canceledBy()));
        try {
            UserS3 s3 = s3(session);
            return cancellation.run(() -> new FolderRemoval(
                            s3, new Listing(s3, folder), new Progress<>(options.onProgress()), cancellation)
                    .run());
        } finally {
            cancellation.end();
        }
    }

    @Override
    public StorageItem copy(CopySource source, StoragePath destination, CopyOptions options) {
        AuthSession session = session();
        ObjectPath from = ObjectPath.ofObject(source.path(), session);
        ObjectPath to = ObjectPath.ofObject(destination, session);
        requireHeader("eTag", source.eTag());
        requireHeader("storageClass", options.storageClass());
        requireEncryption(options.serverSideEncryption());
        Bucket named = source.bucketName()
                .map(name -> Bucket.of(name, source.bucketRegion().orElse(bucket.region())))
                .or(() -> source.bucket().map(storage::bucket))
                .orElse(bucket);
        Bucket unowned = Bucket.of(named.name(), named.region());
        Bucket sourceBucket = source.expectedBucketOwner().map(unowned::ownedBy).orElse(unowned);
        Cancellation cancellation = Cancellation.by(CancelSignal.of(options.canceledBy()));
        ObjectCopy copy = new ObjectCopy(
                s3(session),
                to.text(),
                s3(session, sourceBucket),
                from.text(),
                source,
                options,
                cancellation,
                storage.clients().partSenders());
        return changing(cancellation, copy.parts(), () -> {
            copy.run();
            return to.item();
        });
    }

    /** Does what has to leave nothing behind when it fails, whether the application lives on or not. */
    private StorageItem changing(Cancellation cancellation, MultipartUpload parts, Supplier<StorageItem> work) {
        OpenUploads uploads = storage.clients().uploads();
        uploads.add(cancellation, parts);
        try {
            return cancellation.run(work);
        } catch (Throwable e) { // whatever a source throws, declared or not
            parts.abort(e); // which would be paid for and seen by nobody
            throw e;
        } finally {
            cancellation.end();
            uploads.remove(cancellation);
        }
    }

    @Override
    public StorageItem uploadData(StoragePath path, UploadData data, UploadOptions options) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        requireMetadata(options.metadata());
        requireHeader("contentType", options.contentType());
        requireHeader("contentDisposition", options.contentDisposition());
        requireHeader("contentEncoding", options.contentEncoding());
        requireHeader("contentLanguage", options.contentLanguage());
        requireHeader("cacheControl", options.cacheControl());
        requireHeader("storageClass", options.storageClass());
        requireEncryption(options.serverSideEncryption());
        Cancellation cancellation = Cancellation.by(CancelSignal.of(options.canceledBy()));
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
        return changing(cancellation, upload.parts(), () -> {
            write(data, upload);
            return upload.finish();
        });
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

    private static void requireEncryption(Optional<ServerSideEncryption> encryption) {
        requireHeader("algorithm of the encryption", encryption.map(ServerSideEncryption::algorithm));
        requireHeader("kmsKeyId", encryption.flatMap(ServerSideEncryption::kmsKeyId));
    }

    private static void requireMetadata(Map<String, String> metadata) {
        metadata.forEach(S3StorageClient::requireMetadata);
        Set<String> names = new HashSet<>();
        for (String name : metadata.keySet()) {
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw Bucket.invalid(
                        "InvalidStorageOperationInput",
                        "The metadata \"" + name.toLowerCase(Locale.ROOT)
                                + "\" is given twice: S3 keeps names in lower case.",
                        "Give it once.");
            }
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
        if (size.isPresent() && (size.getAsLong() < 0 || size.getAsLong() > PartSize.LARGEST_OBJECT)) {
            throw Bucket.invalid(
                    "InvalidUploadSource",
                    "The data is said to have " + size.getAsLong() + " bytes, expected 0 to " + PartSize.LARGEST_OBJECT
                            + ".",
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
        Cancellation cancellation = Cancellation.by(CancelSignal.of(options.canceledBy()));
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
                        unchanged(object, e),
                        true,
                        Optional.empty(),
                        nothing(),
                        cancellation,
                        new Progress<>(Optional.empty()),
                        storage.clients().downloads());
            }
            throw e;
        }
    }

    /** {@return what the answer says of the object that the caller has (RFC 9110, section 15.4.5)} */
    private static StorageItem unchanged(ObjectPath object, StorageException e) {
        ItemBuilder item = object.known();
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

    private static AbortableInputStream nothing() {
        return AbortableInputStream.create(new ByteArrayInputStream(new byte[0]));
    }

    /** The SDK's own starts a thread that outlives the application. */
    private ResponseTransformer<GetObjectResponse, StorageDownload> leftOpen(
            ObjectPath object, DownloadOptions options, Cancellation cancellation) {
        return new ResponseTransformer<>() {
            @Override
            public StorageDownload transform(GetObjectResponse found, AbortableInputStream stream) {
                return new Download(
                        object.known().found(found).build(),
                        false,
                        Optional.ofNullable(found.contentRange()),
                        stream,
                        cancellation,
                        new Progress<>(options.onProgress()),
                        storage.clients().downloads());
            }

            @Override
            public boolean needsConnectionLeftOpen() {
                return true;
            }
        };
    }
}
