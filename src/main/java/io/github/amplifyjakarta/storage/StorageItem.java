package io.github.amplifyjakarta.storage;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object, as far as S3 has described it. A list has the path, the entity tag, the time and the size. The result of
 * an upload has no time. What S3 did not say is empty.
 *
 * <pre>{@code
 * StorageItem logo = storage.getProperties(path("public/logo.png"));
 * long bytes = logo.size().orElse(0);
 * String album = logo.metadata().getOrDefault("album", "none");
 * }</pre>
 *
 * @param path its whole path in the bucket
 * @param key the path without the prefix of the access level; empty unless the application named it by {@link
 *     StoragePath#key(String) key} and access level
 * @param eTag its entity tag, with its quotes
 * @param lastModified when it was written
 * @param size its size in bytes
 * @param contentType its media type
 * @param contentEncoding its {@code Content-Encoding}, for example {@code gzip}; if you pass the bytes on, pass it on
 *     too
 * @param contentDisposition its {@code Content-Disposition}
 * @param contentLanguage its {@code Content-Language}
 * @param cacheControl its {@code Cache-Control}
 * @param metadata what the uploader added, names in lower case (after an upload: as the application gave them);
 *     unmodifiable
 * @param versionId its version, in a bucket with versioning
 * @param storageClass its storage class, as S3 names it; empty for {@code STANDARD}, except in a list; after an upload
 *     the one that was asked for
 * @param serverSideEncryption how S3 encrypts it; after an upload what was asked for
 * @since 0.1.0
 */
public record StorageItem(
        String path,
        Optional<String> key,
        Optional<String> eTag,
        Optional<Instant> lastModified,
        OptionalLong size,
        Optional<String> contentType,
        Optional<String> contentEncoding,
        Optional<String> contentDisposition,
        Optional<String> contentLanguage,
        Optional<String> cacheControl,
        Map<String, String> metadata,
        Optional<String> versionId,
        Optional<String> storageClass,
        Optional<ServerSideEncryption> serverSideEncryption) {

    /**
     * Checks that no component is {@code null} and copies the map.
     *
     * @param path its whole path in the bucket
     * @param key the path without the prefix of the access level; empty unless the application named it by {@link
     *     StoragePath#key(String) key} and access level
     * @param eTag its entity tag, with its quotes
     * @param lastModified when it was written
     * @param size its size in bytes
     * @param contentType its media type
     * @param contentEncoding its {@code Content-Encoding}, for example {@code gzip}; if you pass the bytes on, pass it
     *     on too
     * @param contentDisposition its {@code Content-Disposition}
     * @param contentLanguage its {@code Content-Language}
     * @param cacheControl its {@code Cache-Control}
     * @param metadata what the uploader added, names in lower case (after an upload: as the application gave them);
     *     unmodifiable
     * @param versionId its version, in a bucket with versioning
     * @param storageClass its storage class, as S3 names it; empty for {@code STANDARD}, except in a list; after an
     *     upload the one that was asked for
     * @param serverSideEncryption how S3 encrypts it; after an upload what was asked for
     */
    public StorageItem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(eTag, "eTag");
        Objects.requireNonNull(lastModified, "lastModified");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(contentEncoding, "contentEncoding");
        Objects.requireNonNull(contentDisposition, "contentDisposition");
        Objects.requireNonNull(contentLanguage, "contentLanguage");
        Objects.requireNonNull(cacheControl, "cacheControl");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(versionId, "versionId");
        Objects.requireNonNull(storageClass, "storageClass");
        Objects.requireNonNull(serverSideEncryption, "serverSideEncryption");
    }
}
