package io.github.amplifyjakarta.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recordings of the real Amplify JS. */
final class Recordings {

    static final Path FOLDER = Path.of("src/test/resources/golden");

    /** Real Amplify files, which are not this project's to publish. */
    static final Path FILES = Path.of(System.getProperty("golden.dir", "../shared/golden"), "files");

    static final Path CONFIGS = FOLDER.resolve("auth/configs");

    private Recordings() {}

    /** Reports a test as skipped where the real Amplify files are not at hand. */
    static void assumeFiles() {
        assumeTrue(Files.isDirectory(FILES), "no Amplify files in " + FILES.toAbsolutePath() + ": SKIPPED");
    }

    /** {@return the objects of a file with one in each line} */
    static List<JsonObject> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(Recordings::read)
                .toList();
    }

    /** {@return a group of {@code auth}, with the tokens where their names stood} */
    static JsonObject auth(String group) throws IOException {
        String text = Files.readString(FOLDER.resolve("auth/vectors/" + group + ".json"));
        for (Map.Entry<String, String> token : tokens().entrySet()) {
            text = text.replace(token.getKey(), token.getValue());
        }
        return read(text);
    }

    private static Map<String, String> tokens() throws IOException {
        Map<String, String> tokens = new LinkedHashMap<>();
        read(Files.readString(FOLDER.resolve("auth/fixtures/tokens.json")))
                .forEach((name, token) -> tokens.put("«tok:" + name + "»", ((JsonObject) token).getString("jwt")));
        return tokens;
    }

    /** {@return the names of the tokens, by the tokens} */
    static Map<String, String> tokenNames() {
        Map<String, String> names = new HashMap<>();
        try {
            tokens().forEach((name, token) -> names.put(token, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    static String authKeySet() throws IOException {
        return Files.readString(FOLDER.resolve("auth/fixtures/jwks.json"));
    }

    static String categoriesKeySet() throws IOException {
        return Files.readString(Path.of("src/test/resources/golden-categories-jwks.json"));
    }

    static JsonObject categories(String group) throws IOException {
        return read(Files.readString(FOLDER.resolve("categories/vectors/" + group + ".json")));
    }

    static JsonObject read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
