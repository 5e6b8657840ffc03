package io.github.amplifyjakarta.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An object that is being read. It holds a connection until it is closed or read to its end: close it, or hand it to one
 * of the methods that do.
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
     * {@return what S3 tells about the object; its size is that of the part that is read} Whoever passes the bytes on passes
     * its {@link StorageItem#contentEncoding() contentEncoding} on too.
     */
    StorageItem item();

    /** {@return whether the object is what the caller has already (304): there is nothing to read then} */
    boolean notModified();

    /** {@return which bytes of how many these are, as in the header Content-Range; empty when they are all (200)} */
    Optional<String> contentRange();

    /**
     * {@return the bytes} A checksum that S3 keeps is verified at the end: the last read throws an {@link IOException}
     * if it is another one. Closing the stream early gives the connection up.
     */
    InputStream body();

    /**
     * Writes the bytes and closes this download.
     *
     * @param out takes the bytes; stays open
     * @throws IOException when reading or writing failed
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Writes the bytes to a file and closes this download. The file appears when it is whole, in the place of one that
     * is there; one of which S3 says that it {@linkplain #notModified() has not changed} stays.
     *
     * @throws IOException when reading or writing failed, or something was read before; nothing is left then
     */
    void writeTo(Path file) throws IOException;

    /** Gives the connection up, if there is more to read. */
    @Override
    void close();
}
