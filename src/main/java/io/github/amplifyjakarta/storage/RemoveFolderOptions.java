package io.github.amplifyjakarta.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * How to remove a folder: who is told about the progress, and what cancels the removal.
 *
 * <pre>{@code
 * RemoveFolderOptions options = RemoveFolderOptions.builder()
 *         .onProgress(batch -> log.info("removed {}", batch.removed().size()))
 *         .build();
 * RemoveFolderResult result = storage.removeFolder(path("public/old/"), options);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RemoveFolderOptions {

    private final Optional<Consumer<RemoveFolderResult.Batch>> onProgress;
    private final Optional<CompletionStage<?>> canceledBy;

    private RemoveFolderOptions(Builder builder) {
        this.onProgress = builder.onProgress;
        this.canceledBy = builder.canceledBy;
    }

    /** {@return a builder without any option set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what is called with the outcome of each page of 1000 objects; empty: nothing} */
    public Optional<Consumer<RemoveFolderResult.Batch>> onProgress() {
        return onProgress;
    }

    /** {@return the signal that ends the removal when it completes; empty: nothing ends it} */
    public Optional<CompletionStage<?>> canceledBy() {
        return canceledBy;
    }

    /** Builds {@link RemoveFolderOptions}. */
    public static final class Builder {

        private Optional<Consumer<RemoveFolderResult.Batch>> onProgress = Optional.empty();
        private Optional<CompletionStage<?>> canceledBy = Optional.empty();

        private Builder() {}

        /**
         * Reports the progress of the removal. An exception of the listener is logged; the removal goes on.
         *
         * @param onProgress called after each page of 1000 objects, with what became of them
         * @return this builder
         */
        public Builder onProgress(Consumer<RemoveFolderResult.Batch> onProgress) {
            this.onProgress = Optional.of(Objects.requireNonNull(onProgress, "onProgress"));
            return this;
        }

        /**
         * Ends the removal when a signal completes, on any thread. Objects that are removed by then stay removed.
         *
         * @param signal what cancels; its result does not matter
         * @return this builder
         */
        public Builder canceledBy(CompletionStage<?> signal) {
            this.canceledBy = Optional.of(signal);
            return this;
        }

        /** {@return the options} */
        public RemoveFolderOptions build() {
            return new RemoveFolderOptions(this);
        }
    }
}
