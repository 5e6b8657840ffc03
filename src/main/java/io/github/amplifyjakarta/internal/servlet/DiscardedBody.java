package io.github.amplifyjakarta.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Takes a body that nobody is to see. */
final class DiscardedBody extends ServletOutputStream {

    @Override
    public void write(int b) {
        // nobody is to see it
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        // nobody is to see it
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
