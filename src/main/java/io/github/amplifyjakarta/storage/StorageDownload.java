package io.github.amplifyjakarta.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An object that is being read. It holds a connection until it is closed or read to its end. So close it, or use a
 * {@code writeTo} method, which closes it.
 *
 * <pre>{@code
 * @GET
 * public Response photo() {
 *     StorageDownload photo = storage.downloadData(path("public/photo.jpg"));
 *     return Response.ok((StreamingOutput) photo::writeTo, photo.item().contentType().orElse("image/jpeg"))
 *             .header("Content-Disposition", "attachment") // a page that a user uploaded must not run here
 *             .header("X-Content-Type-Options", "nosniff")
 *             .build();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface StorageDownload extends AutoCloseable {

    /**
     * {@return the properties of the object; the size is that of the part that is read} If you pass the bytes on, pass
     * {@link StorageItem#contentEncoding() contentEncoding} on too.
     */
    StorageItem item();

    /**
     * {@return whether the object has not changed, so that there is nothing to read (status 304)} This happens only
     * with {@link DownloadOptions.Builder#ifNoneMatch ifNoneMatch} or {@link DownloadOptions.Builder#ifModifiedSince
     * ifModifiedSince}.
     */
    boolean notModified();

    /**
     * {@return which bytes these are, and of how many, as the value of the header {@code Content-Range}; empty when
     * they are all (status 200)}
     */
    Optional<String> contentRange();

    /**
     * {@return the bytes} If S3 has a checksum of the object, it is verified at the end: the last read throws an {@link
     * IOException} when it does not match. Closing the stream early closes the connection.
     */
    InputStream body();

    /**
     * Writes the bytes to a stream and closes this download.
     *
     * @param out receives the bytes; it stays open
     * @throws IOException when reading or writing failed
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Writes the bytes to a file and closes this download. The file appears when it is complete, and replaces a file
     * that is already there. If the object {@linkplain #notModified() has not changed}, a file that is already there
     * stays.
     *
     * @param file where to write; its directory must exist
     * @throws IOException when reading or writing failed, or when something was read before; no incomplete file is left
     *     then
     */
    void writeTo(Path file) throws IOException;

    /** Closes the connection, if there is more to read. */
    @Override
    void close();
}
