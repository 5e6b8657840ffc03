package io.github.amplifyjakarta.internal.storage;

import java.util.OptionalLong;

/** How large the parts of an upload are (S3 user guide, "Amazon S3 multipart upload limits"). */
final class PartSize {

    /** The smallest S3 takes, and Amplify's; an object of this size goes up in one request. */
    static final int SMALLEST = 5 << 20;

    private static final int MOST_PARTS = 10_000;

    /** Of unknown length: after so many parts they double, up to what an array can hold; ten thousand make 3.6 TiB. */
    private static final int STEP = 1000;

    private final long known;

    PartSize(OptionalLong size) {
        long found = SMALLEST;
        while (size.isPresent() && (size.getAsLong() + found - 1) / found > MOST_PARTS) {
            found *= 2;
        }
        this.known = size.isPresent() ? found : 0;
    }

    /**
     * {@return the size of a part in bytes}
     *
     * @param number the part's number, from 1
     */
    int of(int number) {
        return Math.toIntExact(known > 0 ? known : (long) SMALLEST << Math.min((number - 1) / STEP, 8));
    }
}
