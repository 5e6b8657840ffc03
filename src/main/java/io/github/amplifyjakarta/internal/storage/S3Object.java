package io.github.amplifyjakarta.internal.storage;

import org.jspecify.annotations.Nullable;

/**
 * An existing or future object in a bucket, as one user accesses it.
 *
 * @param s3 the user's calls to the bucket
 * @param key the object's key
 */
record S3Object(UserS3 s3, String key) {

    /** {@return the bucket's name} */
    String bucket() {
        return s3.bucket().name();
    }

    /** {@return the account that must own the bucket; {@code null} for any} */
    @Nullable
    String expectedOwner() {
        return s3.bucket().expectedOwner().orElse(null);
    }
}
