package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.TransferProgress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;

/** An object that is being downloaded. */
final class Download implements StorageDownload {

    private final StorageItem item;
    private final Optional<String> contentRange;
    private final Body body;

    Download(StorageItem item, Optional<String> contentRange, Body body) {
        this.item = item;
        this.contentRange = contentRange;
        this.body = body;
    }

    @Override
    public StorageItem item() {
        return item;
    }

    @Override
    public boolean notModified() {
        return false;
    }

    @Override
    public Optional<String> contentRange() {
        return contentRange;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (this) {
            body.transferTo(out); // its small buffer was measured to be faster than one of 64 KiB
        }
    }

    @Override
    public void writeTo(Path file) throws IOException {
        try (this) {
            body.requireUnread();
            Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                    writeTo(out);
                }
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    @Override
    public void close() {
        body.close();
    }

    /**
     * The objects that follow the reading of a download.
     *
     * @param cancellation cancels the download
     * @param progress receives the number of bytes read
     * @param open tracks the download while it holds a connection
     */
    record Reading(Cancellation cancellation, Progress<TransferProgress> progress, OpenDownloads open) {}

    /** The body. It replaces the SDK's exceptions with the library's. */
    static final class Body extends FilterInputStream {

        private final AbortableInputStream stream;
        private final OptionalLong size;
        private final Cancellation cancellation;
        private final Progress<TransferProgress> progress;
        private final OpenDownloads open;
        private long read;
        private boolean ended;
        private volatile long touched = System.nanoTime();

        Body(AbortableInputStream stream, OptionalLong size, Reading reading) {
            super(stream);
            this.stream = stream;
            this.size = size;
            this.cancellation = reading.cancellation();
            this.progress = reading.progress();
            this.open = reading.open();
        }

        /** {@return whether the body has not been read for this time} */
        boolean isIdle(Duration limit) {
            return System.nanoTime() - touched > limit.toNanos();
        }

        void requireUnread() throws IOException {
            if (read > 0 || ended) {
                throw new IOException("the download was read already, and a file would lack its beginning");
            }
        }

        /** Aborts the connection. The reader gets the reason. */
        void end(String why) {
            cancellation.cancel(why);
            giveUp();
        }

        /** Aborts the connection, even if the application still wants to read. */
        void giveUp() {
            stream.abort();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count;
            try {
                count = super.read(bytes, offset, length);
            } catch (SdkException e) { // the SDK throws it for a wrong checksum
                throw failed("The bytes are not those that were stored: " + e.getMessage(), e);
            } catch (IOException e) {
                throw failed("The connection to S3 broke off after " + read + " bytes", e);
            }
            touched = System.nanoTime();
            if (count < 0) {
                ended = true;
                cancellation.end();
                open.remove(this);
            } else {
                read += count;
                progress.tell(new TransferProgress(read, size));
            }
            return count;
        }

        private IOException failed(String message, Exception e) {
            return cancellation
                    .canceledFor()
                    .map(why -> new IOException(Cancellation.canceled(why, e)))
                    .orElseGet(() -> new IOException(message, e));
        }

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Closing an unfinished stream would read the rest of it. Therefore the connection is aborted. */
        @Override
        public void close() {
            if (!ended) {
                ended = true;
                cancellation.end();
                open.remove(this);
                stream.abort();
            }
        }
    }
}
