package io.github.amplifyjakarta.proof;

import io.github.amplifyjakarta.AmplifyException;
import java.util.function.Supplier;

/** What a resource tells the proof: the result in the first line, what it found or why in the second. */
final class Answer {

    private Answer() {}

    static String passed(String found) {
        return "passed\n" + found;
    }

    static String failed(String why) {
        return "failed\n" + why;
    }

    static String notConfigured(String what) {
        return "not configured\n" + what;
    }

    /**
     * {@return the answer of a call, or the error that the library reports} Its message names what AWS has said, which
     * the library's own error response keeps for the operator. Here both are the same person.
     */
    static String of(Supplier<String> call) {
        try {
            return call.get();
        } catch (AmplifyException e) {
            return failed(e.code() + ", " + e.name() + ": " + e.getMessage() + " (" + e.recoverySuggestion() + ")");
        }
    }
}
