package io.github.amplifyjakarta.storage;

import java.util.Map;
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
 * @since 0.1.0
 */
public final class UploadOptions {

    private final Optional<String> contentType;
    private final Optional<String> contentDisposition;
    private final Optional<String> contentEncoding;
    private final Optional<String> contentLanguage;
    private final Optional<String> cacheControl;
    private final Map<String, String> metadata;
    private final Map<String, String> tags;
    private final Optional<String> storageClass;
    private final Optional<ServerSideEncryption> serverSideEncryption;
    private final boolean preventOverwrite;
    private final Optional<Consumer<TransferProgress>> onProgress;
    private final Optional<CompletionStage<?>> canceledBy;

    private UploadOptions(Builder builder) {
        this.contentType = builder.contentType;
        this.contentDisposition = builder.contentDisposition;
        this.contentEncoding = builder.contentEncoding;
        this.contentLanguage = builder.contentLanguage;
        this.cacheControl = builder.cacheControl;
        this.metadata = Map.copyOf(builder.metadata);
        this.tags = Map.copyOf(builder.tags);
        this.storageClass = builder.storageClass;
        this.serverSideEncryption = builder.serverSideEncryption;
        this.onProgress = builder.onProgress;
        this.canceledBy = builder.canceledBy;
        this.preventOverwrite = builder.preventOverwrite;
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return its media type; empty: by the ending of its path, else {@code application/octet-stream}} */
    public Optional<String> contentType() {
        return contentType;
    }

    /** {@return its Content-Disposition} */
    public Optional<String> contentDisposition() {
        return contentDisposition;
    }

    /** {@return its Content-Encoding} */
    public Optional<String> contentEncoding() {
        return contentEncoding;
    }

    /** {@return its Content-Language} */
    public Optional<String> contentLanguage() {
        return contentLanguage;
    }

    /** {@return its Cache-Control} */
    public Optional<String> cacheControl() {
        return cacheControl;
    }

    /** {@return what to keep with it; S3 keeps names in lower case, and 2 KiB altogether; unmodifiable} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return its tags; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return its storage class; empty: {@code STANDARD}} */
    public Optional<String> storageClass() {
        return storageClass;
    }

    /** {@return how S3 encrypts it; empty: as the bucket says} */
    public Optional<ServerSideEncryption> serverSideEncryption() {
        return serverSideEncryption;
    }

    /** {@return whether to fail with {@link StorageException.Reason#PRECONDITION_FAILED} when it exists} */
    public boolean preventOverwrite() {
        return preventOverwrite;
    }

    /** {@return told after every part, on the thread of the upload; empty: nobody} */
    public Optional<Consumer<TransferProgress>> onProgress() {
        return onProgress;
    }

    /** {@return cancels the upload when it completes; empty: nothing does} */
    public Optional<CompletionStage<?>> canceledBy() {
        return canceledBy;
    }

    /** Builds {@link UploadOptions}. */
    public static final class Builder {

        private Optional<String> contentType = Optional.empty();
        private Optional<String> contentDisposition = Optional.empty();
        private Optional<String> contentEncoding = Optional.empty();
        private Optional<String> contentLanguage = Optional.empty();
        private Optional<String> cacheControl = Optional.empty();
        private Map<String, String> metadata = Map.of();
        private Map<String, String> tags = Map.of();
        private Optional<String> storageClass = Optional.empty();
        private Optional<ServerSideEncryption> serverSideEncryption = Optional.empty();
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

        /** Sets the Content-Language that downloads get. */
        public Builder contentLanguage(String contentLanguage) {
            this.contentLanguage = Optional.of(contentLanguage);
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

        /** Sets the object's tags, ten at most. The user's role needs {@code s3:PutObjectTagging}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets the storage class by its name in S3, for example {@code INTELLIGENT_TIERING}. */
        public Builder storageClass(String storageClass) {
            this.storageClass = Optional.of(storageClass);
            return this;
        }

        /** Has S3 encrypt the object in another way than the bucket says. */
        public Builder serverSideEncryption(ServerSideEncryption serverSideEncryption) {
            this.serverSideEncryption = Optional.of(serverSideEncryption);
            return this;
        }

        /** Keeps an object that is there already. */
        public Builder preventOverwrite() {
            this.preventOverwrite = true;
            return this;
        }

        /** Is told how far the upload is. An exception that it throws is logged; the upload goes on. */
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
            return new UploadOptions(this);
        }
    }
}
