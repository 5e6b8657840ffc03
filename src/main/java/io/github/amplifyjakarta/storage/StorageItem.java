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
 * @param metadata what the uploader added, names in lower case; unmodifiable
 * @param versionId its version, in a bucket with versioning
 */
public record StorageItem(
        String path,
        Optional<String> key,
        Optional<String> eTag,
        Optional<Instant> lastModified,
        OptionalLong size,
        Optional<String> contentType,
        Map<String, String> metadata,
        Optional<String> versionId) {

    /** Checks that no component is {@code null} and copies the map. */
    public StorageItem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(eTag, "eTag");
        Objects.requireNonNull(lastModified, "lastModified");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(contentType, "contentType");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(versionId, "versionId");
    }
}
