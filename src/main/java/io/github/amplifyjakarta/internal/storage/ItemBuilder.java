package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.ServerSideEncryption;
import io.github.amplifyjakarta.storage.StorageItem;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Builds an item from S3's data about an object. {@code null} means that S3 does not provide the value. */
final class ItemBuilder {

    private final String path;
    private final Optional<String> key;
    private @Nullable String eTag;
    private @Nullable Instant lastModified;
    private @Nullable Long size;
    private @Nullable String contentType;
    private @Nullable String contentEncoding;
    private @Nullable String contentDisposition;
    private @Nullable String contentLanguage;
    private @Nullable String cacheControl;
    private @Nullable String versionId;
    private @Nullable String storageClass;
    private Map<String, String> metadata = Map.of();
    private Optional<ServerSideEncryption> encryption = Optional.empty();

    ItemBuilder(String path, Optional<String> key) {
        this.path = path;
        this.key = key;
    }

    ItemBuilder found(HeadObjectResponse object) {
        stored(object.eTag(), object.versionId(), object.contentLength());
        content(object.contentType(), object.contentEncoding(), object.contentDisposition());
        contentLanguage = object.contentLanguage();
        cacheControl = object.cacheControl();
        encrypted(object.serverSideEncryptionAsString(), object.ssekmsKeyId());
        lastModified = object.lastModified();
        storageClass = object.storageClassAsString();
        return metadata(inLowerCase(object.metadata()));
    }

    ItemBuilder found(GetObjectResponse object) {
        stored(object.eTag(), object.versionId(), object.contentLength());
        content(object.contentType(), object.contentEncoding(), object.contentDisposition());
        contentLanguage = object.contentLanguage();
        cacheControl = object.cacheControl();
        encrypted(object.serverSideEncryptionAsString(), object.ssekmsKeyId());
        lastModified = object.lastModified();
        storageClass = object.storageClassAsString();
        return metadata(inLowerCase(object.metadata()));
    }

    ItemBuilder listed(S3Object object) {
        stored(object.eTag(), null, object.size());
        lastModified = object.lastModified();
        storageClass = object.storageClassAsString();
        return this;
    }

    ItemBuilder stored(@Nullable String newETag, @Nullable String newVersionId, @Nullable Long newSize) {
        eTag = newETag;
        versionId = newVersionId;
        size = newSize;
        return this;
    }

    ItemBuilder content(@Nullable String type, @Nullable String encoding, @Nullable String disposition) {
        contentType = type;
        contentEncoding = encoding;
        contentDisposition = disposition;
        return this;
    }

    ItemBuilder caching(@Nullable String language, @Nullable String control) {
        contentLanguage = language;
        cacheControl = control;
        return this;
    }

    ItemBuilder metadata(Map<String, String> values) {
        metadata = values;
        return this;
    }

    ItemBuilder placed(@Nullable String newStorageClass, Optional<ServerSideEncryption> newEncryption) {
        storageClass = newStorageClass;
        encryption = newEncryption;
        return this;
    }

    /** Metadata names are header names, which are case-insensitive. */
    private static Map<String, String> inLowerCase(Map<String, String> values) {
        Map<String, String> metadata = new TreeMap<>();
        values.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
        return metadata;
    }

    private void encrypted(@Nullable String algorithm, @Nullable String kmsKeyId) {
        encryption = Optional.ofNullable(algorithm)
                .map(name -> new ServerSideEncryption(name, Optional.ofNullable(kmsKeyId)));
    }

    StorageItem build() {
        return new StorageItem(
                path,
                key,
                Optional.ofNullable(eTag),
                Optional.ofNullable(lastModified),
                size == null ? OptionalLong.empty() : OptionalLong.of(size),
                Optional.ofNullable(contentType),
                Optional.ofNullable(contentEncoding),
                Optional.ofNullable(contentDisposition),
                Optional.ofNullable(contentLanguage),
                Optional.ofNullable(cacheControl),
                metadata,
                Optional.ofNullable(versionId),
                Optional.ofNullable(storageClass),
                encryption);
    }
}
