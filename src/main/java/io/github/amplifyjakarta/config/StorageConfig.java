package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * S3.
 *
 * @param bucket the default bucket
 * @param region its region
 * @param endpoint where S3 answers; empty for AWS itself
 * @param pathStyle whether the bucket stands in the path instead of the host name
 * @param buckets the named buckets
 * @since 0.1.0
 */
public record StorageConfig(
        String bucket, String region, Optional<URI> endpoint, boolean pathStyle, Map<String, Bucket> buckets) {

    /**
     * A named bucket.
     *
     * @param bucketName its name in S3
     * @param region its region
     */
    public record Bucket(String bucketName, String region) {

        /**
         * Checks that no component is {@code null}.
         *
         * @param bucketName its name in S3
         * @param region its region
         */
        public Bucket {
            Objects.requireNonNull(bucketName, "bucketName");
            Objects.requireNonNull(region, "region");
        }
    }

    /**
     * Checks that no component is {@code null} and copies the map.
     *
     * @param bucket the default bucket
     * @param region its region
     * @param endpoint where S3 answers; empty for AWS itself
     * @param pathStyle whether the bucket stands in the path instead of the host name
     * @param buckets the named buckets
     */
    public StorageConfig {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(endpoint, "endpoint");
        buckets = Map.copyOf(buckets);
    }
}
