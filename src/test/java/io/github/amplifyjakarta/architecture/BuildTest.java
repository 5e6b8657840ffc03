package io.github.amplifyjakarta.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
}
