package io.github.amplifyjakarta.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.UUID;

/**
 * The application's beans. CDI finds the application by the class that asks: on Payara and GlassFish an extension's own
 * class belongs to several archives and may not ask (WELD-001327).
 */
final class Application {

    private Application() {}

    /**
     * {@return the id of a synthetic bean} Servers share contexts between the applications of one EAR, and find an instance
     * by the id of its bean: that of another application would be of another class loader.
     */
    static String newBeanId() {
        return "amplify-jakarta-" + UUID.randomUUID();
    }

    /** {@return the application's bean of a type} */
    static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    /** {@return the application's only bean of a type; empty when it has none, or several} Whoever asks destroys it if need be. */
    static <T> Optional<Instance.Handle<T>> onlyBean(Class<T> type) {
        Instance<T> found = CDI.current().select(type);
        return found.isResolvable() ? Optional.of(found.getHandle()) : Optional.empty();
    }
}
