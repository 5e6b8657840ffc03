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

    /** Ends the blocked state after a wait that an interrupt has not ended. A late interrupt by {@link #wake} is cleared. */
    synchronized void goOn() {
        if (thread != null && interrupted) {
            Thread.interrupted();
        }
        thread = null;
    }

    /** Ends the blocked state after a wait that an interrupt has ended. An interrupt from elsewhere is preserved. */
    synchronized void goOnInterrupted() {
        if (!interrupted) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }
}
