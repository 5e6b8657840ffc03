package io.github.amplifyjakarta.storage;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * How to store an object: its headers, metadata, tags and encryption.
 *
 * <pre>{@code
 * UploadOptions options = UploadOptions.builder()
 *         .contentType("image/png")
 *         .metadata(Map.of("album", "2026"))
 *         .preventOverwrite()
 *         .build();
 * storage.uploadData(path("public/photos/a.png"), UploadData.of(file), options);
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

    /** {@return a builder without any option set} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the media type of the object; empty: by the ending of its path, else {@code application/octet-stream}}
     */
    public Optional<String> contentType() {
        return contentType;
    }

    /** {@return the {@code Content-Disposition} of the object; empty: none} */
    public Optional<String> contentDisposition() {
        return contentDisposition;
    }

    /** {@return the {@code Content-Encoding} of the object; empty: none} */
    public Optional<String> contentEncoding() {
        return contentEncoding;
    }

    /** {@return the {@code Content-Language} of the object; empty: none} */
    public Optional<String> contentLanguage() {
        return contentLanguage;
    }

    /** {@return the {@code Cache-Control} of the object; empty: none} */
    public Optional<String> cacheControl() {
        return cacheControl;
    }

    /** {@return the metadata of the object; S3 keeps names in lower case, and 2 KiB altogether; unmodifiable} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return the tags of the object; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return the storage class of the object; empty: {@code STANDARD}} */
    public Optional<String> storageClass() {
        return storageClass;
    }

    /** {@return how S3 encrypts the object; empty: as the bucket says} */
    public Optional<ServerSideEncryption> serverSideEncryption() {
        return serverSideEncryption;
    }

    /**
     * {@return whether the upload fails with {@link StorageException.Reason#PRECONDITION_FAILED} when the object
     * exists}
     */
    public boolean preventOverwrite() {
        return preventOverwrite;
    }

    /** {@return what is called after each part, on the thread of the upload; empty: nothing} */
    public Optional<Consumer<TransferProgress>> onProgress() {
        return onProgress;
    }

    /** {@return the signal that cancels the upload when it completes; empty: nothing cancels it} */
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

        /**
         * Sets the media type. The default depends on the ending of the path; it is {@code application/octet-stream}
         * for an unknown ending.
         *
         * @param contentType the media type, for example {@code image/png}
         * @return this builder
         */
        public Builder contentType(String contentType) {
            this.contentType = Optional.of(Objects.requireNonNull(contentType, "contentType"));
            return this;
        }

        /**
         * Sets the {@code Content-Disposition} of downloads.
         *
         * @param contentDisposition the value of the header, in printable ASCII
         * @return this builder
         */
        public Builder contentDisposition(String contentDisposition) {
            this.contentDisposition = Optional.of(Objects.requireNonNull(contentDisposition, "contentDisposition"));
            return this;
        }

        /**
         * Sets the {@code Content-Encoding} of downloads. The bytes must be encoded in that way already.
         *
         * @param contentEncoding the value of the header, for example {@code gzip}
         * @return this builder
         */
        public Builder contentEncoding(String contentEncoding) {
            this.contentEncoding = Optional.of(Objects.requireNonNull(contentEncoding, "contentEncoding"));
            return this;
        }

        /**
         * Sets the {@code Content-Language} of downloads.
         *
         * @param contentLanguage the value of the header, for example {@code de}
         * @return this builder
         */
        public Builder contentLanguage(String contentLanguage) {
            this.contentLanguage = Optional.of(Objects.requireNonNull(contentLanguage, "contentLanguage"));
            return this;
        }

        /**
         * Sets the {@code Cache-Control} of downloads.
         *
         * @param cacheControl the value of the header, for example {@code max-age=60}
         * @return this builder
         */
        public Builder cacheControl(String cacheControl) {
            this.cacheControl = Optional.of(Objects.requireNonNull(cacheControl, "cacheControl"));
            return this;
        }

        /**
         * Sets the metadata that S3 stores with the object. It is sent in headers.
         *
         * @param metadata names and values, in printable ASCII; S3 keeps names in lower case
         * @return this builder
         */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata = metadata;
            return this;
        }

        /**
         * Sets the tags of the object. The user's role needs {@code s3:PutObjectTagging}.
         *
         * @param tags names and values, ten at most
         * @return this builder
         */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /**
         * Sets the storage class.
         *
         * @param storageClass the name in S3, for example {@code INTELLIGENT_TIERING}
         * @return this builder
         */
        public Builder storageClass(String storageClass) {
            this.storageClass = Optional.of(Objects.requireNonNull(storageClass, "storageClass"));
            return this;
        }

        /**
         * Sets how S3 encrypts the object. The default is what the bucket says.
         *
         * @param serverSideEncryption the encryption
         * @return this builder
         */
        public Builder serverSideEncryption(ServerSideEncryption serverSideEncryption) {
            this.serverSideEncryption =
                    Optional.of(Objects.requireNonNull(serverSideEncryption, "serverSideEncryption"));
            return this;
        }

        /**
         * Keeps an object that is already there. The upload fails with {@link
         * StorageException.Reason#PRECONDITION_FAILED} then.
         *
         * @return this builder
         */
        public Builder preventOverwrite() {
            this.preventOverwrite = true;
            return this;
        }

        /**
         * Reports the progress of the upload. An exception of the listener is logged; the upload goes on.
         *
         * @param onProgress called after each part, on the thread of the upload
         * @return this builder
         */
        public Builder onProgress(Consumer<TransferProgress> onProgress) {
            this.onProgress = Optional.of(Objects.requireNonNull(onProgress, "onProgress"));
            return this;
        }

        /**
         * Cancels the upload when a signal completes, on any thread. Nothing of the upload is left in S3.
         *
         * @param signal what cancels; its result does not matter
         * @return this builder
         */
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
