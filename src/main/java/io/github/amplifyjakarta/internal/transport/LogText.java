package io.github.amplifyjakarta.internal.transport;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text of others that becomes part of a message: bounded, and on one line (CWE-117). */
public final class LogText {

    private static final int LONGEST = 300;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]+");

    private LogText() {}

    public static String of(@Nullable Object text) {
        String all = String.valueOf(text);
        String bounded = all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
        return CONTROL.matcher(bounded).replaceAll(" ");
    }
}
