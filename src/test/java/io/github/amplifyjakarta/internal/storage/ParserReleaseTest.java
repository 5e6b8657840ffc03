package io.github.amplifyjakarta.internal.storage;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;

/** What the SDK's parser keeps in a thread of the server. */
class ParserReleaseTest {

    /** An application that reads an answer of S3; loaded by a class loader of its own. */
    public static class Application implements Runnable {

        @Override
        public void run() {
            XmlDomParser.parse(new ByteArrayInputStream("<a>b</a>".getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The same with what the library does after each call. */
    public static final class CarefulApplication extends Application {

        @Override
        @SuppressWarnings("NullAway") // it looks at neither
        public void run() {
            super.run();
            new ParserRelease().afterExecution(null, null);
        }
    }

    /** Nothing but the JDK is shared with it. */
    private static WeakReference<ClassLoader> runAndUndeploy(Class<?> application) throws Exception {
        URL[] libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(ParserReleaseTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(libraries, ClassLoader.getPlatformClassLoader())) {
            ((Runnable) loader.loadClass(application.getName()).getConstructor().newInstance()).run();
            return new WeakReference<>(loader);
        }
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static void collect(WeakReference<?> reference, int times) throws InterruptedException {
        for (int i = 0; i < times && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
    }

    @Test
    void releasesApplicationsThatReadADocument() throws Exception {
        WeakReference<ClassLoader> application = runAndUndeploy(CarefulApplication.class);
        collect(application, 200);
        assertNull(application.get());
    }

    @Test
    void isNeededWhileTheSdkKeepsItsParser() throws Exception {
        WeakReference<ClassLoader> application = runAndUndeploy(Application.class);
        collect(application, 10);
        assertNotNull(application.get(), "the parser lets go by itself: ParserRelease can go");
    }
}
