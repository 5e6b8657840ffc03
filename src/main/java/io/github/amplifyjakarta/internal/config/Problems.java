package io.github.amplifyjakarta.internal.config;

import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.transport.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects problems, so that the user sees all of them at once. */
final class Problems {

    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_TEXT = 400;

    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

    private static final Pattern QUERY = Pattern.compile("(://[^?\\s,]*)\\?[^\\s,]+");

    private final List<ConfigException.Problem> found = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean fileIsToBlame;

    void add(String key, String source, String actual, String expected) {
        found.add(new ConfigException.Problem(
                shown(key, LONGEST_TEXT), shown(source, LONGEST_TEXT), shown(actual, LONGEST_TEXT), expected));
    }

    void wrong(ConfigKey key, Setting setting, String expected) {
        add(key.key(), setting.source(), shown(key, setting), expected);
    }

    /** User information and the query of a URI may be secret (RFC 3986, section 7.5). */
    private static String withoutSecrets(String text) {
        return QUERY.matcher(USER_INFO.matcher(text).replaceAll("//<redacted>@"))
                .replaceAll("$1?<redacted>");
    }

    /** {@return a value for people to read; a secret is redacted} */
    static String shown(ConfigKey key, Setting setting) {
        return key.secret() ? "<redacted>" : '"' + shown(withoutSecrets(setting.text()), LONGEST_VALUE) + '"';
    }

    /** Adds a value that works, but probably not as intended. */
    void warn(String key, String source, String actual, String expected) {
        warnings.add(new ConfigException.Problem(
                        shown(key, LONGEST_TEXT), shown(source, LONGEST_TEXT), shown(actual, LONGEST_TEXT), expected)
                .toString());
    }

    List<String> warnings() {
        return warnings;
    }

    void missing(String key, String expected) {
        if (!fileIsToBlame) {
            add(key, "not set", "nothing", expected);
        }
    }

    /** When the file could not be read, only that is reported, and not the settings that are missing as a result. */
    void blameTheFileForWhatIsMissing() {
        fileIsToBlame = !found.isEmpty();
    }

    List<ConfigException.Problem> found() {
        return found;
    }

    /** {@return a text that is one line of a log} */
    static String line(String text) {
        return shown(text, LONGEST_TEXT);
    }

    private static String shown(String text, int longest) {
        return LogText.of(text, longest, "\\x");
    }
}
