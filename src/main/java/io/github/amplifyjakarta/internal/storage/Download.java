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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;

/** An object that is being read from its connection. */
final class Download implements StorageDownload {

    private final StorageItem item;
    private final boolean notModified;
    private final Optional<String> contentRange;
    private final Body body;

    Download(
            StorageItem item,
            boolean notModified,
            Optional<String> contentRange,
            AbortableInputStream stream,
            Cancellation cancellation,
            Optional<Consumer<TransferProgress>> onProgress) {
        this.item = item;
        this.notModified = notModified;
        this.contentRange = contentRange;
        this.body = new Body(stream, cancellation, onProgress, item.size());
    }

    @Override
    public StorageItem item() {
        return item;
    }

    @Override
    public boolean notModified() {
        return notModified;
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
            body.transferTo(out);
        }
    }

    @Override
    public void writeTo(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void close() {
        body.close();
    }

    /** The bytes, with the library's exceptions in the place of the SDK's. */
    private static final class Body extends FilterInputStream {

        private final AbortableInputStream stream;
        private final Cancellation cancellation;
        private final Optional<Consumer<TransferProgress>> onProgress;
        private final OptionalLong size;
        private long read;
        private boolean ended;

        Body(
                AbortableInputStream stream,
                Cancellation cancellation,
                Optional<Consumer<TransferProgress>> onProgress,
                OptionalLong size) {
            super(stream);
            this.stream = stream;
            this.cancellation = cancellation;
            this.onProgress = onProgress;
            this.size = size;
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
            } catch (SdkException e) { // the SDK's name for a checksum that is wrong
                throw failed("The bytes are not those that were stored: " + e.getMessage(), e);
            } catch (IOException e) {
                throw failed("The connection to S3 broke off after " + read + " bytes", e);
            }
            if (count < 0) {
                ended = true;
            } else {
                read += count;
                onProgress.ifPresent(listener -> listener.accept(new TransferProgress(read, size)));
            }
            return count;
        }

        private IOException failed(String message, Exception e) {
            return cancellation.isCanceled() ? new IOException(Cancellation.canceled(e)) : new IOException(message, e);
        }

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Closing what has more to read would read it all; the connection goes instead. */
        @Override
        public void close() {
            if (!ended) {
                ended = true;
                stream.abort();
            }
        }
    }
}
