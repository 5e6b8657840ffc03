package io.github.amplifyjakarta.internal.storage;

import java.util.OptionalLong;

/**
 * How large the parts of an upload are (S3 user guide, "Amazon S3 multipart upload limits": 10,000 parts of 5 MiB to 5 GiB).
 */
final class PartSize {

    /** The smallest S3 takes, and Amplify's; an object of this size goes up in one request. */
    static final int SMALLEST = 5 << 20;

    private static final int MOST_PARTS = 10_000;

    private static final int MEBIBYTE = 1 << 20;

    /** In whole mebibytes: a part is held in an array. */
    private static final long LARGEST = 2047L << 20;

    /** 19.5 TiB; S3 itself takes 48.8 TiB. */
    static final long LARGEST_OBJECT = MOST_PARTS * LARGEST;

    /** S3 works on a request as long as its part is large, and says nothing meanwhile. */
    private static final long SMALLEST_COPY = 128L << 20;

    /** Of unknown length: after so many parts they double, up to what an array can hold; ten thousand make 3.6 TiB. */
    private static final int STEP = 1000;

    private final long known;

    PartSize(OptionalLong size) {
        this.known = size.isPresent() ? Math.max(SMALLEST, evenly(size.getAsLong())) : 0;
    }

    /**
     * {@return the size of a part in bytes}
     *
     * @param number the part's number, from 1
     */
    int of(int number) {
        return Math.toIntExact(known > 0 ? known : (long) SMALLEST << Math.min((number - 1) / STEP, 8));
    }

    /**
     * {@return the size of the parts of a copy in bytes}
     *
     * @param size of the object
     */
    static long ofCopy(long size) {
        return Math.max(SMALLEST_COPY, evenly(size));
    }

    /** {@return the whole mebibytes of the smallest parts that are not too many} */
    private static long evenly(long size) {
        long unit = (long) MOST_PARTS * MEBIBYTE;
        return (size + unit - 1) / unit * MEBIBYTE;
    }
}
