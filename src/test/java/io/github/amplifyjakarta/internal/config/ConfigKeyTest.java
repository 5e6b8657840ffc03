package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ConfigException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every key: as an environment variable, in the documentation and in editors. */
class ConfigKeyTest {

    /** Of which any value is read where nothing else is configured. */
    private static final Set<ConfigKey> ALONE = EnumSet.of(
            ConfigKey.CUSTOM_STATE,
            ConfigKey.COOKIE_DOMAIN,
            ConfigKey.USER_POOL_CLIENT_SECRET,
            ConfigKey.OAUTH_DOMAIN,
            ConfigKey.OAUTH_SCOPES,
            ConfigKey.OAUTH_REDIRECT_SIGN_IN,
            ConfigKey.OAUTH_REDIRECT_SIGN_OUT,
            ConfigKey.OAUTH_LINK_PARAMETERS,
            ConfigKey.GRAPHQL_REGION,
            ConfigKey.GRAPHQL_API_KEY,
            ConfigKey.EVENTS_REGION,
            ConfigKey.EVENTS_API_KEY);

    /** Keys that need another one, which is missed. */
    private static final Map<ConfigKey, ConfigKey> WITH = Map.of(
            ConfigKey.USER_POOL_ID, ConfigKey.USER_POOL_CLIENT_ID,
            ConfigKey.USER_POOL_CLIENT_ID, ConfigKey.USER_POOL_ID,
            ConfigKey.STORAGE_BUCKET, ConfigKey.STORAGE_REGION,
            ConfigKey.STORAGE_REGION, ConfigKey.STORAGE_BUCKET,
            ConfigKey.CLUSTER_USERNAME, ConfigKey.CLUSTER_URL,
            ConfigKey.CLUSTER_PASSWORD, ConfigKey.CLUSTER_URL);

    private static Optional<String> firstProblem(Config config) {
        try {
            ConfigReader.read(config, ConfigKeyTest.class.getClassLoader());
            return Optional.empty();
        } catch (ConfigException e) {
            ConfigException.Problem first = e.problems().get(0);
            assertFalse(first.actual().contains("does not exist"), first.toString());
            return Optional.of(first.key());
        }
    }

    @Test
    void acceptsEveryKeyAsAnEnvironmentVariable() {
        for (ConfigKey key : ConfigKey.values()) {
            if (!key.named()) {
                String variable = key.key().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
                Config config = new SmallRyeConfigBuilder()
                        .withSources(
                                new EnvConfigSource(Map.of(variable, "oops", "AMPLIFY_OF_SOMEBODY_ELSE", "1"), 300))
                        .build();
                assertEquals(
                        ALONE.contains(key)
                                ? Optional.empty()
                                : Optional.of(WITH.getOrDefault(key, key).key()),
                        firstProblem(config),
                        key.key());
            }
        }
    }

    @Test
    void showsKeysInTheReadmeAsTheyAre() throws IOException {
        List<String> rows = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("| `amplify."))
                .toList();
        assertTrue(rows.size() > 5);
        Set<String> documented = Arrays.stream(ConfigKey.values())
                .map(key -> "| `" + key.key() + "` | "
                        + (key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "` ") + "| "
                        + key.description() + " |")
                .collect(Collectors.toSet());
        rows.forEach(row -> assertTrue(documented.contains(row), row));
    }

    @Test
    void describesEveryKeyForEditors() throws Exception {
        String source =
                Files.readString(Path.of("src/main/java/io/github/amplifyjakarta/internal/config/EditorMetadata.java"));
        for (ConfigKey key : ConfigKey.values()) {
            ConfigProperty metadata =
                    EditorMetadata.class.getDeclaredField(key.name()).getAnnotation(ConfigProperty.class);
            assertEquals(key.key().replace("\"*\"", "{*}"), metadata.name());
            assertEquals(
                    key.defaultValue(),
                    metadata.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE) ? "" : metadata.defaultValue());
            String description = key.description();
            assertTrue(
                    source.replaceAll("\\s+\\*\\s+", " ")
                            .contains(Character.toUpperCase(description.charAt(0)) + description.substring(1) + "."),
                    description);
        }
        assertEquals(
                ConfigKey.values().length,
                Arrays.stream(EditorMetadata.class.getDeclaredFields())
                        .filter(field -> !field.isSynthetic()) // tools that measure tests add one
                        .count());
    }
}
