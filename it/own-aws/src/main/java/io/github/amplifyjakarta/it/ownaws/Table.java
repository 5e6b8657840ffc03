package io.github.amplifyjakarta.it.ownaws;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table that the proof prints, a row as soon as its step has ended. */
final class Table {

    private static final String ROW = "  %-22s %9s  %s%n";

    private final PrintStream out;
    private final Redaction redaction;
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    Table(PrintStream out, Redaction redaction) {
        this.out = out;
        this.redaction = redaction;
    }

    void head() {
        out.printf(ROW, "step", "ms", "result");
        out.printf(ROW, "-".repeat(22), "-".repeat(9), "-".repeat(40));
    }

    /** Runs a step that needs no other. {@return what it found} */
    Finding row(String step, Callable<Finding> action) {
        long start = System.nanoTime();
        Finding finding = run(action);
        long millis = (System.nanoTime() - start) / 1_000_000;
        findings.put(step, finding);
        out.printf(ROW, step, millis, redaction.line(text(finding)));
        return finding;
    }

    /**
     * Runs a step, unless the one that it needs did not pass.
     *
     * @return what it found
     */
    Finding row(String step, String needed, Callable<Finding> action) {
        Finding before = findings.get(needed);
        if (before.hasPassed()) {
            return row(step, action);
        }
        return row(
                step,
                () -> before.result() == Result.NOT_CONFIGURED
                        ? before
                        : Finding.notRun("it needs the step \"" + needed + "\""));
    }

    private static Finding run(Callable<Finding> action) {
        try {
            return action.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.failed("it was interrupted");
        } catch (Exception e) {
            return Finding.failed(FailureReason.of(e));
        }
    }

    private static String text(Finding finding) {
        return finding.detail().isEmpty()
                ? finding.result().words()
                : finding.result().words() + ": " + finding.detail();
    }

    /** {@return whether every step passed, but for those that are not configured} */
    boolean passed() {
        return findings.values().stream()
                .allMatch(finding -> finding.hasPassed() || finding.result() == Result.NOT_CONFIGURED);
    }

    /** Prints how many steps ended how. */
    void foot() {
        out.println();
        out.println(Stream.of(Result.values())
                .map(result -> count(result) + " " + result.words())
                .collect(Collectors.joining(", ", "  ", "")));
    }

    private long count(Result result) {
        return findings.values().stream()
                .filter(finding -> finding.result() == result)
                .count();
    }
}
