package io.github.amplifyjakarta.storage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * How to remove a folder.
 *
 * <pre>{@code
 * RemoveFolderOptions.builder().onProgress(batch -> log(batch.removed().size())).canceledBy(signal).build()
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

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return told after every thousand objects what has become of them; empty: nobody} */
    public Optional<Consumer<RemoveFolderResult.Batch>> onProgress() {
        return onProgress;
    }

    /** {@return ends the removal when it completes; empty: nothing does} */
    public Optional<CompletionStage<?>> canceledBy() {
        return canceledBy;
    }

    /** Builds {@link RemoveFolderOptions}. */
    public static final class Builder {

        private Optional<Consumer<RemoveFolderResult.Batch>> onProgress = Optional.empty();
        private Optional<CompletionStage<?>> canceledBy = Optional.empty();

        private Builder() {}

        /** Is told after every thousand objects what has become of them. An exception that it throws is logged; the removal goes on. */
        public Builder onProgress(Consumer<RemoveFolderResult.Batch> onProgress) {
            this.onProgress = Optional.of(onProgress);
            return this;
        }

        /** Ends the removal when a signal completes, from any thread; what is removed by then stays removed. */
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
