package io.github.amplifyjakarta.internal.config;

import static io.github.amplifyjakarta.internal.config.ConfigKey.CONFIG_FILE;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Finds the Amplify file: at the configured location, otherwise under its two usual names on the class path. */
final class AmplifyFileLookup {

    /** The default location of the file, for messages. */
    static final String WHERE = "amplify_outputs.json on the class path (src/main/resources)";

    private static final List<String> USUAL_NAMES = List.of("amplify_outputs.json", "amplifyconfiguration.json");
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int LARGEST_FILE = 8 << 20;

    private final Config config;
    private final ClassLoader resources;
    private final Problems problems;

    AmplifyFileLookup(Config config, ClassLoader resources, Problems problems) {
        this.config = config;
        this.resources = resources;
        this.problems = problems;
    }

    Map<String, Setting> read() {
        Optional<String> location = config.getOptionalValue(CONFIG_FILE.key(), String.class);
        try {
            if (location.isPresent()) {
                return read(location.get());
            }
            List<String> found = USUAL_NAMES.stream()
                    .filter(name -> resources.getResource(name) != null)
                    .toList();
            if (found.size() > 1) {
                problems.warn(
                        CONFIG_FILE.key(),
                        "class path",
                        String.join(" and ", found),
                        "one file: " + found.get(0) + " is used; delete the other, or name the one to use");
            }
            for (String name : found) {
                InputStream content = resources.getResourceAsStream(name);
                if (content != null) {
                    return parse(name, content);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add(
                    CONFIG_FILE.key(),
                    location.orElse("class path"),
                    e.getClass().getSimpleName(),
                    "a readable file");
        }
        return Map.of();
    }

    private Map<String, Setting> read(String location) throws IOException {
        InputStream resource = resources.getResourceAsStream(location);
        if (resource != null) {
            return parse(location, resource);
        }
        Path path = path(location);
        if (Files.isRegularFile(path)) {
            return parse(location, Files.newInputStream(path));
        }
        problems.add(
                CONFIG_FILE.key(),
                ConfigSourceName.of(config.getConfigValue(CONFIG_FILE.key())),
                '"' + location + '"',
                "a class path resource, the path of a file or a file: URL that exists");
        return Map.of();
    }

    private static Path path(String location) {
        try {
            return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Map<String, Setting> parse(String name, InputStream content) throws IOException {
        try (content) {
            byte[] bytes = content.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                problems.add(CONFIG_FILE.key(), name, "more than " + LARGEST_FILE + " bytes", "an Amplify file");
                return Map.of();
            }
            if (isUtf16(bytes)) {
                problems.add(
                        CONFIG_FILE.key(),
                        name,
                        "UTF-16, as > in Windows PowerShell writes it",
                        "UTF-8: let ampx write the file, or use Out-File -Encoding utf8");
                return Map.of();
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return AmplifyFile.read(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, problems);
        }
    }

    /** Detects UTF-16 by its byte order mark, or by the zero byte in each JSON character. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return mark == 0xfffe || mark == 0xfeff || bytes[0] == 0 || bytes[1] == 0;
    }
}
