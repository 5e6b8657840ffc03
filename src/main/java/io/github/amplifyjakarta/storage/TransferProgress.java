package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far an upload or a download is.
 *
 * @param transferredBytes bytes that have gone over the wire and will not go again
 * @param totalBytes bytes altogether; empty when nobody knows
 */
public record TransferProgress(long transferredBytes, OptionalLong totalBytes) {

    /** Checks that no component is {@code null}. */
    public TransferProgress {
        Objects.requireNonNull(totalBytes, "totalBytes");
    }
}
