package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.ListOptions;
import io.github.amplifyjakarta.storage.ListResult;
import io.github.amplifyjakarta.storage.StorageItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects with a common path prefix, page by page. */
final class Listing {

    private final UserS3 s3;
    private final ObjectPath prefix;

    Listing(UserS3 s3, ObjectPath prefix) {
        this.s3 = s3;
        this.prefix = prefix;
    }

    ListResult read(ListOptions options) {
        if (!options.listAll()) {
            return page(options);
        }
        ListOptions.Builder next = ListOptions.builder();
        options.delimiter().ifPresent(next::excludeSubpaths);
        List<StorageItem> items = new ArrayList<>();
        List<String> subpaths = new ArrayList<>();
        for (Optional<String> token = Optional.of(""); token.isPresent(); ) {
            ListResult page = page(next.build());
            items.addAll(page.items());
            subpaths.addAll(page.excludedSubpaths());
            token = page.nextToken();
            token.ifPresent(next::nextToken);
        }
        return new ListResult(items, Optional.empty(), subpaths);
    }

    ListResult page(ListOptions options) {
        String delimiter = options.delimiter().orElse(null);
        ListObjectsV2Response page = s3.call(client ->
                client.listObjectsV2(request -> request.bucket(s3.bucket().name())
                        .prefix(prefix.text())
                        .encodingType(EncodingType.URL) // XML cannot represent every character of a path
                        .maxKeys(options.pageSize())
                        .delimiter(delimiter)
                        .continuationToken(options.nextToken().orElse(null))
                        .expectedBucketOwner(s3.bucket().expectedOwner().orElse(null))
                        .overrideConfiguration(s3.quick())));
        requireAnswerTo(page, options.pageSize(), delimiter, options.nextToken().orElse(""));
        return new ListResult(
                page.contents().stream().map(this::item).toList(),
                Optional.ofNullable(page.nextContinuationToken()),
                page.commonPrefixes().stream().map(found -> found.prefix()).toList());
    }

    /** Amplify's checks. A cache or a proxy may return the response for another bucket, user or page. */
    private void requireAnswerTo(ListObjectsV2Response page, int pageSize, @Nullable String delimiter, String asked) {
        boolean truncated = Boolean.TRUE.equals(page.isTruncated());
        int found = page.contents().size() + page.commonPrefixes().size();
        require(page, "bucket", s3.bucket().name(), page.name());
        require(page, "prefix", prefix.text(), Objects.requireNonNullElse(page.prefix(), ""));
        require(page, "page size", pageSize, page.maxKeys());
        require(page, "delimiter", delimiter, page.delimiter());
        require(page, "number of objects", found, page.keyCount());
        require(page, "next page", truncated, page.nextContinuationToken() != null);
        boolean again = asked.equals(page.nextContinuationToken());
        require(page, "next page that is this one", false, again);
        page.contents().forEach(object -> require(page, "object's path", true, object.key() != null));
    }

    private static void require(
            ListObjectsV2Response page, String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw S3ExceptionTranslator.integrity(
                    "The list of objects does not match the request: its " + what + " is " + actual + ", expected "
                            + expected + ".",
                    page.sdkHttpResponse());
        }
    }

    private StorageItem item(S3Object object) {
        return prefix.sibling(object.key()).known().listed(object).build();
    }
}
