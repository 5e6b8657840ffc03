package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The network between a node and its store. While it is cut, nothing arrives, and no connection ends. */
final class NetworkLink implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private boolean cut;

    NetworkLink(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(ServerProcess.freePort(), 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + listener.getLocalPort());
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void restore() {
        cut = false;
        notifyAll();
    }

    private synchronized void awaitRestored() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                threads.execute(() -> connect(near));
            } catch (IOException e) {
                // closed, as the condition says
            }
        }
    }

    /** Copies both ways, until one side ends. */
    private void connect(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            threads.execute(() -> copy(far, near));
            copy(near, far);
        } catch (IOException e) {
            // the store is down, and the node learns it by the end of its connection
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitRestored();
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // one side has ended, and the other one ends by this
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        restore();
        threads.shutdownNow();
    }
}
