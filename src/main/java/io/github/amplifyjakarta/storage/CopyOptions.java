package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How to store a copy. The metadata and the tags of the copy are those of the source.
 *
 * <pre>{@code
 * CopyOptions options = CopyOptions.builder().storageClass("GLACIER_IR").build();
 * storage.copy(CopySource.builder(path("public/a.png")).build(), path("public/b.png"), options);
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

    /** {@return a builder without any option set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the storage class of the copy; empty: {@code STANDARD}, even if the source has another one} */
    public Optional<String> storageClass() {
        return storageClass;
    }

    /** {@return how S3 encrypts the copy; empty: as its bucket says, even if the source is encrypted in another way} */
    public Optional<ServerSideEncryption> serverSideEncryption() {
        return serverSideEncryption;
    }

    /** {@return the signal that cancels the copying when it completes; empty: nothing cancels it} */
    public Optional<CompletionStage<?>> canceledBy() {
        return canceledBy;
    }

    /** Builds {@link CopyOptions}. */
    public static final class Builder {

        private Optional<String> storageClass = Optional.empty();
        private Optional<ServerSideEncryption> serverSideEncryption = Optional.empty();
        private Optional<CompletionStage<?>> canceledBy = Optional.empty();

        private Builder() {}

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
         * Sets how S3 encrypts the copy. The default is what the bucket says.
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
         * Cancels the copying when a signal completes, on any thread.
         *
         * @param signal what cancels; its result does not matter
         * @return this builder
         */
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
