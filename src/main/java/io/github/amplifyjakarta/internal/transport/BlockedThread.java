package io.github.amplifyjakarta.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * The thread that created this object, while it is blocked. Other threads may interrupt it. The interrupt never affects
 * what the thread does afterwards.
 */
final class BlockedThread {

    private @Nullable Thread thread = Thread.currentThread();
    private boolean interrupted;

    /** Interrupts the thread once if it is still blocked. An interrupt from elsewhere wakes it too. */
    synchronized void wake() {
        if (thread != null && !interrupted && !thread.isInterrupted()) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /**
     * Ends the blocked state. An interrupt from elsewhere is preserved.
     *
     * @param heard whether an interrupt has ended the wait; if not, a late interrupt by {@link #wake} is cleared
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
