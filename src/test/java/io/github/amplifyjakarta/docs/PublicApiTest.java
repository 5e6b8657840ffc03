package io.github.amplifyjakarta.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every public type says since when it exists, and every package what it is for. */
class PublicApiTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path ROOT = SOURCES.resolve("io/github/amplifyjakarta");

    private static final List<Path> PUBLIC_PACKAGES = List.of(
            ROOT,
            ROOT.resolve("config"),
            ROOT.resolve("auth"),
            ROOT.resolve("cluster"),
            ROOT.resolve("storage"),
            ROOT.resolve("api"));

    /** A declaration at the start of a line is one of a top-level type. */
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:(?:abstract|final|sealed|non-sealed|strictfp) )*(?:class|interface|@interface|record|enum) (\\w+)");

    /** The comment right before what is behind it, with nothing but annotations between them. */
    private static final String JAVADOC = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[\\w.]+(?:\\([^)]*\\))?\\s*)*";

    private static final Pattern DOCUMENTED = Pattern.compile(JAVADOC + "\\z", Pattern.DOTALL);

    private static final Pattern DOCUMENTED_PACKAGE =
            Pattern.compile(JAVADOC + "^package ", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern SINCE = Pattern.compile("(?m)^ \\* @since \\d+\\.\\d+\\.\\d+$");

    private static List<Path> sources(Path directory, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void everyPublicTypeSaysSinceWhenItExists() throws IOException {
        List<String> lacking = new ArrayList<>();
        int types = 0;
        for (Path directory : PUBLIC_PACKAGES) {
            for (Path file : sources(directory, 1)) {
                String source = Files.readString(file);
                Matcher type = PUBLIC_TYPE.matcher(source);
                for (; type.find(); types++) {
                    Matcher comment = DOCUMENTED.matcher(source.substring(0, type.start()));
                    if (!comment.find() || !SINCE.matcher(comment.group(1)).find()) {
                        lacking.add(file.getParent().getFileName() + "." + type.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), lacking, "public types without @since");
        assertTrue(types > 50, types + " public types");
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<Path> packages = new TreeSet<>();
        sources(SOURCES, Integer.MAX_VALUE).forEach(file -> packages.add(file.getParent()));
        List<Path> lacking = new ArrayList<>();
        for (Path directory : packages) {
            Path info = directory.resolve("package-info.java");
            if (!Files.exists(info)
                    || !DOCUMENTED_PACKAGE.matcher(Files.readString(info)).find()) {
                lacking.add(directory);
            }
        }
        assertEquals(List.of(), lacking, "packages without a comment in package-info.java");
        assertTrue(packages.containsAll(PUBLIC_PACKAGES), packages + "");
    }
}
