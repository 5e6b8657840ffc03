package io.github.amplifyjakarta.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The diagrams, which {@code mvn -Pdiagrams} draws, and all pictures of the documentation. */
class DiagramsTest {

    private static final Path DIAGRAMS = Path.of("docs", "diagrams");

    private static final int LARGEST = 60_000;

    /** A picture of Markdown or of HTML: its alternative text, and its address. */
    private static final Pattern PICTURE = Pattern.compile("!\\[([^\\]]*)\\]\\(([^)\\s]+)[^)]*\\)|<img\\b[^>]*>");

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\\n]*`");

    private static final Pattern REFERENCE =
            Pattern.compile("href|src=|url\\(|@import|https?:|<script|<image|<use|<foreignObject|<!DOCTYPE|<\\?xml-");

    private static final Pattern COLOUR = Pattern.compile("(?:fill=\"|stroke:|fill:)(#\\w+)");

    /** A picture on a page. */
    private record Picture(Path page, String alternative, Path file) {}

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !file.toString().contains("node_modules")) // what builds the site
                    .sorted()
                    .toList();
        }
    }

    private static List<Picture> pictures() throws IOException {
        List<Path> pages = new ArrayList<>(files(Path.of("docs"), ".md"));
        pages.add(Path.of("README.md"));
        List<Picture> pictures = new ArrayList<>();
        for (Path page : pages) {
            Matcher found = PICTURE.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
            while (found.find()) {
                assertFalse(found.group().startsWith("<img"), page + ": write ![text](address), not " + found.group());
                pictures.add(new Picture(
                        page,
                        found.group(1),
                        page.resolveSibling(found.group(2)).normalize()));
            }
        }
        return pictures;
    }

    private static String digest(String sources) throws Exception {
        byte[] normalized = sources.replace("\r\n", "\n").getBytes(UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(normalized));
    }

    private static Path picture(Path source) {
        return Path.of(source.toString().replaceFirst("\\.puml$", ".svg"));
    }

    @TestFactory
    Stream<DynamicTest> drawsEverySourceAsItIsNow() throws IOException {
        List<Path> sources = files(DIAGRAMS, ".puml");
        assertTrue(sources.size() >= 7, sources.toString());
        return sources.stream()
                .map(source -> DynamicTest.dynamicTest(source.toString(), () -> {
                    String style = Files.readString(DIAGRAMS.resolve("style.iuml"));
                    String svg = Files.readString(picture(source));
                    assertTrue(
                            svg.contains(": " + digest(style + Files.readString(source)) + " -->"),
                            source + " has changed since its picture was drawn: run mvn -Pdiagrams");
                }));
    }

    @TestFactory
    Stream<DynamicTest> showsTheSameToEverybody() throws IOException {
        return files(DIAGRAMS, ".svg").stream()
                .map(picture -> DynamicTest.dynamicTest(
                        picture.toString(), () -> standsAlone(picture, Files.readString(picture))));
    }

    private static void standsAlone(Path picture, String svg) throws Exception {
        assertTrue(svg.length() < LARGEST, picture + " has " + svg.length() + " characters");
        Matcher reference = REFERENCE.matcher(svg.replace(" xmlns=\"http://www.w3.org/2000/svg\"", ""));
        assertFalse(reference.find(), () -> picture + " refers to something outside: " + reference.group());
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertEquals("img", root.getAttribute("role"));
        assertEquals("title desc", root.getAttribute("aria-labelledby"));
        for (String name : List.of("title", "desc")) {
            assertEquals(1, root.getElementsByTagName(name).getLength(), name);
            assertFalse(root.getElementsByTagName(name).item(0).getTextContent().isBlank(), name);
        }
        String dark = svg.substring(svg.indexOf("prefers-color-scheme: dark"), svg.indexOf("</style>"));
        String drawing = svg.substring(svg.indexOf("</style>"));
        Set<String> colours = COLOUR.matcher(drawing)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String colour : colours) {
            assertTrue(dark.contains(colour), picture + " has no dark partner for " + colour + ": see style.iuml");
        }
    }

    @Test
    void hasASourceForEveryDiagramAndAPageThatShowsIt() throws IOException {
        Set<Path> shown = pictures().stream().map(Picture::file).collect(Collectors.toSet());
        Set<Path> drawn =
                files(DIAGRAMS, ".puml").stream().map(DiagramsTest::picture).collect(Collectors.toSet());
        for (Path picture : files(DIAGRAMS, ".svg")) {
            assertTrue(drawn.contains(picture), picture + " has no source");
            assertTrue(shown.contains(picture), picture + " is on no page");
        }
    }

    @Test
    void describesEveryPictureThatAPageShows() throws IOException {
        List<Picture> pictures = pictures();
        assertTrue(pictures.size() > 10, pictures.toString());
        for (Picture picture : pictures) {
            assertTrue(
                    Files.exists(picture.file()), picture.page() + " shows " + picture.file() + ", which is not there");
            assertTrue(
                    picture.alternative().length() > 20,
                    picture.page() + ": say what " + picture.file() + " shows, not \"" + picture.alternative() + "\"");
        }
    }
}
