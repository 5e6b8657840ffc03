package io.github.amplifyjakarta.it.ownaws;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an exception tells the reader of the table. */
final class FailureReason {

    /** Playwright adds the stack trace of its driver to the message, and says behind it what it was doing. */
    private static final Pattern PLAYWRIGHT =
            Pattern.compile("Error \\{\\s*message='(.*?)\\s*name='.*?(Call log:.*)?", Pattern.DOTALL);

    private FailureReason() {}

    static String of(Exception e) {
        String message = String.valueOf(e.getMessage());
        Matcher playwright = PLAYWRIGHT.matcher(message);
        String reason =
                playwright.matches() ? playwright.group(1) + " " + Objects.toString(playwright.group(2), "") : message;
        return e.getClass().getSimpleName() + ": " + reason.strip();
    }
}
