package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.testing.TestConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.List;
import java.util.Map;

/** The problems that are reported with a configuration. */
final class ReportedProblems {

    private ReportedProblems() {}

    /** {@return each problem without its source} */
    static List<String> problems(Map<String, String> values) {
        return assertThrows(ConfigException.class, () -> TestConfig.read(values)).problems().stream()
                .map(problem -> problem.key() + ": " + problem.actual() + ", expected " + problem.expected())
                .toList();
    }

    /** {@return those of a configuration with auth routes, in which one value is another} */
    static List<String> problems(String key, String value) {
        return assertThrows(ConfigException.class, () -> TestPool.config(Map.of(key, value))).problems().stream()
                .map(problem -> problem.key() + ": " + problem.actual() + ", expected " + problem.expected())
                .toList();
    }
}
