package io.github.amplifyjakarta.internal.config;

import io.github.amplifyjakarta.config.ConfigException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that a user sees all of it at once. */
final class Problems {

    private static final int LONGEST_VALUE = 200;

    private final List<ConfigException.Problem> found = new ArrayList<>();
    private boolean fileIsToBlame;

    void add(String key, String source, String actual, String expected) {
        found.add(new ConfigException.Problem(key, source, actual, expected));
    }

    void wrong(ConfigKey key, Setting setting, String expected) {
        add(key.key(), setting.source(), key.secret() ? "<redacted>" : quoted(setting.text()), expected);
    }

    void missing(String key, String expected) {
        if (!fileIsToBlame) {
            add(key, "not set", "nothing", expected);
        }
    }

    /** When the file could not be read, that is the problem; what it would have said is not missing as well. */
    void blameTheFileForWhatIsMissing() {
        fileIsToBlame = !found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }

    private static String quoted(String text) {
        String bounded = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
        return '"' + bounded.replaceAll("\\p{Cntrl}", "\\\\x") + '"';
    }
}
