package io.github.amplifyjakarta.internal.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class SessionServletFilterTest {

    private static Object application(Object attribute) {
        return Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attribute;
                    case "getContextPath" -> "/orders";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void protectedPathsThatAreOpenBecauseTheContainerLeftTheFilterOut() {
        IllegalStateException error = assertThrows(
                IllegalStateException.class, () -> SessionServletFilter.requireInstalled(application(null)));
        assertTrue(error.getMessage().contains("<absolute-ordering>"), error.getMessage());
        assertDoesNotThrow(() -> SessionServletFilter.requireInstalled(application(true)));
        assertDoesNotThrow(() -> SessionServletFilter.requireInstalled("not a web application"));
    }
}
