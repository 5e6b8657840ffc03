package io.github.amplifyjakarta.internal.config;

import io.github.amplifyjakarta.config.AmplifyConfig;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, and what an operator should know about it.
 *
 * @param config the configuration; empty when nothing is configured
 * @param values each value that is set, with its source; secrets are redacted
 * @param warnings what works, but probably not as intended
 */
public record ConfigReport(Optional<AmplifyConfig> config, List<String> values, List<String> warnings) {

    public ConfigReport {
        values = List.copyOf(values);
        warnings = List.copyOf(warnings);
    }
}
