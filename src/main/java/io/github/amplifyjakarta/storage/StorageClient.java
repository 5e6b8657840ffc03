package io.github.amplifyjakarta.storage;

import io.github.amplifyjakarta.auth.AuthException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Files in S3, as the user of the current request; as the guest when nobody is signed in and the identity pool allows it.
 * Inject it with {@link AmplifyStorage}. Each call works with the credentials of the session at that moment, never with
 * the server's own, so one injected client serves all users.
 *
 * <pre>{@code
 * @Inject @AmplifyStorage StorageClient storage;
 *
 * URI photo = storage.getUrl(path("public/photo.jpg")).url();
 * storage.uploadData(path(id -> "private/" + id + "/notes.txt"), UploadData.of("…"));
 * }</pre>
 *
 * <p>Every method throws {@link StorageException}; and {@link AuthException} when the session could not be checked or the
 * identity pool did not give credentials. What is safe to repeat is tried three times.
 *
 * @since 0.1.0
 */
public interface StorageClient {

    /**
     * {@return a client of another bucket} What {@link #expectedBucketOwner} and {@link #useAccelerateEndpoint} have asked
     * for stays.
     *
     * @param name its name in the Amplify file
     * @throws StorageException {@code InvalidStorageBucket} when no bucket has that name; the message lists those that
     *     are there
     */
    StorageClient bucket(String name);

    /**
     * {@return a client of a bucket that is not in the Amplify file} What {@link #expectedBucketOwner} and
     * {@link #useAccelerateEndpoint} have asked for stays.
     *
     * @param bucketName its name in S3
     * @param region its region
     * @throws StorageException {@code DnsIncompatibleBucketName} when no bucket can be called so
     */
    StorageClient bucket(String bucketName, String region);

    /**
     * {@return a client that S3 refuses unless the bucket belongs to an account}
     *
     * @param accountId 12 digits
     * @throws StorageException {@code InvalidAWSAccountID} when it is no account id
     */
    StorageClient expectedBucketOwner(String accountId);

    /**
     * {@return a client that uses S3 Transfer Acceleration, which the bucket has to have enabled}
     *
     * @throws StorageException {@code AccelerateUnavailable} when the configuration names another endpoint or asks for the
     *     bucket in the path, or the region has no acceleration; {@code DnsIncompatibleBucketName} when the bucket's name
     *     has dots
     */
    StorageClient useAccelerateEndpoint();

    /** {@return a presigned URL to read an object for 15 minutes, or as long as the credentials work} */
    default StorageUrl getUrl(StoragePath path) {
        return getUrl(path, GetUrlOptions.builder().build());
    }

    /** {@return a presigned URL} Nothing is sent to S3, unless the options ask whether the object is there. */
    StorageUrl getUrl(StoragePath path, GetUrlOptions options);

    /**
     * {@return a presigned URL}
     *
     * <pre>{@code
     * storage.getUrl(path("public/invoice.pdf"), url -> url.expiresIn(Duration.ofMinutes(5)))
     * }</pre>
     */
    default StorageUrl getUrl(StoragePath path, Consumer<GetUrlOptions.Builder> options) {
        GetUrlOptions.Builder builder = GetUrlOptions.builder();
        options.accept(builder);
        return getUrl(path, builder.build());
    }

    /** {@return size, type, metadata and the like of an object} */
    StorageItem getProperties(StoragePath path);

    /** {@return the first 1000 objects whose path starts so} */
    default ListResult list(StoragePath path) {
        return list(path, ListOptions.builder().build());
    }

    /** {@return objects whose path starts so; an empty path lists the bucket} */
    ListResult list(StoragePath path, ListOptions options);

    /** {@return objects whose path starts so; an empty path lists the bucket} */
    default ListResult list(StoragePath path, Consumer<ListOptions.Builder> options) {
        ListOptions.Builder builder = ListOptions.builder();
        options.accept(builder);
        return list(path, builder.build());
    }

    /**
     * {@return all objects whose path starts so} A page of 1000 objects is read when the stream gets there, so a stream
     * that ends early reads no more than it needs. Its thread has to be one of the request.
     *
     * <pre>{@code
     * long bytes = storage.stream(path("public/")).mapToLong(item -> item.size().orElse(0)).sum();
     * }</pre>
     */
    default Stream<StorageItem> stream(StoragePath path) {
        return Stream.iterate(
                        Optional.of(list(path)),
                        Optional::isPresent,
                        page -> page.flatMap(ListResult::nextToken)
                                .map(token -> list(path, next -> next.nextToken(token))))
                .flatMap(page -> page.orElseThrow().items().stream());
    }

    /**
     * Removes one object, and nothing else: a path that ends in a slash is refused. It is no error when there is none.
     *
     * @return its path
     */
    StorageItem remove(StoragePath path);

    /**
     * Removes all objects below a path.
     *
     * @param path where they lie; a slash is added to its end; not empty, because that would be the whole bucket
     * @return how many are gone, and how many S3 kept
     */
    default RemoveFolderResult removeFolder(StoragePath path) {
        return removeFolder(path, RemoveFolderOptions.builder().build());
    }

    /** Removes all objects below a path; {@return how many are gone, and how many S3 kept} */
    RemoveFolderResult removeFolder(StoragePath path, RemoveFolderOptions options);

    /** Removes all objects below a path; {@return how many are gone, and how many S3 kept} */
    default RemoveFolderResult removeFolder(StoragePath path, Consumer<RemoveFolderOptions.Builder> options) {
        RemoveFolderOptions.Builder builder = RemoveFolderOptions.builder();
        options.accept(builder);
        return removeFolder(path, builder.build());
    }

    /** Copies an object within the bucket, with its metadata and tags; {@return the path of the copy} */
    default StorageItem copy(StoragePath source, StoragePath destination) {
        return copy(CopySource.builder(source).build(), destination);
    }

    /** Copies an object into this client's bucket, with its metadata and tags; {@return the path of the copy} */
    default StorageItem copy(CopySource source, StoragePath destination) {
        return copy(source, destination, CopyOptions.builder().build());
    }

    /**
     * Copies an object into this client's bucket, with its metadata and tags. More than 5 GiB are copied in parts: the
     * user's role then needs {@code s3:GetObjectTagging}, without which the copy has no tags, and {@code s3:PutObjectTagging}
     * for a source that has some.
     *
     * @return the path of the copy
     */
    StorageItem copy(CopySource source, StoragePath destination, CopyOptions options);

    /** Copies an object into this client's bucket; {@return the path of the copy} */
    default StorageItem copy(CopySource source, StoragePath destination, Consumer<CopyOptions.Builder> options) {
        CopyOptions.Builder builder = CopyOptions.builder();
        options.accept(builder);
        return copy(source, destination, builder.build());
    }

    /** Stores an object; {@return what was stored} */
    default StorageItem uploadData(StoragePath path, UploadData data) {
        return uploadData(path, data, UploadOptions.builder().build());
    }

    /**
     * Stores an object. More than 5 MiB go up in parts; each part and the whole carry a checksum that S3 verifies. After
     * an error nothing is left in S3, neither the object nor a part of it, unless S3 had completed the object already.
     *
     * @return what was stored
     */
    StorageItem uploadData(StoragePath path, UploadData data, UploadOptions options);

    /**
     * Stores an object.
     *
     * <pre>{@code
     * storage.uploadData(path("public/a.csv"), UploadData.of(file), upload -> upload.contentType("text/csv"));
     * }</pre>
     *
     * @return what was stored
     */
    default StorageItem uploadData(StoragePath path, UploadData data, Consumer<UploadOptions.Builder> options) {
        UploadOptions.Builder builder = UploadOptions.builder();
        options.accept(builder);
        return uploadData(path, data, builder.build());
    }

    /** {@return an object to read} */
    default StorageDownload downloadData(StoragePath path) {
        return downloadData(path, DownloadOptions.builder().build());
    }

    /** {@return an object to read, or a part of it, or word that it has not changed} */
    StorageDownload downloadData(StoragePath path, DownloadOptions options);

    /** {@return an object to read, or a part of it, or word that it has not changed} */
    default StorageDownload downloadData(StoragePath path, Consumer<DownloadOptions.Builder> options) {
        DownloadOptions.Builder builder = DownloadOptions.builder();
        options.accept(builder);
        return downloadData(path, builder.build());
    }
}
