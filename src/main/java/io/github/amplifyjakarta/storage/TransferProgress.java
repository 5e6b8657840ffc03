package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * The progress of an upload or a download.
 *
 * <pre>{@code
 * storage.uploadData(path("public/a.zip"), UploadData.of(file), upload -> upload.onProgress(progress ->
 *         log.info("{} of {} bytes", progress.transferredBytes(), progress.totalBytes().orElse(-1))));
 * }</pre>
 *
 * @param transferredBytes the number of bytes that are transferred and will not be sent again
 * @param totalBytes the number of bytes altogether; empty when it is unknown
 * @since 0.1.0
 */
public record TransferProgress(long transferredBytes, OptionalLong totalBytes) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param transferredBytes the number of bytes that are transferred and will not be sent again
     * @param totalBytes the number of bytes altogether; empty when it is unknown
     */
    public TransferProgress {
        Objects.requireNonNull(totalBytes, "totalBytes");
    }
}
