package io.github.amplifyjakarta.internal.storage;

import org.jspecify.annotations.Nullable;

/**
 * An object in a bucket, or what is to be one, as one user reaches it.
 *
 * @param s3 the user's calls to the bucket
 * @param key the object's key
 */
record S3Object(UserS3 s3, String key) {

    /** {@return the bucket's name} */
    String bucket() {
        return s3.bucket().name();
    }

    /** {@return the account that the bucket must belong to; {@code null} for any} */
    @Nullable
    String expectedOwner() {
        return s3.bucket().expectedOwner().orElse(null);
    }
}
