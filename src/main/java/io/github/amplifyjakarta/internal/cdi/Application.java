package io.github.amplifyjakarta.internal.cdi;

import jakarta.enterprise.inject.spi.CDI;

/**
 * The application's beans. CDI finds the application by the class that asks: on Payara and GlassFish an extension's own
 * class belongs to several archives and may not ask (WELD-001327).
 */
final class Application {

    private Application() {}

    /** {@return the application's bean of a type} */
    static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
