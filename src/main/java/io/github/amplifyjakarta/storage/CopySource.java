package io.github.amplifyjakarta.storage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which object to copy, from which bucket, and on which conditions.
 *
 * <pre>{@code
 * StorageItem original = storage.bucket("photos").getProperties(path("public/a.png"));
 * CopySource source = CopySource.builder(path("public/a.png"))
 *         .bucket("photos")
 *         .eTag(original.eTag().orElseThrow()) // only if nobody has changed it since
 *         .build();
 * storage.copy(source, path("public/b.png"));
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

    /**
     * {@return a builder for an object in the bucket of the client that copies}
     *
     * @param path the path of the object to copy
     */
    public static Builder builder(StoragePath path) {
        return new Builder(path);
    }

    /** {@return the path of the object to copy} */
    public StoragePath path() {
        return path;
    }

    /** {@return the bucket of the object, by its name in the Amplify file; empty: the bucket of the client} */
    public Optional<String> bucket() {
        return bucket;
    }

    /** {@return the bucket of the object, by its name in S3; empty: the one that {@link #bucket()} names} */
    public Optional<String> bucketName() {
        return bucketName;
    }

    /** {@return the region of the bucket that {@link #bucketName()} names; empty: the region of the client} */
    public Optional<String> bucketRegion() {
        return bucketRegion;
    }

    /** {@return the id of the AWS account that must own the bucket of the object, 12 digits; empty: any account} */
    public Optional<String> expectedBucketOwner() {
        return expectedBucketOwner;
    }

    /** {@return the entity tag that the object must have; empty: any} */
    public Optional<String> eTag() {
        return eTag;
    }

    /** {@return the latest time at which the object may have been written; empty: any} */
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

        /**
         * Sets the bucket of the object by its name in the Amplify file.
         *
         * @param name the name of the bucket in the Amplify file
         * @return this builder
         */
        public Builder bucket(String name) {
            this.bucket = Optional.of(name);
            return this;
        }

        /**
         * Sets the bucket of the object by its name in S3, in another region than the client's.
         *
         * @param bucketName the name of the bucket in S3
         * @param region the AWS region of the bucket, for example {@code eu-central-1}
         * @return this builder
         */
        public Builder bucketName(String bucketName, String region) {
            this.bucketRegion = Optional.of(region);
            return bucketName(bucketName);
        }

        /**
         * Sets the bucket of the object by its name in S3, in the region of the client.
         *
         * @param bucketName the name of the bucket in S3
         * @return this builder
         */
        public Builder bucketName(String bucketName) {
            this.bucketName = Optional.of(Objects.requireNonNull(bucketName, "bucketName"));
            return this;
        }

        /**
         * Sets the AWS account that must own the bucket of the object. S3 refuses the copy otherwise.
         *
         * @param accountId the id of the AWS account, 12 digits
         * @return this builder
         */
        public Builder expectedBucketOwner(String accountId) {
            this.expectedBucketOwner = Optional.of(accountId);
            return this;
        }

        /**
         * Copies the object only if it has this entity tag.
         *
         * @param eTag the entity tag, with its quotes, as {@link StorageItem#eTag()} has it
         * @return this builder
         */
        public Builder eTag(String eTag) {
            this.eTag = Optional.of(Objects.requireNonNull(eTag, "eTag"));
            return this;
        }

        /**
         * Copies the object only if it was not written after a time.
         *
         * @param time the latest time at which it may have been written
         * @return this builder
         */
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
