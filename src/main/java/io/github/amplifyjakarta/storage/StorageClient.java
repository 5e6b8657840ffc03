package io.github.amplifyjakarta.storage;

import io.github.amplifyjakarta.auth.AuthException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads and writes files (objects) in Amazon S3, as the user of the current request. When nobody is signed in, it works
 * as the guest, if the identity pool allows guests.
 *
 * <p>Inject it with {@link AmplifyStorage}. Each call uses the AWS credentials of the session at that moment. It never
 * uses credentials of the server. So one injected client serves all users.
 *
 * <pre>{@code
 * import static io.github.amplifyjakarta.storage.StoragePath.path;
 *
 * @Path("photos")
 * @RequestScoped
 * public class Photos {
 *
 *     @Inject
 *     @AmplifyStorage
 *     StorageClient storage;
 *
 *     @GET
 *     public List<URI> gallery() {
 *         return storage.list(path("public/photos/")).items().stream()
 *                 .map(item -> storage.getUrl(path(item.path())).url())
 *                 .toList();
 *     }
 *
 *     @PUT
 *     @Path("{name}")
 *     public StorageItem upload(@PathParam("name") String name, InputStream body) {
 *         return storage.uploadData(path(id -> "private/" + id + "/" + name), UploadData.of(body));
 *     }
 * }
 * }</pre>
 *
 * <p>Methods that return a client create one with other settings. They do not change this client.
 *
 * <p>Every method throws {@link StorageException}. It throws {@link AuthException} when the session could not be
 * checked, or when the identity pool gave no credentials. A request that is safe to repeat is sent three times at most.
 *
 * <p>Guide: {@code docs/storage.md}.
 *
 * @since 0.1.0
 */
public interface StorageClient {

    /**
     * Creates a client of another bucket. The settings of {@link #expectedBucketOwner} and {@link
     * #useAccelerateEndpoint} stay.
     *
     * @param name the name of the bucket in the Amplify file
     * @return a client of that bucket
     * @throws StorageException {@code InvalidStorageBucket} when no bucket has that name (the message lists the names
     *     that exist); {@code DnsIncompatibleBucketName} when this client uses S3 Transfer Acceleration and the
     *     bucket's name in S3 has dots; both are {@link StorageException.Reason#INVALID_INPUT}
     */
    StorageClient bucket(String name);

    /**
     * Creates a client of a bucket that is not in the Amplify file. The settings of {@link #expectedBucketOwner} and
     * {@link #useAccelerateEndpoint} stay.
     *
     * @param bucketName the name of the bucket in S3
     * @param region the AWS region of the bucket, for example {@code eu-central-1}
     * @return a client of that bucket
     * @throws StorageException {@code DnsIncompatibleBucketName} when no bucket can have that name, or when this client
     *     uses S3 Transfer Acceleration and the name has dots; {@code InvalidStorageBucket} when the region is not
     *     valid; both are {@link StorageException.Reason#INVALID_INPUT}
     */
    StorageClient bucket(String bucketName, String region);

    /**
     * Creates a client whose requests S3 refuses unless the bucket belongs to an AWS account.
     *
     * @param accountId the id of the AWS account, 12 digits
     * @return a client of the same bucket that names its owner
     * @throws StorageException {@code InvalidAWSAccountID} ({@link StorageException.Reason#INVALID_INPUT}) when the
     *     text is not an account id
     */
    StorageClient expectedBucketOwner(String accountId);

    /**
     * Creates a client that uses S3 Transfer Acceleration. The bucket must have it enabled.
     *
     * @return a client of the same bucket with the accelerated endpoint
     * @throws StorageException {@code AccelerateUnavailable} when the configuration names another endpoint or asks for
     *     the bucket in the path, or when the region has no acceleration; {@code DnsIncompatibleBucketName} when the
     *     bucket's name has dots; both are {@link StorageException.Reason#INVALID_INPUT}
     */
    StorageClient useAccelerateEndpoint();

    /**
     * Creates a presigned URL to read an object. It works for 15 minutes, or until the credentials expire if that is
     * earlier. No request is sent to S3.
     *
     * @param path the path of the object
     * @return the URL and the time when it expires
     * @throws StorageException {@link StorageException.Reason#INVALID_INPUT} when the path is not valid; {@link
     *     StorageException.Reason#NO_CREDENTIALS} when nobody is signed in and guests get no credentials
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageUrl getUrl(StoragePath path) {
        return getUrl(path, GetUrlOptions.builder().build());
    }

    /**
     * Creates a presigned URL to read or to write an object. No request is sent to S3, unless the options ask to
     * {@linkplain GetUrlOptions.Builder#validateObjectExistence() check that the object exists}.
     *
     * @param path the path of the object
     * @param options what the URL is for, and how long it works
     * @return the URL and the time when it expires
     * @throws StorageException {@link StorageException.Reason#INVALID_INPUT} when the path or the metadata is not
     *     valid; {@link StorageException.Reason#NO_CREDENTIALS} when nobody is signed in and guests get no credentials;
     *     {@link StorageException.Reason#NOT_FOUND} when the options ask for the check and the object does not exist
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    StorageUrl getUrl(StoragePath path, GetUrlOptions options);

    /**
     * Creates a presigned URL, as {@link #getUrl(StoragePath, GetUrlOptions)}.
     *
     * <pre>{@code
     * StorageUrl url = storage.getUrl(path("public/invoice.pdf"), options -> options.expiresIn(Duration.ofMinutes(5)));
     * }</pre>
     *
     * @param path the path of the object
     * @param options sets the options; called once, before this method returns
     * @return the URL and the time when it expires
     * @throws StorageException as {@link #getUrl(StoragePath, GetUrlOptions)}
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     * @throws IllegalArgumentException when {@link GetUrlOptions.Builder#build()} refuses the options
     */
    default StorageUrl getUrl(StoragePath path, Consumer<GetUrlOptions.Builder> options) {
        GetUrlOptions.Builder builder = GetUrlOptions.builder();
        options.accept(builder);
        return getUrl(path, builder.build());
    }

    /**
     * Reads the properties of an object: size, media type, metadata and more. The content is not read.
     *
     * @param path the path of the object
     * @return the properties
     * @throws StorageException {@link StorageException.Reason#NOT_FOUND} when the object does not exist; {@link
     *     StorageException.Reason#INVALID_INPUT} when the path is not valid; another reason when the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    StorageItem getProperties(StoragePath path);

    /**
     * Lists the objects whose path starts with a prefix: the first page, of 1000 objects at most.
     *
     * @param path the prefix; an empty one lists the bucket
     * @return the objects, and the token of the next page
     * @throws StorageException when the path is not valid, or the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default ListResult list(StoragePath path) {
        return list(path, ListOptions.builder().build());
    }

    /**
     * Lists the objects whose path starts with a prefix: one page, or all pages if the options say so.
     *
     * @param path the prefix; an empty one lists the bucket
     * @param options the size of the page, the page to read, and which objects are left out
     * @return the objects, and the token of the next page
     * @throws StorageException when the path is not valid, or the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    ListResult list(StoragePath path, ListOptions options);

    /**
     * Lists the objects whose path starts with a prefix, as {@link #list(StoragePath, ListOptions)}.
     *
     * <pre>{@code
     * ListResult page = storage.list(path("public/photos/"), options -> options.pageSize(50).excludeSubpaths());
     * }</pre>
     *
     * @param path the prefix; an empty one lists the bucket
     * @param options sets the options; called once, before this method returns
     * @return the objects, and the token of the next page
     * @throws StorageException when the path is not valid, or the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     * @throws IllegalArgumentException when {@link ListOptions.Builder#build()} refuses the options
     */
    default ListResult list(StoragePath path, Consumer<ListOptions.Builder> options) {
        ListOptions.Builder builder = ListOptions.builder();
        options.accept(builder);
        return list(path, builder.build());
    }

    /**
     * Lists all objects whose path starts with a prefix, and holds one page of 1000 objects in memory. The first page
     * is read at once. Each other page is read when the stream gets there, so a stream that ends early sends no more
     * requests than it needs. Read the stream on a thread that belongs to the request.
     *
     * <pre>{@code
     * long bytes = storage.stream(path("public/")).mapToLong(item -> item.size().orElse(0)).sum();
     * }</pre>
     *
     * @param path the prefix; an empty one lists the bucket
     * @return the objects; the stream itself throws the exceptions below when a later page cannot be read
     * @throws StorageException when the path is not valid, or the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
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
     * Removes one object, and nothing else. It is no error when the object does not exist.
     *
     * @param path the path of the object; one that ends in a slash is refused
     * @return the object, with its path only
     * @throws StorageException {@link StorageException.Reason#INVALID_INPUT} when the path is not valid or ends in a
     *     slash; {@link StorageException.Reason#ACCESS_DENIED} when the user's role does not allow it; another reason
     *     when the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    StorageItem remove(StoragePath path);

    /**
     * Removes all objects below a path. An object that S3 refuses to remove is no exception: the result counts it.
     *
     * @param path the path of the folder; a slash is added to its end if it has none; an empty one is refused, because
     *     it would be the whole bucket
     * @return how many objects are removed, and how many S3 kept
     * @throws StorageException {@link StorageException.Reason#INVALID_INPUT} when the path is not valid or empty;
     *     another reason when a request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default RemoveFolderResult removeFolder(StoragePath path) {
        return removeFolder(path, RemoveFolderOptions.builder().build());
    }

    /**
     * Removes all objects below a path. An object that S3 refuses to remove is no exception: the result counts it.
     *
     * @param path the path of the folder; a slash is added to its end if it has none; an empty one is refused, because
     *     it would be the whole bucket
     * @param options who is told about the progress, and what cancels the removal
     * @return how many objects are removed, and how many S3 kept
     * @throws StorageException {@link StorageException.Reason#INVALID_INPUT} when the path is not valid or empty;
     *     {@link StorageException.Reason#CANCELED} when the application cancelled the removal; another reason when a
     *     request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    RemoveFolderResult removeFolder(StoragePath path, RemoveFolderOptions options);

    /**
     * Removes all objects below a path, as {@link #removeFolder(StoragePath, RemoveFolderOptions)}.
     *
     * <pre>{@code
     * RemoveFolderResult result = storage.removeFolder(path("public/old/"), options -> options.canceledBy(signal));
     * }</pre>
     *
     * @param path the path of the folder; a slash is added to its end if it has none; an empty one is refused, because
     *     it would be the whole bucket
     * @param options sets the options; called once, before this method returns
     * @return how many objects are removed, and how many S3 kept
     * @throws StorageException as {@link #removeFolder(StoragePath, RemoveFolderOptions)}
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default RemoveFolderResult removeFolder(StoragePath path, Consumer<RemoveFolderOptions.Builder> options) {
        RemoveFolderOptions.Builder builder = RemoveFolderOptions.builder();
        options.accept(builder);
        return removeFolder(path, builder.build());
    }

    /**
     * Copies an object within this client's bucket, with its metadata and tags. See {@link #copy(CopySource,
     * StoragePath, CopyOptions)}.
     *
     * @param source the path of the object to copy
     * @param destination the path of the copy; an object that is already there is replaced
     * @return the copy, with its path only
     * @throws StorageException {@link StorageException.Reason#NOT_FOUND} when the source does not exist; another reason
     *     when a path is not valid or a request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageItem copy(StoragePath source, StoragePath destination) {
        return copy(CopySource.builder(source).build(), destination);
    }

    /**
     * Copies an object into this client's bucket, with its metadata and tags. See {@link #copy(CopySource, StoragePath,
     * CopyOptions)}.
     *
     * @param source the object to copy, and its bucket
     * @param destination the path of the copy in this client's bucket; an object that is already there is replaced
     * @return the copy, with its path only
     * @throws StorageException as {@link #copy(CopySource, StoragePath, CopyOptions)}
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageItem copy(CopySource source, StoragePath destination) {
        return copy(source, destination, CopyOptions.builder().build());
    }

    /**
     * Copies an object into this client's bucket, with its metadata and tags.
     *
     * <p>An object of more than 5 GiB is copied in parts. For that the user's role needs {@code s3:GetObjectTagging};
     * without it the copy has no tags. It also needs {@code s3:PutObjectTagging} if the source has tags.
     *
     * <pre>{@code
     * storage.copy(
     *         CopySource.builder(path("public/a.png")).bucket("photos").build(),
     *         path("public/b.png"),
     *         CopyOptions.builder().storageClass("GLACIER_IR").build());
     * }</pre>
     *
     * @param source the object to copy, and its bucket
     * @param destination the path of the copy in this client's bucket; an object that is already there is replaced
     * @param options how to store the copy, and what cancels the copying
     * @return the copy, with its path only
     * @throws StorageException {@link StorageException.Reason#NOT_FOUND} when the source does not exist; {@link
     *     StorageException.Reason#PRECONDITION_FAILED} when the source has another entity tag or was written later than
     *     asked for; {@link StorageException.Reason#CANCELED} when the application cancelled the copying; another
     *     reason when a path or an option is not valid, or a request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    StorageItem copy(CopySource source, StoragePath destination, CopyOptions options);

    /**
     * Copies an object into this client's bucket, as {@link #copy(CopySource, StoragePath, CopyOptions)}.
     *
     * @param source the object to copy, and its bucket
     * @param destination the path of the copy in this client's bucket; an object that is already there is replaced
     * @param options sets the options; called once, before this method returns
     * @return the copy, with its path only
     * @throws StorageException as {@link #copy(CopySource, StoragePath, CopyOptions)}
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageItem copy(CopySource source, StoragePath destination, Consumer<CopyOptions.Builder> options) {
        CopyOptions.Builder builder = CopyOptions.builder();
        options.accept(builder);
        return copy(source, destination, builder.build());
    }

    /**
     * Stores an object. See {@link #uploadData(StoragePath, UploadData, UploadOptions)}.
     *
     * @param path the path of the object; an object that is already there is replaced
     * @param data the content of the object
     * @return what was stored
     * @throws StorageException as {@link #uploadData(StoragePath, UploadData, UploadOptions)}
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageItem uploadData(StoragePath path, UploadData data) {
        return uploadData(path, data, UploadOptions.builder().build());
    }

    /**
     * Stores an object. More than 5 MiB are uploaded in parts. Each part and the whole carry a checksum, which S3
     * verifies. After an error nothing is left in S3, neither the object nor a part of it, unless S3 had completed the
     * object already.
     *
     * @param path the path of the object; an object that is already there is replaced, unless the options {@linkplain
     *     UploadOptions.Builder#preventOverwrite() prevent it}
     * @param data the content of the object
     * @param options how to store the object, who is told about the progress, and what cancels the upload
     * @return what was stored
     * @throws StorageException {@link StorageException.Reason#DATA} when the data could not be read or has another
     *     length than it said; {@link StorageException.Reason#PRECONDITION_FAILED} when the object exists and the
     *     options prevent overwriting; {@link StorageException.Reason#CANCELED} when the application cancelled the
     *     upload; {@link StorageException.Reason#INVALID_INPUT} when the path or an option is not valid; another reason
     *     when a request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    StorageItem uploadData(StoragePath path, UploadData data, UploadOptions options);

    /**
     * Stores an object, as {@link #uploadData(StoragePath, UploadData, UploadOptions)}.
     *
     * <pre>{@code
     * storage.uploadData(path("public/a.csv"), UploadData.of(file), upload -> upload.contentType("text/csv"));
     * }</pre>
     *
     * @param path the path of the object; an object that is already there is replaced, unless the options {@linkplain
     *     UploadOptions.Builder#preventOverwrite() prevent it}
     * @param data the content of the object
     * @param options sets the options; called once, before this method returns
     * @return what was stored
     * @throws StorageException as {@link #uploadData(StoragePath, UploadData, UploadOptions)}
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageItem uploadData(StoragePath path, UploadData data, Consumer<UploadOptions.Builder> options) {
        UploadOptions.Builder builder = UploadOptions.builder();
        options.accept(builder);
        return uploadData(path, data, builder.build());
    }

    /**
     * Reads an object. The result holds a connection until it is read to its end or closed.
     *
     * <pre>{@code
     * try (StorageDownload report = storage.downloadData(path("public/report.csv"))) {
     *     report.body().transferTo(out);
     * }
     * }</pre>
     *
     * @param path the path of the object
     * @return the object, whose content the caller reads
     * @throws StorageException {@link StorageException.Reason#NOT_FOUND} when the object does not exist; another reason
     *     when the path is not valid or the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageDownload downloadData(StoragePath path) {
        return downloadData(path, DownloadOptions.builder().build());
    }

    /**
     * Reads an object or a part of it, if the conditions of the options hold. The result holds a connection until it is
     * read to its end or closed.
     *
     * @param path the path of the object
     * @param options which bytes to read, on which conditions, who is told about the progress, and what cancels the
     *     download
     * @return the object, whose content the caller reads; {@link StorageDownload#notModified()} says whether the object
     *     has not changed, so that there is nothing to read
     * @throws StorageException {@link StorageException.Reason#NOT_FOUND} when the object does not exist; {@link
     *     StorageException.Reason#PRECONDITION_FAILED} when {@code ifMatch} or {@code ifUnmodifiedSince} does not hold;
     *     {@link StorageException.Reason#CANCELED} when the application cancelled the download; another reason when the
     *     path or an option is not valid, or the request failed
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    StorageDownload downloadData(StoragePath path, DownloadOptions options);

    /**
     * Reads an object or a part of it, as {@link #downloadData(StoragePath, DownloadOptions)}.
     *
     * <pre>{@code
     * StorageDownload start = storage.downloadData(path("public/a.log"), options -> options.range("bytes=0-1023"));
     * }</pre>
     *
     * @param path the path of the object
     * @param options sets the options; called once, before this method returns
     * @return the object, whose content the caller reads; {@link StorageDownload#notModified()} says whether the object
     *     has not changed, so that there is nothing to read
     * @throws StorageException as {@link #downloadData(StoragePath, DownloadOptions)}
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    default StorageDownload downloadData(StoragePath path, Consumer<DownloadOptions.Builder> options) {
        DownloadOptions.Builder builder = DownloadOptions.builder();
        options.accept(builder);
        return downloadData(path, builder.build());
    }
}
