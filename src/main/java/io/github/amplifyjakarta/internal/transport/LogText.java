package io.github.amplifyjakarta.internal.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text of others that becomes part of a message: bounded, and on one line (CWE-117). */
public final class LogText {

    private static final int LONGEST = 300;

    private static final String CONTROL_CHARACTER = "[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]";

    private static final Pattern CONTROL = Pattern.compile(CONTROL_CHARACTER);

    private static final Pattern CONTROLS = Pattern.compile(CONTROL_CHARACTER + "+");

    private LogText() {}

    /** {@return a text of others on one line} */
    public static String of(@Nullable Object text) {
        return CONTROLS.matcher(bounded(String.valueOf(text), LONGEST)).replaceAll(" ");
    }

    /**
     * {@return a text whose control characters can be seen}
     *
     * @param longest what comes after so many characters is left out
     * @param control stands for each control character
     */
    public static String of(String text, int longest, String control) {
        return CONTROL.matcher(bounded(text, longest)).replaceAll(Matcher.quoteReplacement(control));
    }

    private static String bounded(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "…" : text;
    }
}
