package io.github.amplifyjakarta.it.ownaws;

import java.util.stream.Stream;

/**
 * What a step has found.
 *
 * @param result how it ended
 * @param detail what it saw, or why it did not pass
 */
record Finding(Result result, String detail) {

    static Finding passed(String detail) {
        return new Finding(Result.PASSED, detail);
    }

    static Finding failed(String reason) {
        return new Finding(Result.FAILED, reason);
    }

    static Finding notConfigured(String what) {
        return new Finding(Result.NOT_CONFIGURED, what);
    }

    static Finding notRun(String reason) {
        return new Finding(Result.NOT_RUN, reason);
    }

    /** {@return what a resource of the application has answered: the result's words, and the detail in the next line} */
    static Finding answered(int status, String body) {
        String[] lines = body.split("\n", 2);
        return Stream.of(Result.values())
                .filter(result ->
                        status == 200 && lines.length == 2 && result.words().equals(lines[0]))
                .map(result -> new Finding(result, lines[1]))
                .findFirst()
                .orElseGet(() -> failed("the application answered " + status + ": " + body));
    }

    boolean hasPassed() {
        return result == Result.PASSED;
    }
}
