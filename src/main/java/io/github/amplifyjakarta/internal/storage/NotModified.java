package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.storage.StorageDownload;
import io.github.amplifyjakarta.storage.StorageItem;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An object that the caller already has.
 *
 * @param item what S3 returned about it
 */
record NotModified(StorageItem item) implements StorageDownload {

    @Override
    public boolean notModified() {
        return true;
    }

    @Override
    public Optional<String> contentRange() {
        return Optional.empty();
    }

    @Override
    public InputStream body() {
        return InputStream.nullInputStream();
    }

    @Override
    public void writeTo(OutputStream out) {
        // the caller has the object
    }

    @Override
    public void writeTo(Path file) {
        // the caller has the object
    }

    @Override
    public void close() {
        // there is no connection
    }
}
