package io.github.amplifyjakarta.internal.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the key that a mistyped name probably means. */
final class NearestKey {

    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");

    /** A name with more differences is probably another name. */
    private static final int MOST_DIFFERENCES = 3;

    private NearestKey() {}

    /** {@return the nearest key; empty when none is near} Case, dashes and other separators do not count. */
    static Optional<ConfigKey> of(String name) {
        String typed = normalized(name);
        return Arrays.stream(ConfigKey.values())
                .min(Comparator.comparingInt(key -> distance(typed, normalized(key.key()))))
                .filter(key -> distance(typed, normalized(key.key())) <= MOST_DIFFERENCES);
    }

    private static String normalized(String name) {
        return SEPARATOR.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** The Levenshtein distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
