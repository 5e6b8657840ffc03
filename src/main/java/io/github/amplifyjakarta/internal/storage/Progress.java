package io.github.amplifyjakarta.internal.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports the progress of a call to the application. A failing listener does not end the call. */
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
            if (!failed) { // not for each of ten thousand parts
                failed = true;
                LOG.log(Level.WARNING, "a progress listener failed; the call continues", e);
            }
        }
    }
}
