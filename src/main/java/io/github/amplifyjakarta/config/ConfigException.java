package io.github.amplifyjakarta.config;

import io.github.amplifyjakarta.AmplifyException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used. It is thrown once, at deployment, and lists every problem that was found. Each
 * problem has its key, where the value came from, the actual value (never a secret) and what was expected.
 *
 * <pre>{@code
 * void report(ConfigException e) {
 *     e.problems().forEach(problem -> log.error("{}: expected {}", problem.key(), problem.expected()));
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/configuration.md}.
 *
 * @since 0.1.0
 */
public final class ConfigException extends AmplifyException {

    private static final long serialVersionUID = 1L;

    /**
     * A value of the configuration that is wrong.
     *
     * @param key the configuration key, for example {@code amplify.app.origin}
     * @param source where the value came from, for example {@code amplify_outputs.json: auth.user_pool_id}
     * @param actual the value found, {@code <redacted>} for a secret, {@code nothing} when it is missing
     * @param expected what would be right
     * @serial exclude
     */
    public record Problem(String key, String source, String actual, String expected) implements Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return key + " (" + source + "): found " + actual + ", expected " + expected;
        }
    }

    /** All problems, in the order of the configuration table. */
    private final List<Problem> problems;

    /**
     * Creates the error.
     *
     * @param problems all problems found, at least one
     */
    public ConfigException(List<Problem> problems) {
        super(
                "config/invalid",
                new Details(
                        "InvalidConfigException",
                        problems.stream()
                                .map(Problem::toString)
                                .collect(Collectors.joining(
                                        "\n  - ",
                                        "the Amplify configuration has " + problems.size()
                                                + (problems.size() == 1 ? " problem:" : " problems:") + "\n  - ",
                                        "")),
                        "Correct the values named above; https://github.com/amplify-jakarta/amplify-jakarta/blob/main/docs/configuration.md lists every key."),
                null);
        this.problems = List.copyOf(problems);
    }

    /** {@return all problems, in the order of the configuration table} */
    public List<Problem> problems() {
        return problems;
    }
}
