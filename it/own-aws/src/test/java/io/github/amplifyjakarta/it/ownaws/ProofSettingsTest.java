package io.github.amplifyjakarta.it.ownaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProofSettingsTest {

    private static final Map<String, String> LEAST = Map.of(
            "AMPLIFY_PROOF_FILE", "pom.xml",
            "AMPLIFY_PROOF_USERNAME", "carol",
            "AMPLIFY_PROOF_PASSWORD", "Proof-Secret-42");

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);
        return environment;
    }

    @Test
    void namesEachMissingVariable() {
        assertEquals(
                List.of(
                        "AMPLIFY_PROOF_FILE is not set.",
                        "AMPLIFY_PROOF_USERNAME is not set.",
                        "AMPLIFY_PROOF_PASSWORD is not set."),
                ProofSettings.problems(Map.of("AMPLIFY_PROOF_USERNAME", " ")));
    }

    @Test
    void rejectsWhatCannotWork() {
        assertEquals(
                List.of("AMPLIFY_PROOF_FILE is missing.json, expected a file that exists."),
                ProofSettings.problems(with("AMPLIFY_PROOF_FILE", "missing.json")));
        assertEquals(
                List.of("AMPLIFY_PROOF_PORT is 70000, expected a number from 1 to 65535."),
                ProofSettings.problems(with("AMPLIFY_PROOF_PORT", "70000")));
        assertEquals(
                List.of("AMPLIFY_PROOF_STORAGE_PREFIX is public, expected a folder that ends in /."),
                ProofSettings.problems(with("AMPLIFY_PROOF_STORAGE_PREFIX", "public")));
        assertEquals(
                List.of("AMPLIFY_PROOF_BROWSER is /nowhere/chrome, expected a program."),
                ProofSettings.problems(with("AMPLIFY_PROOF_BROWSER", "/nowhere/chrome")));
    }

    @Test
    void hasDefaults() {
        assertEquals(List.of(), ProofSettings.problems(LEAST));
        ProofSettings settings = ProofSettings.of(LEAST);
        assertEquals("http://localhost:8080/api/auth/sign-in-callback", settings.signInCallback() + "");
        assertEquals("public/", settings.storagePrefix());
        assertEquals("{ __typename }", settings.graphQlQuery());
        assertEquals(Optional.empty(), settings.restApi());
        assertEquals(
                Optional.of(new ProofSettings.RestCall("orders", "/")),
                ProofSettings.of(with("AMPLIFY_PROOF_REST_API", "orders")).restApi());
    }

    @Test
    void explainsTheSameVariablesAsTheDocumentation() throws IOException {
        Set<String> explained = names("  (AMPLIFY_PROOF_\\w+) {2,}", ProofSettings.USAGE);
        assertEquals(9, explained.size(), explained.toString());
        assertEquals(
                explained,
                names("(?m)^\\| `(AMPLIFY_PROOF_\\w+)`", Files.readString(Path.of("../../docs/own-aws.md"))));
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void keepsThePasswordFromTheServer() {
        Map<String, String> environment = with("AMPLIFY_AUTH_USER_POOL_CLIENT_SECRET", "of the application");
        ProofSettings settings = ProofSettings.of(environment);
        settings.configure(environment);
        assertFalse(environment.containsValue("Proof-Secret-42"), "the password");
        assertEquals("of the application", environment.get("AMPLIFY_AUTH_USER_POOL_CLIENT_SECRET"));
        assertEquals("http://localhost:8080", environment.get("AMPLIFY_APP_ORIGIN"));
        assertTrue(environment.get("AMPLIFY_CONFIG_FILE").endsWith("pom.xml"));
        assertFalse(settings.toString().contains("Proof-Secret-42"), "the password");
    }
}
