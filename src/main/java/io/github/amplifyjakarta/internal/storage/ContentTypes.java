package io.github.amplifyjakarta.internal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** Media types by file name extension (IANA's registry). Unlike the JDK's, they are the same on every system. */
final class ContentTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private final Properties byEnding = new Properties();

    ContentTypes() {
        try (InputStream list = ContentTypes.class.getResourceAsStream("content-types.properties")) {
            byEnding.load(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return path.indexOf('.') < 0 ? UNKNOWN : byEnding.getProperty(ending, UNKNOWN);
    }
}
