package io.github.amplifyjakarta.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.config.ConfigKey;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of configuration keys in the documentation. */
class ConfigurationReferenceTest {

    /** The groups of the table, by the beginning of a key; the first that fits. */
    private static final Map<String, String> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("amplify.config.", "Application");
        GROUPS.put("amplify.app.", "Application");
        GROUPS.put("amplify.auth.routes.", "Auth routes");
        GROUPS.put("amplify.auth.cookies.", "Session cookies");
        GROUPS.put("amplify.auth.session.", "Protected paths and callers");
        GROUPS.put("amplify.auth.oauth.", "Managed Login");
        GROUPS.put("amplify.auth.", "User pool and identity pool");
        GROUPS.put("amplify.storage.", "Storage");
        GROUPS.put("amplify.api.rest.", "REST APIs");
        GROUPS.put("amplify.api.graphql.", "GraphQL");
        GROUPS.put("amplify.api.events.", "Events");
        GROUPS.put("amplify.http.", "Calls of AWS");
        GROUPS.put("amplify.cluster.", "Several nodes");
    }

    private static String group(ConfigKey key) {
        return GROUPS.entrySet().stream()
                .filter(group -> key.key().startsWith(group.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String row(ConfigKey key) {
        return "| " + code(key.key()) + "<br>" + code(key.variable()) + " | " + key.description() + " | " + key.type()
                + " | " + code(key.defaultValue()) + " | " + code(key.example()) + " |\n";
    }

    @Test
    void documentsEveryKey() throws IOException {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (ConfigKey key : ConfigKey.values()) {
            String group = group(key);
            if (!group.equals(last)) {
                text.append("\n### ")
                        .append(group)
                        .append(
                                "\n\n| key and environment variable | meaning | type | default | example |\n|---|---|---|---|---|\n");
                last = group;
            }
            text.append(row(key));
        }
        new GeneratedSection(Path.of("docs/configuration.md"), "keys").check(text.toString());
    }

    @Test
    void showsExamplesThatAreValid() {
        for (ConfigKey key : ConfigKey.values()) {
            if (key.example().isEmpty()
                    || key == ConfigKey.CONFIG_FILE
                    || key == ConfigKey.ERROR_PAGE
                    || key == ConfigKey.JWKS) {
                continue; // secrets, and files that are not here
            }
            String name = key.key().replace("*", "orders");
            assertEquals(
                    List.of(),
                    problems(Map.of(name, key.example()), Map.of()).stream()
                            .filter(problem -> problem.key().equals(name))
                            .filter(problem -> !problem.actual().equals("nothing"))
                            .toList(),
                    name);
        }
    }

    @Test
    void namesVariablesThatAreRead() {
        for (ConfigKey key : ConfigKey.values()) {
            String name = key.variable().replace("NAME", "ORDERS");
            List<ConfigException.Problem> problems = problems(
                    key.named()
                            ? Map.of(
                                    "amplify.api.rest.\"orders\".endpoint",
                                    "https://a.example.com",
                                    "amplify.storage.buckets.\"orders\".region",
                                    "eu-west-1")
                            : Map.of(),
                    Map.of(name, "\u0000"));
            assertEquals(
                    List.of(),
                    problems.stream()
                            .filter(problem -> problem.actual().contains("does not exist"))
                            .toList(),
                    name);
        }
    }

    private static List<ConfigException.Problem> problems(
            Map<String, String> properties, Map<String, String> environment) {
        try {
            ConfigReader.read(
                    new SmallRyeConfigBuilder()
                            .withSources(new PropertiesConfigSource(properties, "example", 100))
                            .withSources(new EnvConfigSource(environment, 300))
                            .build(),
                    ConfigurationReferenceTest.class.getClassLoader());
            return List.of();
        } catch (ConfigException e) {
            return new ArrayList<>(e.problems());
        }
    }
}
