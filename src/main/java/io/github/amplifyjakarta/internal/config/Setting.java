package io.github.amplifyjakarta.internal.config;

import java.util.List;

/**
 * A value and its source.
 *
 * @param text the value as it was written
 * @param values the items of a list
 * @param source where the value was found, for error messages
 */
record Setting(String text, List<String> values, String source) {

    Setting {
        values = List.copyOf(values);
    }

    Setting(String text, String source) {
        this(text, List.of(text), source);
    }

    Setting(List<String> values, String source) {
        this(String.join(",", values), values, source);
    }
}
