package io.github.amplifyjakarta.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What to read of an object, and when (RFC 9110, sections 13 and 14). A resource can hand on what a browser asked:
 *
 * <pre>{@code
 * DownloadOptions.Builder options = DownloadOptions.builder();
 * Optional.ofNullable(headers.getHeaderString("Range")).ifPresent(options::range);
 * Optional.ofNullable(headers.getHeaderString("If-None-Match")).ifPresent(options::ifNoneMatch);
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

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return which bytes, as in the header Range; empty: all} */
    public Optional<String> range() {
        return range;
    }

    /** {@return only if the object has this entity tag} */
    public Optional<String> ifMatch() {
        return ifMatch;
    }

    /** {@return only if it has another one} */
    public Optional<String> ifNoneMatch() {
        return ifNoneMatch;
    }

    /** {@return only if it was written later} */
    public Optional<Instant> ifModifiedSince() {
        return ifModifiedSince;
    }

    /** {@return only if it was not} */
    public Optional<Instant> ifUnmodifiedSince() {
        return ifUnmodifiedSince;
    }

    /** {@return told after every read, on the thread that reads; empty: nobody} */
    public Optional<Consumer<TransferProgress>> onProgress() {
        return onProgress;
    }

    /** {@return cancels the download when it completes; empty: nothing does} */
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

        /** Sets the range, for example {@code bytes=0-1023}. S3 knows one range at a time, and answers others whole. */
        public Builder range(String range) {
            this.range = Optional.of(range);
            return this;
        }

        /** Fails with {@link StorageException.Reason#PRECONDITION_FAILED} unless the object has this entity tag. */
        public Builder ifMatch(String eTag) {
            this.ifMatch = Optional.of(eTag);
            return this;
        }

        /** {@linkplain StorageDownload#notModified() Reads nothing} if the object has this entity tag. */
        public Builder ifNoneMatch(String eTag) {
            this.ifNoneMatch = Optional.of(eTag);
            return this;
        }

        /** {@linkplain StorageDownload#notModified() Reads nothing} unless the object was written later. */
        public Builder ifModifiedSince(Instant time) {
            this.ifModifiedSince = Optional.of(time);
            return this;
        }

        /** Fails with {@link StorageException.Reason#PRECONDITION_FAILED} if the object was written later. */
        public Builder ifUnmodifiedSince(Instant time) {
            this.ifUnmodifiedSince = Optional.of(time);
            return this;
        }

        /** Is told how far the download is. An exception that it throws is logged; the download goes on. */
        public Builder onProgress(Consumer<TransferProgress> onProgress) {
            this.onProgress = Optional.of(onProgress);
            return this;
        }

        /** Cancels the download when a signal completes, from any thread. */
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
