package io.github.amplifyjakarta.internal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server of Jakarta EE 9, such as TomEE 9, takes the WAR; the library has to refuse. */
class OlderServerTest {

    /** Loads the library's classes itself, and knows no type that came with Jakarta EE 10. */
    private static final class JakartaEe9 extends URLClassLoader {

        JakartaEe9() {
            super(
                    new URL[] {
                        AmplifyExtension.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    OlderServerTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals("jakarta.ws.rs.SeBootstrap")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.github.amplifyjakarta.internal.cdi.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    private static List<Object> problems(ClassLoader server) throws ReflectiveOperationException {
        List<Object> problems = new ArrayList<>();
        AfterBeanDiscovery discovery = (AfterBeanDiscovery) Proxy.newProxyInstance(
                AfterBeanDiscovery.class.getClassLoader(),
                new Class<?>[] {AfterBeanDiscovery.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("addDefinitionError")) {
                        problems.add(arguments[0]);
                    }
                    return null;
                });
        Class<?> extension = server.loadClass(AmplifyExtension.class.getName());
        Method addBeans = extension.getDeclaredMethod("addBeans", AfterBeanDiscovery.class);
        addBeans.setAccessible(true);
        addBeans.invoke(extension.getConstructor().newInstance(), discovery);
        return problems;
    }

    @Test
    void failsTheDeploymentOnJakartaEe9() throws IOException, ReflectiveOperationException {
        try (JakartaEe9 server = new JakartaEe9()) {
            List<Object> problems = problems(server);
            assertEquals(1, problems.size());
            assertEquals(DefinitionException.class, problems.get(0).getClass());
            assertTrue(problems.get(0).toString().contains("needs Jakarta EE 10"), problems.toString());
        }
        assertEquals(
                List.of(), problems(AmplifyExtension.class.getClassLoader()), "and nothing is wrong with this one");
    }
}
