package io.github.amplifyjakarta.internal.transport;

import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.HttpServer;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an application leaves behind when it is undeployed. */
class RedeploymentTest {

    /** An application's class loader: it loads the library itself. */
    private static final class ApplicationLoader extends URLClassLoader {

        /** A reference to the class loader keeps the application: Open Liberty holds the CDI container in it. */
        private Object beans;

        ApplicationLoader() {
            super(
                    new URL[] {
                        JdkHttpTransport.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    RedeploymentTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("io.github.amplifyjakarta.")) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }

    private static WeakReference<ClassLoader> deployCallAndUndeploy(URI uri) throws Exception {
        try (ApplicationLoader loader = new ApplicationLoader()) {
            Class<?> config = loader.loadClass("io.github.amplifyjakarta.config.HttpConfig");
            Object transport = loader.loadClass(JdkHttpTransport.class.getName())
                    .getConstructor(config)
                    .newInstance(config.getConstructor(Duration.class, Duration.class, Duration.class)
                            .newInstance(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2)));
            loader.beans = transport;
            Class<?> call = loader.loadClass(HttpCall.class.getName());
            Object get = call.getConstructors()[0].newInstance("GET", uri, Map.of(), "");
            transport.getClass().getMethod("send", call).invoke(transport, get);
            transport.getClass().getMethod("close").invoke(transport);
            return new WeakReference<>(loader);
        }
    }

    @Test
    void releasesTheClassLoaderOfTheApplication() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            WeakReference<ClassLoader> application = deployCallAndUndeploy(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
            for (int i = 0; i < 100 && application.get() != null; i++) {
                System.gc();
                Thread.sleep(50);
            }
            assertNull(application.get());
        } finally {
            server.stop(0);
        }
    }
}
