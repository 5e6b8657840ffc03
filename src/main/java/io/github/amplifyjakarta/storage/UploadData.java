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
 * The content of an object to upload: anything that can be written to a stream. It is written once. Only parts of it
 * are held in memory.
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
     * Writes the whole content.
     *
     * @param out receives the bytes; need not be closed or flushed
     * @throws IOException when the data cannot be read; nothing of the upload is left in S3 then
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * {@return the number of bytes; empty when it is unknown}
     *
     * @throws IOException when the data cannot be read
     */
    default OptionalLong size() throws IOException {
        return OptionalLong.empty();
    }

    /**
     * {@return a text as UTF-8}
     *
     * @param text the text
     */
    static UploadData of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return bytes of an array}
     *
     * @param bytes the bytes; the array is not copied, so do not change it during the upload
     */
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

    /**
     * {@return the bytes of a stream of unknown length}
     *
     * @param stream the stream; the caller closes it
     */
    static UploadData of(InputStream stream) {
        return stream::transferTo;
    }

    /**
     * {@return the bytes of a stream of known length; an upload that turns out shorter or longer fails}
     *
     * @param stream the stream; the caller closes it
     * @param size the length in bytes
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
     * {@return the buffers of a reactive stream, of unknown length} The upload requests one buffer at a time. When it
     * ends early, it cancels the subscription.
     *
     * @param publisher publishes the buffers; its upload subscribes once
     */
    static UploadData of(Flow.Publisher<ByteBuffer> publisher) {
        return out -> new PublishedData(publisher).writeTo(out);
    }

    /**
     * {@return the bytes of a file}
     *
     * @param file the file; it must not change during the upload
     */
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
