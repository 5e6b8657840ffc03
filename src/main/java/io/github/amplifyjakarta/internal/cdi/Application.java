package io.github.amplifyjakarta.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks up the application's beans. CDI determines the application from the calling class. On Payara and GlassFish, the
 * extension's own class belongs to several archives and must not make the call (WELD-001327).
 */
final class Application {

    private Application() {}

    /**
     * {@return a unique id for a synthetic bean} Servers share contexts between the applications of an EAR and find an
     * instance by its bean id. The instance of another application would belong to another class loader.
     */
    static String newBeanId() {
        return "amplify-jakarta-" + UUID.randomUUID();
    }

    /** {@return the application's bean of a type} */
    static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    /** {@return whether a bean of a type cannot be chosen, because there are several} */
    static boolean hasSeveral(Class<?> type) {
        return CDI.current().select(type).isAmbiguous();
    }

    /**
     * {@return the application's only bean of a type; empty when there is none or more than one} The caller destroys
     * the bean if necessary.
     */
    static <T> Optional<Instance.Handle<T>> onlyBean(Class<T> type) {
        Instance<T> found = CDI.current().select(type);
        return found.isResolvable() ? Optional.of(found.getHandle()) : Optional.empty();
    }
}
