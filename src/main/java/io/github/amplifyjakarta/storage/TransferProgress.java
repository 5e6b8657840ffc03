package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far an upload or a download is.
 *
 * @param transferredBytes bytes that have gone over the wire and will not go again
 * @param totalBytes bytes altogether; empty when nobody knows
 * @since 0.1.0
 */
public record TransferProgress(long transferredBytes, OptionalLong totalBytes) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param transferredBytes bytes that have gone over the wire and will not go again
     * @param totalBytes bytes altogether; empty when nobody knows
     */
    public TransferProgress {
        Objects.requireNonNull(totalBytes, "totalBytes");
    }
}
