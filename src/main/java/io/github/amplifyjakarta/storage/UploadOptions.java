package io.github.amplifyjakarta.storage;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * How to store an object.
 *
 * <pre>{@code
 * UploadOptions.builder().contentType("image/png").metadata(Map.of("album", "2026")).preventOverwrite().build()
 * }</pre>
 *
 * @param contentType its media type; empty: by the ending of its path, else {@code application/octet-stream}
 * @param contentDisposition its Content-Disposition
 * @param contentEncoding its Content-Encoding
 * @param cacheControl its Cache-Control
 * @param metadata what to keep with it; S3 keeps names in lower case, and 2 KiB altogether
 * @param preventOverwrite whether to fail with {@link StorageException.Reason#PRECONDITION_FAILED} when it exists
 * @param onProgress told after every part, on the thread of the upload; empty: nobody
 * @param canceledBy cancels the upload when it completes; empty: nothing does
 */
public record UploadOptions(
        Optional<String> contentType,
        Optional<String> contentDisposition,
        Optional<String> contentEncoding,
        Optional<String> cacheControl,
        Map<String, String> metadata,
        boolean preventOverwrite,
        Optional<Consumer<TransferProgress>> onProgress,
        Optional<CompletionStage<?>> canceledBy) {

    /** Checks that no component is {@code null} and copies the map. */
    public UploadOptions {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(contentDisposition, "contentDisposition");
        Objects.requireNonNull(contentEncoding, "contentEncoding");
        Objects.requireNonNull(cacheControl, "cacheControl");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(onProgress, "onProgress");
        Objects.requireNonNull(canceledBy, "canceledBy");
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link UploadOptions}. */
    public static final class Builder {

        private Optional<String> contentType = Optional.empty();
        private Optional<String> contentDisposition = Optional.empty();
        private Optional<String> contentEncoding = Optional.empty();
        private Optional<String> cacheControl = Optional.empty();
        private Map<String, String> metadata = Map.of();
        private boolean preventOverwrite;
        private Optional<Consumer<TransferProgress>> onProgress = Optional.empty();
        private Optional<CompletionStage<?>> canceledBy = Optional.empty();

        private Builder() {}

        /** Sets the media type; the default goes by the ending of the path. */
        public Builder contentType(String contentType) {
            this.contentType = Optional.of(contentType);
            return this;
        }

        /** Sets the Content-Disposition that downloads get. */
        public Builder contentDisposition(String contentDisposition) {
            this.contentDisposition = Optional.of(contentDisposition);
            return this;
        }

        /** Sets the Content-Encoding that downloads get. */
        public Builder contentEncoding(String contentEncoding) {
            this.contentEncoding = Optional.of(contentEncoding);
            return this;
        }

        /** Sets the Cache-Control that downloads get. */
        public Builder cacheControl(String cacheControl) {
            this.cacheControl = Optional.of(cacheControl);
            return this;
        }

        /** Sets what to keep with the object: printable ASCII, because it travels in headers. */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata = metadata;
            return this;
        }

        /** Keeps an object that is there already. */
        public Builder preventOverwrite() {
            this.preventOverwrite = true;
            return this;
        }

        /** Is told how far the upload is. What it throws ends the upload, unless that was its last part. */
        public Builder onProgress(Consumer<TransferProgress> onProgress) {
            this.onProgress = Optional.of(onProgress);
            return this;
        }

        /** Cancels the upload when a signal completes, from any thread: nothing of it is left in S3. */
        public Builder canceledBy(CompletionStage<?> signal) {
            this.canceledBy = Optional.of(signal);
            return this;
        }

        /** {@return the options} */
        public UploadOptions build() {
            return new UploadOptions(
                    contentType,
                    contentDisposition,
                    contentEncoding,
                    cacheControl,
                    metadata,
                    preventOverwrite,
                    onProgress,
                    canceledBy);
        }
    }
}
