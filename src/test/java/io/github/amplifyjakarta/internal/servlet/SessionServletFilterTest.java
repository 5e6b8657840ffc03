package io.github.amplifyjakarta.internal.servlet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.access.AccessControl;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionServletFilterTest {

    private static final AccessControl ACCESS = new TestPool().runtime(Map.of()).access();

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
    void failsWhenTheContainerLeavesTheFilterOut() {
        IllegalStateException error = assertThrows(
                IllegalStateException.class, () -> SessionServletFilter.requireProtection(application(null), ACCESS));
        assertTrue(error.getMessage().contains("<absolute-ordering>"), error.getMessage());
        assertDoesNotThrow(
                () -> SessionServletFilter.requireProtection(application(ServletAliases.of(List.of())), ACCESS));
        assertDoesNotThrow(() -> SessionServletFilter.requireProtection("not a web application", ACCESS));
    }
}
