package io.github.amplifyjakarta.internal.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigValue;

/** The source of a value as people call it. The names of sources are those of SmallRye Config. */
final class ConfigSourceName {

    private static final Pattern FILE =
            Pattern.compile("PropertiesConfigSource\\[source=(?:.*/WEB-INF/classes/)?(.*)]");

    private ConfigSourceName() {}

    static String of(ConfigValue value) {
        String name = String.valueOf(value.getSourceName());
        Matcher file = FILE.matcher(name);
        if (file.matches()) {
            return file.group(1);
        }
        return switch (name) {
            case "EnvConfigSource" -> "environment variable";
            case "SysPropConfigSource" -> "system property";
            default -> name;
        };
    }
}
