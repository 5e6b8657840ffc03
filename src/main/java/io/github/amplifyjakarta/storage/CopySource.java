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
 * @since 0.1.0
 */
public final class CopySource {

    private final StoragePath path;
    private final Optional<String> bucket;
    private final Optional<String> bucketName;
    private final Optional<String> bucketRegion;
    private final Optional<String> expectedBucketOwner;
    private final Optional<String> eTag;
    private final Optional<Instant> notModifiedSince;

    private CopySource(Builder builder) {
        this.path = Objects.requireNonNull(builder.path, "path");
        this.bucket = builder.bucket;
        this.bucketName = builder.bucketName;
        this.bucketRegion = builder.bucketRegion;
        this.expectedBucketOwner = builder.expectedBucketOwner;
        this.eTag = builder.eTag;
        this.notModifiedSince = builder.notModifiedSince;
    }

    /** {@return a builder} */
    public static Builder builder(StoragePath path) {
        return new Builder(path);
    }

    /** {@return the object} */
    public StoragePath path() {
        return path;
    }

    /** {@return its bucket, by the name in the Amplify file; empty: that of the client} */
    public Optional<String> bucket() {
        return bucket;
    }

    /** {@return its bucket, by its name in S3; empty: by {@code bucket}} */
    public Optional<String> bucketName() {
        return bucketName;
    }

    /** {@return the region of the bucket that is named in that way; empty: that of the client} */
    public Optional<String> bucketRegion() {
        return bucketRegion;
    }

    /** {@return the AWS account that has to own that bucket, 12 digits} */
    public Optional<String> expectedBucketOwner() {
        return expectedBucketOwner;
    }

    /** {@return only if the object has this entity tag} */
    public Optional<String> eTag() {
        return eTag;
    }

    /** {@return only if it was not written later} */
    public Optional<Instant> notModifiedSince() {
        return notModifiedSince;
    }

    /** Builds a {@link CopySource}. */
    public static final class Builder {

        private final StoragePath path;
        private Optional<String> bucket = Optional.empty();
        private Optional<String> bucketName = Optional.empty();
        private Optional<String> bucketRegion = Optional.empty();
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

        /** Sets the bucket by its name in S3, in another region than the client's. */
        public Builder bucketName(String bucketName, String region) {
            this.bucketRegion = Optional.of(region);
            return bucketName(bucketName);
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
            return new CopySource(this);
        }
    }
}
