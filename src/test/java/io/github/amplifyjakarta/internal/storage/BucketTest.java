package io.github.amplifyjakarta.internal.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import org.junit.jupiter.api.Test;

/** Which buckets there may be. */
class BucketTest {

    @Test
    void refusesRegionsWithOtherCharacters() {
        StorageException refused = assertThrows(StorageException.class, () -> Bucket.of("bucket", "evil.example/"));
        assertEquals(Reason.INVALID_INPUT, refused.reason());
        assertEquals(
                "The region of the bucket bucket is \"evil.example/\", expected one like eu-central-1.",
                refused.getMessage());
        assertTrue(Bucket.of("bucket", "us-gov-west-1").region().startsWith("us"));
    }
}
