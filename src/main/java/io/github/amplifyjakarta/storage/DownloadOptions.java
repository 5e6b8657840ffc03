package io.github.amplifyjakarta.storage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Which bytes of an object to read, and on which conditions (RFC 9110, sections 13 and 14). A resource can pass on the
 * conditions of a browser:
 *
 * <pre>{@code
 * DownloadOptions.Builder options = DownloadOptions.builder();
 * Optional.ofNullable(headers.getHeaderString("Range")).ifPresent(options::range);
 * Optional.ofNullable(headers.getHeaderString("If-None-Match")).ifPresent(options::ifNoneMatch);
 * StorageDownload report = storage.downloadData(path("public/report.csv"), options.build());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class DownloadOptions {

    private final Optional<String> range;
    private final Optional<String> ifMatch;
    private final Optional<String> ifNoneMatch;
    private final Optional<Instant> ifModifiedSince;
    private final Optional<Instant> ifUnmodifiedSince;
    private final Optional<Consumer<TransferProgress>> onProgress;
    private final Optional<CompletionStage<?>> canceledBy;

    private DownloadOptions(Builder builder) {
        this.range = builder.range;
        this.ifMatch = builder.ifMatch;
        this.ifNoneMatch = builder.ifNoneMatch;
        this.ifModifiedSince = builder.ifModifiedSince;
        this.ifUnmodifiedSince = builder.ifUnmodifiedSince;
        this.onProgress = builder.onProgress;
        this.canceledBy = builder.canceledBy;
    }

    /** {@return a builder that reads the whole object, without a condition} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return which bytes to read, as the value of the header {@code Range}; empty: all} */
    public Optional<String> range() {
        return range;
    }

    /** {@return the entity tag that the object must have; empty: any} */
    public Optional<String> ifMatch() {
        return ifMatch;
    }

    /** {@return the entity tag that the object must not have; empty: no such condition} */
    public Optional<String> ifNoneMatch() {
        return ifNoneMatch;
    }

    /** {@return the time after which the object must have been written; empty: no such condition} */
    public Optional<Instant> ifModifiedSince() {
        return ifModifiedSince;
    }

    /** {@return the time after which the object must not have been written; empty: no such condition} */
    public Optional<Instant> ifUnmodifiedSince() {
        return ifUnmodifiedSince;
    }

    /** {@return what is called after each read, on the thread that reads; empty: nothing} */
    public Optional<Consumer<TransferProgress>> onProgress() {
        return onProgress;
    }

    /** {@return the signal that cancels the download when it completes; empty: nothing cancels it} */
    public Optional<CompletionStage<?>> canceledBy() {
        return canceledBy;
    }

    /** Builds {@link DownloadOptions}. */
    public static final class Builder {

        private Optional<String> range = Optional.empty();
        private Optional<String> ifMatch = Optional.empty();
        private Optional<String> ifNoneMatch = Optional.empty();
        private Optional<Instant> ifModifiedSince = Optional.empty();
        private Optional<Instant> ifUnmodifiedSince = Optional.empty();
        private Optional<Consumer<TransferProgress>> onProgress = Optional.empty();
        private Optional<CompletionStage<?>> canceledBy = Optional.empty();

        private Builder() {}

        /**
         * Sets which bytes to read. S3 supports one range in a request. It returns the whole object for several ranges.
         *
         * @param range the value of the header {@code Range}, for example {@code bytes=0-1023}
         * @return this builder
         */
        public Builder range(String range) {
            this.range = Optional.of(Objects.requireNonNull(range, "range"));
            return this;
        }

        /**
         * Reads the object only if it has this entity tag. The download fails with {@link
         * StorageException.Reason#PRECONDITION_FAILED} otherwise.
         *
         * @param eTag the entity tag, with its quotes
         * @return this builder
         */
        public Builder ifMatch(String eTag) {
            this.ifMatch = Optional.of(eTag);
            return this;
        }

        /**
         * Reads the object only if it has another entity tag. The download has {@linkplain
         * StorageDownload#notModified() nothing to read} otherwise.
         *
         * @param eTag the entity tag, with its quotes
         * @return this builder
         */
        public Builder ifNoneMatch(String eTag) {
            this.ifNoneMatch = Optional.of(eTag);
            return this;
        }

        /**
         * Reads the object only if it was written after a time. The download has {@linkplain
         * StorageDownload#notModified() nothing to read} otherwise.
         *
         * @param time the time after which it must have been written
         * @return this builder
         */
        public Builder ifModifiedSince(Instant time) {
            this.ifModifiedSince = Optional.of(time);
            return this;
        }

        /**
         * Reads the object only if it was not written after a time. The download fails with {@link
         * StorageException.Reason#PRECONDITION_FAILED} otherwise.
         *
         * @param time the time after which it must not have been written
         * @return this builder
         */
        public Builder ifUnmodifiedSince(Instant time) {
            this.ifUnmodifiedSince = Optional.of(time);
            return this;
        }

        /**
         * Reports the progress of the download. An exception of the listener is logged; the download goes on.
         *
         * @param onProgress called after each read, on the thread that reads
         * @return this builder
         */
        public Builder onProgress(Consumer<TransferProgress> onProgress) {
            this.onProgress = Optional.of(Objects.requireNonNull(onProgress, "onProgress"));
            return this;
        }

        /**
         * Cancels the download when a signal completes, on any thread.
         *
         * @param signal what cancels; its result does not matter
         * @return this builder
         */
        public Builder canceledBy(CompletionStage<?> signal) {
            this.canceledBy = Optional.of(signal);
            return this;
        }

        /** {@return the options} */
        public DownloadOptions build() {
            return new DownloadOptions(this);
        }
    }
}
