package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.auth.AuthEvent;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends events to the application's observers. */
final class ApplicationEvents implements Consumer<AuthEvent> {

    private static final Logger LOG = System.getLogger(ApplicationEvents.class.getName());

    private volatile @Nullable BeanManager beans;

    /** An observer failure must not fail the sign-in or request in which the event occurs. */
    @Override
    public void accept(AuthEvent event) {
        try {
            beans().getEvent().fire(event);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.log(
                    Level.ERROR,
                    "an observer of " + event.getClass().getSimpleName() + " failed; the session is not concerned",
                    e);
        }
    }

    private BeanManager beans() {
        BeanManager found = beans;
        if (found == null) {
            found = CDI.current().getBeanManager();
            beans = found;
        }
        return found;
    }
}
