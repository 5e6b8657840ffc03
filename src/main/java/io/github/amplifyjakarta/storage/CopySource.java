package io.github.amplifyjakarta.storage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What to copy.
 *
 * <pre>{@code
 * CopySource.builder(path("public/a.png")).bucket("photos").eTag(seen).build()
 * }</pre>
 *
 * @param path the object
 * @param bucket its bucket, by the name in the Amplify file; empty: that of the client
 * @param bucketName its bucket, by its name in S3; empty: by {@code bucket}
 * @param expectedBucketOwner the AWS account that has to own that bucket, 12 digits
 * @param eTag only if the object has this entity tag
 * @param notModifiedSince only if it was not written later
 */
public record CopySource(
        StoragePath path,
        Optional<String> bucket,
        Optional<String> bucketName,
        Optional<String> expectedBucketOwner,
        Optional<String> eTag,
        Optional<Instant> notModifiedSince) {

    /** Checks that no component is {@code null}. */
    public CopySource {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(bucketName, "bucketName");
        Objects.requireNonNull(expectedBucketOwner, "expectedBucketOwner");
        Objects.requireNonNull(eTag, "eTag");
        Objects.requireNonNull(notModifiedSince, "notModifiedSince");
    }

    /** {@return a builder} */
    public static Builder builder(StoragePath path) {
        return new Builder(path);
    }

    /** Builds a {@link CopySource}. */
    public static final class Builder {

        private final StoragePath path;
        private Optional<String> bucket = Optional.empty();
        private Optional<String> bucketName = Optional.empty();
        private Optional<String> expectedBucketOwner = Optional.empty();
        private Optional<String> eTag = Optional.empty();
        private Optional<Instant> notModifiedSince = Optional.empty();

        private Builder(StoragePath path) {
            this.path = path;
        }

        /** Sets the bucket by its name in the Amplify file. */
        public Builder bucket(String name) {
            this.bucket = Optional.of(name);
            return this;
        }

        /** Sets the bucket by its name in S3. */
        public Builder bucketName(String bucketName) {
            this.bucketName = Optional.of(bucketName);
            return this;
        }

        /** Sets the AWS account that has to own the bucket. */
        public Builder expectedBucketOwner(String accountId) {
            this.expectedBucketOwner = Optional.of(accountId);
            return this;
        }

        /** Copies only the version with this entity tag. */
        public Builder eTag(String eTag) {
            this.eTag = Optional.of(eTag);
            return this;
        }

        /** Copies only what was not written after a time. */
        public Builder notModifiedSince(Instant time) {
            this.notModifiedSince = Optional.of(time);
            return this;
        }

        /** {@return the source} */
        public CopySource build() {
            return new CopySource(path, bucket, bucketName, expectedBucketOwner, eTag, notModifiedSince);
        }
    }
}
