package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
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
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.StorageUrl;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpMethod;

/** The client of one bucket. Each call uses the session that is current at that time. */
final class S3StorageClient implements StorageClient {

    /** The maximum of SigV4. */
    private static final Duration LONGEST = Duration.ofDays(7);

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

    /** The session with which a call starts. Without credentials the call fails here, before any other check. */
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
        HeaderValues.requireMetadata(options.metadata());
        AwsCredentials credentials = CallCredentials.of(session);
        Instant now = storage.clock().instant();
        Duration lifetime = lifetime(options.expiresIn(), Duration.between(now, credentials.expiration()));
        URI url = storage.presigner()
                .presign(
                        new Presigner.Purpose(
                                options.method() == Method.PUT ? SdkHttpMethod.PUT : SdkHttpMethod.GET,
                                bucket,
                                object.text(),
                                query(options)),
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
                    new AmplifyException.Details(
                            "ExpiredToken",
                            "The credentials expire now, and a URL would expire with them.",
                            "Call fetchAuthSession(true) for new credentials."),
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
        HeaderValues.require("eTag", source.eTag());
        HeaderValues.require("storageClass", options.storageClass());
        HeaderValues.requireEncryption(options.serverSideEncryption());
        Bucket named = source.bucketName()
                .map(name -> Bucket.of(name, source.bucketRegion().orElse(bucket.region())))
                .or(() -> source.bucket().map(storage::bucket))
                .orElse(bucket);
        Bucket unowned = Bucket.of(named.name(), named.region());
        Bucket sourceBucket = source.expectedBucketOwner().map(unowned::ownedBy).orElse(unowned);
        Transfer transfer = transfer(options.canceledBy());
        MultipartUpload parts = new MultipartUpload(new S3Object(s3(session), to.text()), transfer, copied -> {});
        S3Object original = new S3Object(s3(session, sourceBucket), from.text());
        return changing(transfer.cancellation(), parts, () -> {
            new ObjectCopy(parts, original, source, options).run();
            return to.item();
        });
    }

    private Transfer transfer(Optional<CompletionStage<?>> canceledBy) {
        return new Transfer(
                Cancellation.by(CancelSignal.of(canceledBy)), storage.clients().partSenders());
    }

    /** Runs work that must leave nothing behind when it fails, even when the application ends. */
    private StorageItem changing(Cancellation cancellation, MultipartUpload parts, Supplier<StorageItem> work) {
        OpenUploads uploads = storage.clients().uploads();
        uploads.add(cancellation, parts);
        try {
            return cancellation.run(work);
        } catch (Throwable e) { // a source may throw anything, declared or not
            parts.abort(e); // otherwise the parts would cause costs without being visible
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
        HeaderValues.requireMetadata(options.metadata());
        HeaderValues.require("contentType", options.contentType());
        HeaderValues.require("contentDisposition", options.contentDisposition());
        HeaderValues.require("contentEncoding", options.contentEncoding());
        HeaderValues.require("contentLanguage", options.contentLanguage());
        HeaderValues.require("cacheControl", options.cacheControl());
        HeaderValues.require("storageClass", options.storageClass());
        HeaderValues.requireEncryption(options.serverSideEncryption());
        Transfer transfer = transfer(options.canceledBy());
        String contentType =
                options.contentType().orElseGet(() -> storage.contentTypes().of(object.text()));
        Upload upload =
                new Upload(s3(session), object, new Upload.Description(contentType, options, sizeOf(data)), transfer);
        return changing(transfer.cancellation(), upload.parts(), () -> {
            write(data, upload);
            return upload.finish();
        });
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
                new AmplifyException.Details(
                        "InvalidUploadSource",
                        "The data of the upload could not be read: " + e.getMessage(),
                        "Check the stream or file that is uploaded; nothing of it is in S3."),
                e);
    }

    @Override
    public StorageDownload downloadData(StoragePath path, DownloadOptions options) {
        AuthSession session = session();
        ObjectPath object = ObjectPath.ofObject(path, session);
        HeaderValues.require("range", options.range());
        HeaderValues.require("ifMatch", options.ifMatch());
        HeaderValues.require("ifNoneMatch", options.ifNoneMatch());
        return new ObjectDownload(
                        s3(session), object, options, storage.clients().downloads())
                .start();
    }
}
