package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.storage.AccessLevel;
import io.github.amplifyjakarta.storage.CopySource;
import io.github.amplifyjakarta.storage.GetUrlOptions;
import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.storage.UploadOptions;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The arguments of a recorded call of {@code storage}, as the library takes them. */
final class StorageArguments {

    private StorageArguments() {}

    static StorageClient client(StorageClient client, JsonObject options) {
        StorageClient found = client;
        if (options.get("bucket") instanceof JsonString name) {
            found = found.bucket(name.getString());
        } else if (options.get("bucket") instanceof JsonObject bucket) {
            found = found.bucket(bucket.getString("bucketName"), bucket.getString("region", "us-east-1"));
        }
        if (options.containsKey("expectedBucketOwner")) {
            found = found.expectedBucketOwner(options.getString("expectedBucketOwner"));
        }
        return options.getBoolean("useAccelerateEndpoint", false) ? found.useAccelerateEndpoint() : found;
    }

    static StoragePath path(JsonObject input, JsonObject options) {
        if (input.get("path") instanceof JsonObject template) {
            return StoragePath.path(id -> template.getString("$pathTemplate").replace("${identityId}", id));
        }
        if (input.containsKey("path")) {
            return StoragePath.path(input.getString("path"));
        }
        String key = input.getString("key", input.getString("prefix", ""));
        AccessLevel level =
                AccessLevel.valueOf(options.getString("accessLevel", "guest").toUpperCase(Locale.ROOT));
        return level == AccessLevel.PROTECTED && options.containsKey("targetIdentityId")
                ? StoragePath.protectedKey(key, options.getString("targetIdentityId"))
                : StoragePath.key(key, level);
    }

    static GetUrlOptions urlOptions(JsonObject options) {
        GetUrlOptions.Builder builder = GetUrlOptions.builder();
        if (options.get("expiresIn") instanceof JsonNumber seconds) {
            builder.expiresIn(Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)));
        }
        if (options.getBoolean("validateObjectExistence", false)) {
            builder.validateObjectExistence();
        }
        if (options.get("contentDisposition") instanceof JsonString text) {
            builder.contentDisposition(text.getString());
        } else if (options.get("contentDisposition") instanceof JsonObject disposition) {
            if (disposition.containsKey("filename")) {
                builder.attachment(disposition.getString("filename"));
            } else {
                builder.contentDisposition(disposition.getString("type"));
            }
        }
        text(options, "contentType").ifPresent(builder::contentType);
        text(options, "cacheControl").ifPresent(builder::cacheControl);
        text(options, "method").map(GetUrlOptions.Method::valueOf).ifPresent(builder::method);
        return builder.build();
    }

    private static Optional<String> text(JsonObject options, String name) {
        return options.containsKey(name) ? Optional.of(options.getString(name)) : Optional.empty();
    }

    static ListOptions listOptions(JsonObject options) {
        ListOptions.Builder builder = ListOptions.builder();
        if (options.containsKey("pageSize")) {
            builder.pageSize(options.getInt("pageSize"));
        }
        text(options, "nextToken").ifPresent(builder::nextToken);
        if (options.getBoolean("listAll", false)) {
            builder.listAll();
        }
        if (options.get("subpathStrategy") instanceof JsonObject strategy
                && strategy.getString("strategy").equals("exclude")) {
            builder.excludeSubpaths(strategy.getString("delimiter", "/"));
        }
        return builder.build();
    }

    static UploadOptions uploadOptions(JsonObject options, Optional<CompletableFuture<Void>> canceledBy) {
        UploadOptions.Builder builder = UploadOptions.builder();
        text(options, "contentType").ifPresent(builder::contentType);
        text(options, "contentEncoding").ifPresent(builder::contentEncoding);
        text(options, "cacheControl").ifPresent(builder::cacheControl);
        if (options.get("contentDisposition") instanceof JsonString disposition) {
            builder.contentDisposition(disposition.getString());
        } else if (options.get("contentDisposition") instanceof JsonObject disposition) {
            builder.contentDisposition(
                    disposition.getString("type") + "; filename=\"" + disposition.getString("filename") + "\"");
        }
        if (options.get("metadata") instanceof JsonObject metadata) {
            Map<String, String> map = new HashMap<>();
            metadata.forEach((name, value) -> map.put(name, ((JsonString) value).getString()));
            builder.metadata(map);
        }
        if (options.getBoolean("preventOverwrite", false)) {
            builder.preventOverwrite();
        }
        canceledBy.ifPresent(builder::canceledBy);
        return builder.build();
    }

    /** {@return what cancels a recorded call, if anything does} */
    static Optional<CompletableFuture<Void>> signal(JsonObject recorded) {
        return recorded.containsKey("cancelAfterMs")
                ? Optional.of(new CompletableFuture<Void>()
                        .completeOnTimeout(null, recorded.getInt("cancelAfterMs") + 200, TimeUnit.MILLISECONDS))
                : Optional.empty();
    }

    static UploadData data(JsonObject input) {
        JsonValue data = input.get("data");
        if (data instanceof JsonString text) {
            return UploadData.of(text.getString());
        }
        JsonObject marker = (JsonObject) data;
        if (marker.get("$repeat") instanceof JsonObject repeat) {
            return UploadData.of(repeat.getString("text").repeat(repeat.getInt("count")));
        }
        if (marker.containsKey("$readable")) {
            return UploadData.of(new ByteArrayInputStream(Base64.getDecoder().decode(marker.getString("$readable"))));
        }
        JsonValue bytes = marker.values().iterator().next();
        String base64 = bytes instanceof JsonObject file ? file.getString("base64") : ((JsonString) bytes).getString();
        return UploadData.of(Base64.getDecoder().decode(base64));
    }

    static CopySource copySource(JsonObject source) {
        CopySource.Builder builder = CopySource.builder(path(source, source));
        if (source.get("bucket") instanceof JsonString name) {
            builder.bucket(name.getString());
        } else if (source.get("bucket") instanceof JsonObject bucket) {
            builder.bucketName(bucket.getString("bucketName"));
        }
        text(source, "expectedBucketOwner").ifPresent(builder::expectedBucketOwner);
        text(source, "eTag").ifPresent(builder::eTag);
        if (source.get("notModifiedSince") instanceof JsonObject date) {
            builder.notModifiedSince(Instant.parse(date.getString("$date")));
        }
        return builder.build();
    }
}
