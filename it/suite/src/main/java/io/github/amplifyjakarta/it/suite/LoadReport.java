package io.github.amplifyjakarta.it.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a load run has measured, as Markdown: medians, and each round, so that everybody can compute them again. */
final class LoadReport {

    /**
     * One load.
     *
     * @param rate requests per second
     * @param micros processor time of the server for a request, in microseconds, its compilers and collectors included
     * @param outward calls to AWS
     */
    record Load(double rate, double micros, long outward) {}

    private record Row(String name, int sessions) {}

    /**
     * A page and the same without the library, one right after the other.
     *
     * @param start the start of the server after which it was
     */
    private record Round(int start, Load with, Load without) {

        double rateRatio() {
            return with.rate() / without.rate();
        }

        double microsMore() {
            return with.micros() - without.micros();
        }
    }

    private final Map<Row, List<Round>> rows = new LinkedHashMap<>();
    private final StringBuilder notes = new StringBuilder();

    /** What must not be and was: the report is written all the same, and the run fails. */
    private final Set<String> wrong = new LinkedHashSet<>();

    void round(String name, int sessions, int start, Load with, Load without) {
        rows.computeIfAbsent(new Row(name, sessions), row -> new ArrayList<>()).add(new Round(start, with, without));
    }

    /** Takes a sentence that stands below the table. */
    void note(String format, Object... values) {
        notes.append(String.format(Locale.ROOT, format, values)).append("\n\n");
    }

    void wrong(String what) {
        wrong.add(what);
    }

    /** {@return what must not be and was; empty when nothing was} */
    String wrong() {
        return String.join("; ", wrong);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(wrong.isEmpty() ? "" : "WRONG: " + wrong() + "\n\n");
        text.append("| case | sessions | starts, rounds | requests/s | without the library | of it"
                + " (lowest to highest; after each start) | processor time, us | without the library | more (lowest to highest)"
                + " | calls to AWS |\n|---|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach((row, rounds) -> text.append(line(row, rounds)));
        text.append('\n').append(notes).append("Each round:\n\n```text\n");
        rows.forEach((row, rounds) -> rounds.forEach(round -> text.append(String.format(
                Locale.ROOT,
                "%s, %d sessions, start %d: %.0f and %.0f requests/s, %.1f and %.1f us%n",
                row.name(),
                row.sessions(),
                round.start(),
                round.with().rate(),
                round.without().rate(),
                round.with().micros(),
                round.without().micros()))));
        return text.append("```\n").toString();
    }

    private static String line(Row row, List<Round> rounds) {
        Map<Integer, List<Round>> starts =
                rounds.stream().collect(Collectors.groupingBy(Round::start, TreeMap::new, Collectors.toList()));
        String afterEach = starts.values().stream()
                .map(ofOne -> String.format(Locale.ROOT, "%.2f", median(ofOne, Round::rateRatio)))
                .collect(Collectors.joining(" "));
        DoubleSummaryStatistics ratios =
                rounds.stream().mapToDouble(Round::rateRatio).summaryStatistics();
        DoubleSummaryStatistics more =
                rounds.stream().mapToDouble(Round::microsMore).summaryStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d, %d | %.0f | %.0f | %.2f (%.2f to %.2f; %s) | %.1f | %.1f | %.1f (%.1f to %.1f) | %d |%n",
                row.name(),
                row.sessions(),
                starts.size(),
                rounds.size(),
                median(rounds, round -> round.with().rate()),
                median(rounds, round -> round.without().rate()),
                median(rounds, Round::rateRatio),
                ratios.getMin(),
                ratios.getMax(),
                afterEach,
                median(rounds, round -> round.with().micros()),
                median(rounds, round -> round.without().micros()),
                median(rounds, Round::microsMore),
                more.getMin(),
                more.getMax(),
                rounds.stream().mapToLong(round -> round.with().outward()).sum());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return median(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** {@return the middle value; of an even number the mean of both in the middle} */
    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return IntStream.of((sorted.size() - 1) / 2, sorted.size() / 2)
                .mapToDouble(sorted::get)
                .average()
                .orElseThrow();
    }
}
