package io.github.amplifyjakarta.internal.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells the application how far a call is. A mistake of its listener is no reason to give the call up. */
final class Progress<T> {

    private static final Logger LOG = System.getLogger(Progress.class.getName());

    private final Consumer<T> listener;
    private boolean failed;

    Progress(Optional<Consumer<T>> listener) {
        this.listener = listener.orElse(progress -> {});
    }

    void tell(T progress) {
        try {
            listener.accept(progress);
        } catch (RuntimeException e) {
            if (!failed) { // and not at each of ten thousand parts
                failed = true;
                LOG.log(Level.WARNING, "a listener of the progress failed; the call goes on", e);
            }
        }
    }
}
