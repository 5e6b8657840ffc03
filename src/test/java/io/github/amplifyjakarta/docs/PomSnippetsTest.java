package io.github.amplifyjakarta.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The configuration of Maven and of Open Liberty on the pages is that of the archetype, which is tested on both servers. */
class PomSnippetsTest {

    private static final Path ARCHETYPE = Path.of("it/archetype/src/main/resources/archetype-resources");

    private static final Path TESTING = Path.of("docs/testing.md");

    @TestFactory
    Stream<DynamicTest> showsPomsOfTheArchetype() throws Exception {
        Element archetype = archetype();
        List<Element> poms = new ArrayList<>();
        for (Path page : List.of(Path.of("docs/wildfly.md"), Path.of("docs/open-liberty.md"))) {
            poms.addAll(shown(page, "project"));
        }
        assertEquals(2, poms.size());
        return poms.stream().flatMap(pom -> comparisons(pom, archetype));
    }

    private static Stream<DynamicTest> comparisons(Element pom, Element archetype) {
        Stream<DynamicTest> plugins = children(child(child(pom, "build"), "plugins"))
                .map(plugin -> DynamicTest.dynamicTest(
                        text(child(plugin, "artifactId"), Set.of()),
                        // what runs tests is on another page
                        () -> assertEquals(
                                text(plugin(archetype, plugin), Set.of("executions")), text(plugin, Set.of()))));
        Stream<DynamicTest> others = Stream.of("properties", "dependencies")
                .map(part -> DynamicTest.dynamicTest(part, () -> {
                    List<String> known = children(child(archetype, part))
                            .map(each -> text(each, Set.of()))
                            .toList();
                    children(child(pom, part))
                            .map(each -> text(each, Set.of()))
                            .forEach(each -> assertTrue(known.contains(each), () -> each + " is none of " + known));
                }));
        return Stream.concat(plugins, others);
    }

    @Test
    void showsTestPluginsOfTheArchetype() throws Exception {
        Element archetype = archetype();
        Element failsafe = shown(TESTING, "plugin").get(0);
        assertEquals(text(plugin(archetype, failsafe), Set.of()), text(failsafe, Set.of()));
        Element wildfly = plugin(archetype, "wildfly-maven-plugin");
        assertEquals(
                text(child(wildfly, "executions"), Set.of()),
                text(shown(TESTING, "executions").get(0), Set.of()));
    }

    /** The goal provision runs no commands, so that another goal is shown for an application that needs some. */
    @Test
    void showsTheServerOfTestsWithCommands() throws Exception {
        Element execution = shown(TESTING, "execution").get(0);
        Element provision = child(child(plugin(archetype(), "wildfly-maven-plugin"), "executions"), "execution");
        String expected = text(provision, Set.of()).replace("goal=provision", "goal=package");
        assertEquals(expected, text(execution, Set.of("skipDeployment", "packaging-scripts")));
        String command = text(execution, Set.of()).replaceAll("(?s).*command=([^;]*);.*", "$1");
        assertTrue(Files.readString(Path.of("docs/wildfly.md")).contains("```cli\n" + command + "\n"), command);
    }

    @Test
    void showsTheServerXmlOfTheArchetype() throws Exception {
        String archetype = Files.readString(ARCHETYPE.resolve("src/main/liberty/config/server.xml"))
                .replaceAll(" description=\"[^\"]*\"", "")
                .replace("${artifactId}", "orders");
        assertEquals(
                text(parse(archetype), Set.of()),
                text(shown(Path.of("docs/open-liberty.md"), "server").get(0), Set.of()));
    }

    /** The archetype's pom, with the versions that its build puts in. */
    private static Element archetype() throws Exception {
        Element versions = child(parse(Files.readString(Path.of("it/parent/pom.xml"))), "properties");
        String pom = Files.readString(ARCHETYPE.resolve("pom.xml"));
        return parse(Pattern.compile("@([a-z.-]+)@").matcher(pom).replaceAll(match -> {
            return child(versions, match.group(1)).getTextContent();
        }));
    }

    private static List<Element> shown(Path page, String root) throws Exception {
        List<Element> shown = new ArrayList<>();
        for (DocumentationTest.Snippet snippet : DocumentationTest.snippets()) {
            if (snippet.file().equals(page) && snippet.language().equals("xml")) {
                Element element = parse(snippet.text());
                if (element.getTagName().equals(root)) {
                    shown.add(element);
                }
            }
        }
        return shown;
    }

    private static Element plugin(Element pom, Element like) {
        return plugin(pom, child(like, "artifactId").getTextContent());
    }

    private static Element plugin(Element pom, String artifact) {
        return children(child(child(pom, "build"), "plugins"))
                .filter(each -> child(each, "artifactId").getTextContent().equals(artifact))
                .findFirst()
                .orElseThrow();
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static Element child(Element parent, String name) {
        return children(parent)
                .filter(each -> each.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(parent.getTagName() + " without " + name));
    }

    private static Stream<Element> children(Element parent) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(parent.getChildNodes()::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }

    /** An element without comments, space and the elements of these names. */
    private static String text(Element element, Set<String> without) {
        List<Element> children = children(element)
                .filter(each -> !without.contains(each.getTagName()))
                .toList();
        StringBuilder text = new StringBuilder(element.getTagName());
        IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(element.getAttributes()::item)
                .map(Node::toString)
                .sorted()
                .forEach(attribute -> text.append(' ').append(attribute));
        if (children.isEmpty()) {
            return text.append('=')
                    .append(element.getTextContent().strip())
                    .append(";\n")
                    .toString();
        }
        text.append("{\n");
        children.forEach(each -> text.append(text(each, without)));
        return text.append("}\n").toString();
    }
}
