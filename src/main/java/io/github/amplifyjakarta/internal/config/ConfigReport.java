package io.github.amplifyjakarta.internal.config;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, and what an operator should know about it.
 *
 * @param config the configuration; empty when nothing is configured, or when there are problems
 * @param values each value that is set, with its source; secrets are redacted
 * @param warnings what works, but probably not as intended
 * @param problems what fails the deployment
 */
public record ConfigReport(
        Optional<AmplifyConfig> config,
        List<String> values,
        List<String> warnings,
        List<ConfigException.Problem> problems) {

    public ConfigReport {
        values = List.copyOf(values);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /** {@return the error that fails the deployment; empty when the configuration can be used} */
    public Optional<ConfigException> failure() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(new ConfigException(problems));
    }
}
