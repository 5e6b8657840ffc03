package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration from a map, through a real MicroProfile Config. */
public final class TestConfig {

    private TestConfig() {}

    public static Optional<AmplifyConfig> read(Map<String, String> values) {
        return ConfigReader.read(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build(),
                TestConfig.class.getClassLoader());
    }
}
