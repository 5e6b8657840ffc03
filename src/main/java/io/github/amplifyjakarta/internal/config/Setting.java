package io.github.amplifyjakarta.internal.config;

import java.util.List;

/**
 * A value that was found, and where.
 *
 * @param text the value as it was written
 * @param values its items, when it is a list
 * @param source where it was found, for the reader of an error message
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
