package io.github.amplifyjakarta.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Discards the response body. */
final class DiscardedBody extends ServletOutputStream {

    @Override
    public void write(int b) {
        // discarded
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        // discarded
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        try {
            listener.onWritePossible();
        } catch (IOException e) {
            listener.onError(e);
        }
    }
}
