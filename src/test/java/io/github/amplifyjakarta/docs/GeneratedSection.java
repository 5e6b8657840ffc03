package io.github.amplifyjakarta.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A section of a page that is generated from the code. {@code mvn test -Dtest='*ReferenceTest' -DargLine=-Ddocs.write=true} writes it;
 * otherwise a page that is not current fails the test.
 *
 * @param page the page
 * @param name the name of the section in its markers
 */
record GeneratedSection(Path page, String name) {

    void check(String text) throws IOException {
        String before = Files.readString(page);
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end: " + name + " -->";
        assertTrue(before.contains(begin) && before.contains(end), page + " lacks the section " + name);
        String after = before.substring(0, before.indexOf(begin) + begin.length()) + "\n" + wrapped(text.strip())
                + "\n\n" + before.substring(before.indexOf(end));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, after);
        } else {
            assertEquals(
                    after, before, page + " is stale: mvn test -Dtest='*ReferenceTest' -DargLine=-Ddocs.write=true");
        }
    }

    /** Tables have a row in a line; of everything else a line has {@link DocumentationTest#WIDTH} characters at most. */
    private static String wrapped(String text) {
        return text.lines()
                .map(line -> line.startsWith("|") ? line : wrappedLine(line))
                .collect(Collectors.joining("\n"));
    }

    private static String wrappedLine(String line) {
        String indent = line.startsWith("- ") ? "  " : "";
        StringBuilder lines = new StringBuilder();
        int width = 0;
        for (String word : line.split(" ")) {
            if (width > 0 && width + 1 + word.length() > DocumentationTest.WIDTH) {
                lines.append("\n").append(indent);
                width = indent.length();
            } else if (width > 0) {
                lines.append(" ");
                width++;
            }
            lines.append(word);
            width += word.length();
        }
        return lines.toString();
    }
}
