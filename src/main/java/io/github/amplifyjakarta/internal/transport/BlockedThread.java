package io.github.amplifyjakarta.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * The thread that made this, while it is blocked: others may wake it by an interrupt, which never reaches what it does
 * afterwards.
 */
final class BlockedThread {

    private @Nullable Thread thread = Thread.currentThread();
    private boolean interrupted;

    /** Interrupts the thread, once, if it is still blocked. An interrupt by somebody else wakes it as well. */
    synchronized void wake() {
        if (thread != null && !interrupted && !thread.isInterrupted()) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /**
     * The thread goes on. An interrupt by somebody else stays.
     *
     * @param heard whether an interrupt has ended its wait; else one of {@link #wake} came too late, and is taken back
     */
    synchronized void goOn(boolean heard) {
        thread = null;
        if (heard && !interrupted) {
            Thread.currentThread().interrupt();
        } else if (interrupted && !heard) {
            Thread.interrupted();
        }
    }
}
