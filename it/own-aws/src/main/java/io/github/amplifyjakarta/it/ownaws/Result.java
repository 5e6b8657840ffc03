package io.github.amplifyjakarta.it.ownaws;

import java.util.Locale;

/** How a step of the proof ended. */
enum Result {
    PASSED,
    FAILED,
    NOT_CONFIGURED,
    /** A step that it needs did not pass. */
    NOT_RUN;

    /** {@return the words of the table} */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
