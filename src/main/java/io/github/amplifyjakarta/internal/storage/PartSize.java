package io.github.amplifyjakarta.internal.storage;

import java.util.OptionalLong;

/**
 * The sizes of an upload's parts (S3 user guide, "Amazon S3 multipart upload limits": 10,000 parts of 5 MiB to 5 GiB).
 */
final class PartSize {

    /** The minimum of S3, and Amplify's size. An object of this size is uploaded in one request. */
    static final int SMALLEST = 5 << 20;

    private static final int MOST_PARTS = 10_000;

    private static final int MEBIBYTE = 1 << 20;

    /** A part is held in an array, and its size is a whole number of mebibytes. */
    private static final long LARGEST = 2047L << 20;

    /** 19.5 TiB. S3's own limit is 48.8 TiB. */
    static final long LARGEST_OBJECT = MOST_PARTS * LARGEST;

    /** For a large part, S3 works longer on the request without sending data. */
    private static final long SMALLEST_COPY = 128L << 20;

    /**
     * For data of unknown length. The part size doubles after this number of parts, up to the size of an array. Ten
     * thousand parts hold 3.6 TiB.
     */
    private static final int STEP = 1000;

    private final long known;

    PartSize(OptionalLong size) {
        this.known = size.isPresent() ? Math.max(SMALLEST, evenly(size.getAsLong())) : 0;
    }

    /**
     * {@return the size of a part in bytes}
     *
     * @param number the part's number, starting with 1
     */
    int of(int number) {
        return Math.toIntExact(known > 0 ? known : (long) SMALLEST << Math.min((number - 1) / STEP, 8));
    }

    /**
     * {@return the size of a copy's parts in bytes}
     *
     * @param size the size of the object
     */
    static long ofCopy(long size) {
        return Math.max(SMALLEST_COPY, evenly(size));
    }

    /** {@return the smallest size in whole mebibytes with which the number of parts stays within the limit} */
    private static long evenly(long size) {
        long unit = (long) MOST_PARTS * MEBIBYTE;
        return (size + unit - 1) / unit * MEBIBYTE;
    }
}
