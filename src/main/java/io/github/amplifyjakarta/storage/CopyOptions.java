package io.github.amplifyjakarta.storage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How to store a copy. Metadata and tags are those of the source.
 *
 * <pre>{@code
 * CopyOptions.builder().storageClass("GLACIER_IR").build()
 * }</pre>
 *
 * @since 0.1.0
 */
public final class CopyOptions {

    private final Optional<String> storageClass;
    private final Optional<ServerSideEncryption> serverSideEncryption;
    private final Optional<CompletionStage<?>> canceledBy;

    private CopyOptions(Builder builder) {
        this.storageClass = builder.storageClass;
        this.serverSideEncryption = builder.serverSideEncryption;
        this.canceledBy = builder.canceledBy;
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the copy's storage class; empty: {@code STANDARD}, whatever the source has} */
    public Optional<String> storageClass() {
        return storageClass;
    }

    /** {@return how S3 encrypts the copy; empty: as its bucket says, whatever the source has} */
    public Optional<ServerSideEncryption> serverSideEncryption() {
        return serverSideEncryption;
    }

    /** {@return cancels the copy when it completes; empty: nothing does} */
    public Optional<CompletionStage<?>> canceledBy() {
        return canceledBy;
    }

    /** Builds {@link CopyOptions}. */
    public static final class Builder {

        private Optional<String> storageClass = Optional.empty();
        private Optional<ServerSideEncryption> serverSideEncryption = Optional.empty();
        private Optional<CompletionStage<?>> canceledBy = Optional.empty();

        private Builder() {}

        /** Sets the storage class by its name in S3, for example {@code INTELLIGENT_TIERING}. */
        public Builder storageClass(String storageClass) {
            this.storageClass = Optional.of(storageClass);
            return this;
        }

        /** Has S3 encrypt the copy in another way than its bucket says. */
        public Builder serverSideEncryption(ServerSideEncryption serverSideEncryption) {
            this.serverSideEncryption = Optional.of(serverSideEncryption);
            return this;
        }

        /** Cancels the copy when a signal completes, from any thread. */
        public Builder canceledBy(CompletionStage<?> signal) {
            this.canceledBy = Optional.of(signal);
            return this;
        }

        /** {@return the options} */
        public CopyOptions build() {
            return new CopyOptions(this);
        }
    }
}
