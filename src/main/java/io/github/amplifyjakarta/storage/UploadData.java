package io.github.amplifyjakarta.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Flow;

/**
 * What to upload: anything that can be written to a stream. It is written once, and held in memory by parts only.
 *
 * <pre>{@code
 * storage.uploadData(path("public/hello.txt"), UploadData.of("hello"));
 * storage.uploadData(path("public/report.csv"), out -> report.writeTo(out)); // of unknown size
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface UploadData {

    /**
     * Writes everything.
     *
     * @param out takes the bytes; need not be closed or flushed
     * @throws IOException when the data cannot be had; nothing is left of the upload then
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * {@return how many bytes there will be; empty when nobody knows}
     *
     * @throws IOException when the data cannot be had
     */
    default OptionalLong size() throws IOException {
        return OptionalLong.empty();
    }

    /** {@return a text in UTF-8} */
    static UploadData of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return bytes; the array is not copied} */
    static UploadData of(byte[] bytes) {
        return new UploadData() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(bytes.length);
            }
        };
    }

    /** {@return a stream of unknown length, which the caller closes} */
    static UploadData of(InputStream stream) {
        return stream::transferTo;
    }

    /**
     * {@return a stream of known length, which the caller closes; an upload that turns out shorter or longer fails}
     *
     * @param size its length in bytes
     */
    static UploadData of(InputStream stream, long size) {
        return new UploadData() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                stream.transferTo(out);
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(size);
            }
        };
    }

    /**
     * {@return buffers of a reactive stream, of unknown length} One buffer is asked for at a time. When the upload ends
     * early, the subscription is cancelled.
     */
    static UploadData of(Flow.Publisher<ByteBuffer> publisher) {
        return out -> new PublishedData(publisher).writeTo(out);
    }

    /** {@return a file} */
    static UploadData of(Path file) {
        return new UploadData() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                Files.copy(file, out);
            }

            @Override
            public OptionalLong size() throws IOException {
                return OptionalLong.of(Files.size(file));
            }
        };
    }
}
