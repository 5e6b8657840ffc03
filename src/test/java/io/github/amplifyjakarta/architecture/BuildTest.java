package io.github.amplifyjakarta.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Maven projects: versions stand in one place each. */
class BuildTest {

    private static final Path PARENT = Path.of("it/parent/pom.xml");

    private static Map<String, String> versions(Path pom) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        Pattern.compile("<(version\\.[\\w.-]+)>([^<]+)<")
                .matcher(Files.readString(pom))
                .results()
                .forEach(found -> versions.put(found.group(1), found.group(2)));
        return versions;
    }

    private static List<Path> children() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("it"))) {
            return folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .filter(pom -> !pom.equals(PARENT))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void usesTheVersionsOfTheLibraryBelowIt() throws IOException {
        Map<String, String> library = versions(Path.of("pom.xml"));
        Map<String, String> parent = versions(PARENT);
        library.keySet().retainAll(parent.keySet());
        assertTrue(library.size() >= 5, library.toString());
        parent.keySet().retainAll(library.keySet());
        assertEquals(library, parent);
    }

    @Test
    void givesEveryProjectBelowItTheSameParent() throws IOException {
        List<Path> children = children();
        assertTrue(children.size() > 12, children.toString());
        for (Path child : children) {
            assertTrue(
                    Pattern.compile("<parent>\\s*<groupId>io\\.github\\.amplify-jakarta\\.it</groupId>"
                                    + "\\s*<artifactId>(parent|server)</artifactId>")
                            .matcher(Files.readString(child))
                            .find(),
                    child.toString());
        }
    }

    @Test
    void managesVersionsInTheParent() throws IOException {
        String parent = Files.readString(PARENT);
        for (Path child : children()) {
            Pattern.compile(
                            "<(?:dependency|plugin)>\\s*(?:<groupId>[^<]*</groupId>\\s*)?<artifactId>([\\w.-]+)</artifactId>"
                                    + "\\s*<version>([^<$]+)</version>")
                    .matcher(Files.readString(child))
                    .results()
                    .forEach(found -> assertFalse(
                            parent.contains("<artifactId>" + found.group(1) + "</artifactId>"),
                            child + " gives " + found.group(1) + " the version " + found.group(2)));
        }
    }

    /** What is published beside the library has its version; docs/releasing.md. */
    @Test
    void givesWhatIsPublishedTheVersionOfTheLibrary() throws IOException {
        Pattern version =
                Pattern.compile("<artifactId>(amplify-jakarta[\\w-]*)</artifactId>\\s*<version>([^<]+)</version>");
        Map<String, String> published = new TreeMap<>();
        for (String pom : List.of("pom.xml", "it/sandbox/pom.xml", "it/archetype/pom.xml")) {
            Matcher own = version.matcher(Files.readString(Path.of(pom)));
            assertTrue(own.find(), pom);
            published.put(own.group(1), own.group(2));
        }
        assertEquals(
                Set.of("amplify-jakarta", "amplify-jakarta-sandbox", "amplify-jakarta-archetype"), published.keySet());
        assertEquals(1, Set.copyOf(published.values()).size(), published.toString());
        String current = published.get("amplify-jakarta");
        assertTrue(Files.readString(PARENT)
                .contains("<amplify-jakarta.version>" + current + "</amplify-jakarta.version>"));
        assertTrue(Files.readString(Path.of("docs/quickstart.md")).contains(" -DarchetypeVersion=" + current + " "));
    }

    @Test
    void takesTheVersionsOfGeneratedProjectsFromTheBuild() throws IOException {
        String pom = Files.readString(Path.of("it/archetype/src/main/resources/archetype-resources/pom.xml"));
        List<String> versions = Pattern.compile("<(?:[\\w-]+\\.)?version>([^<]+)<")
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertTrue(versions.size() > 12, versions.toString());
        for (String version : versions) {
            assertTrue(version.matches("@[\\w.-]+@|\\$\\{[\\w.-]+}"), version);
        }
    }
}
