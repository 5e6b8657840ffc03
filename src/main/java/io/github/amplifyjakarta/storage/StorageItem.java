package io.github.amplifyjakarta.storage;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object, as far as S3 has told about it: a list tells path, ETag, time and size; an upload does not tell the time.
 *
 * @param path its whole path in the bucket
 * @param key what was asked for, or the path behind the prefix; empty unless it was named by
 *     {@link StoragePath#key(String) key} and access level
 * @param eTag its entity tag, with its quotes
 * @param lastModified when it was written
 * @param size its size in bytes
 * @param contentType its media type
 * @param contentEncoding its Content-Encoding, for example {@code gzip}: whoever passes the bytes on passes it on too
 * @param contentDisposition its Content-Disposition
 * @param contentLanguage its Content-Language
 * @param cacheControl its Cache-Control
 * @param metadata what the uploader added, names in lower case (after an upload: as it gave them); unmodifiable
 * @param versionId its version, in a bucket with versioning
 * @param storageClass its storage class, as S3 names it; empty for {@code STANDARD}, except in a list; after an
 *     upload the one that was asked for
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
     * @param key what was asked for, or the path behind the prefix; empty unless it was named by {@link StoragePath#key(String) key} and access level
     * @param eTag its entity tag, with its quotes
     * @param lastModified when it was written
     * @param size its size in bytes
     * @param contentType its media type
     * @param contentEncoding its Content-Encoding, for example {@code gzip}: whoever passes the bytes on passes it on too
     * @param contentDisposition its Content-Disposition
     * @param contentLanguage its Content-Language
     * @param cacheControl its Cache-Control
     * @param metadata what the uploader added, names in lower case (after an upload: as it gave them); unmodifiable
     * @param versionId its version, in a bucket with versioning
     * @param storageClass its storage class, as S3 names it; empty for {@code STANDARD}, except in a list; after an upload the one that was asked for
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
