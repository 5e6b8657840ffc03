package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of Amazon S3.
 *
 * @param bucket the name of the default bucket in S3
 * @param region the AWS region of the default bucket
 * @param endpoint the URI of S3; empty for AWS itself
 * @param pathStyle whether URLs have the bucket in the path instead of the host name
 * @param buckets the named buckets, by their names in the Amplify file; unmodifiable
 * @since 0.1.0
 */
public record StorageConfig(
        String bucket, String region, Optional<URI> endpoint, boolean pathStyle, Map<String, Bucket> buckets) {

    /**
     * A named bucket.
     *
     * @param bucketName the name of the bucket in S3
     * @param region the AWS region of the bucket
     */
    public record Bucket(String bucketName, String region) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param bucketName the name of the bucket in S3
         * @param region the AWS region of the bucket
         */
        public Bucket {
            Objects.requireNonNull(bucketName, "bucketName");
            Objects.requireNonNull(region, "region");
        }
    }

    /**
     * Checks that no component is {@code null} and copies the map.
     *
     * @param bucket the name of the default bucket in S3
     * @param region the AWS region of the default bucket
     * @param endpoint the URI of S3; empty for AWS itself
     * @param pathStyle whether URLs have the bucket in the path instead of the host name
     * @param buckets the named buckets, by their names in the Amplify file; unmodifiable
     */
    public StorageConfig {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(endpoint, "endpoint");
        buckets = Map.copyOf(buckets);
    }
}
