package io.github.amplifyjakarta.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.testing.TestConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/**
 * Every snippet in the documentation is compiled, parsed or compared with what really happens; but for
 * {@link #NOT_FOR_HERE}.
 */
class DocumentationTest {

    private static final Pattern SNIPPET =
            Pattern.compile("(?m)^( *)```([a-z]*)\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** Pictures of letters, and commands: CI gives those of the README, a server's build those of its pages that it needs. */
    private static final Set<String> NOT_FOR_HERE = Set.of("text", "sh", "cli");

    /** The README again, which a build of the site writes. */
    private static final Path SITE_README = Path.of("docs", "readme.md");

    private static final Path MIGRATION = Path.of("docs", "migration-from-nextjs.md");

    /** Pages with lines of other products, which nothing here can run. */
    private static final Set<Path> OF_OTHERS = Set.of(MIGRATION, Path.of("docs", "cognito.md"));

    private static final Map<Path, List<Path>> RUN_IN = Map.of(
            MIGRATION,
            List.of(Path.of("it/guide/src/main")),
            Path.of("docs", "sign-in-form.md"),
            List.of(Path.of("it/scenarios/src/main/form")),
            Path.of("docs", "testing.md"),
            List.of(
                    Path.of("it/clients/src/test"),
                    Path.of("it/archetype/src/main/resources/archetype-resources/src/test")));

    /** What an IDE would import for the reader. */
    private static final String IMPORTS = Stream.of(
                    "io.github.amplifyjakarta.*",
                    "io.github.amplifyjakarta.api.*",
                    "io.github.amplifyjakarta.auth.*",
                    "io.github.amplifyjakarta.config.*",
                    "io.github.amplifyjakarta.storage.*",
                    "jakarta.annotation.*",
                    "jakarta.annotation.security.*",
                    "jakarta.enterprise.concurrent.*",
                    "jakarta.enterprise.context.*",
                    "jakarta.enterprise.event.*",
                    "jakarta.inject.*",
                    "jakarta.servlet.annotation.WebServlet",
                    "jakarta.servlet.http.HttpServlet",
                    "jakarta.servlet.http.HttpServletRequest",
                    "jakarta.servlet.http.HttpServletResponse",
                    "jakarta.ws.rs.*",
                    "jakarta.ws.rs.client.*",
                    "jakarta.ws.rs.core.*",
                    "java.io.IOException",
                    "java.io.InputStream",
                    "java.net.URI",
                    "java.time.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "org.eclipse.microprofile.auth.LoginConfig",
                    "static io.github.amplifyjakarta.storage.StoragePath.*")
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining());

    /** The longest line of a page that is no row of a table, picture or snippet. */
    static final int WIDTH = 120;

    record Snippet(Path file, String language, String text) {}

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(
                List.of(Path.of("README.md"), Path.of(".github/CONTRIBUTING.md"), Path.of(".github/SECURITY.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !path.toString().contains("node_modules")) // what builds the site
                    .filter(path -> !path.equals(SITE_README))
                    .forEach(pages::add);
        }
        return pages;
    }

    static List<Snippet> snippets() throws IOException {
        List<Path> files = pages();
        List<Snippet> snippets = new ArrayList<>();
        for (Path file : files) {
            Matcher matcher = SNIPPET.matcher(Files.readString(file));
            while (matcher.find()) {
                String text = matcher.group(3).replaceAll("(?m)^" + matcher.group(1), "");
                snippets.add(new Snippet(file, matcher.group(2), text));
            }
        }
        return snippets;
    }

    @TestFactory
    Stream<DynamicTest> showsSnippetsThatWork() throws IOException {
        List<Snippet> snippets = snippets();
        assertTrue(snippets.stream().anyMatch(snippet -> snippet.language().equals("java")), "there are some");
        return snippets.stream()
                .filter(snippet -> !NOT_FOR_HERE.contains(snippet.language()))
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.file() + ": "
                                + snippet.text().lines().findFirst().orElse(""),
                        () -> check(snippet)));
    }

    private static void check(Snippet snippet) throws Exception {
        switch (snippet.language()) {
            case "java", "jsp" -> compileOrRun(snippet);
            case "ts" -> assertTrue(OF_OTHERS.contains(snippet.file()), "what others have is shown there only");
            case "xml" ->
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(snippet.text())));
            case "properties" -> deploy(snippet.text());
            case "sql" -> assertEquals(DatabaseStoreTest.PAGE, snippet.file(), "runs in DatabaseStoreTest");
            case "yaml" -> assertEquals(Files.readString(Path.of("it/wildfly/channel.yaml")), snippet.text());
            default -> throw new IllegalArgumentException("no test for snippets in " + snippet.language());
        }
    }

    /** Some pages show what runs in a project of its own; whole files and the snippets of other pages are compiled. */
    private static void compileOrRun(Snippet snippet) throws IOException {
        List<Path> runs = RUN_IN.get(snippet.file());
        if (runs == null || snippet.text().startsWith("import ") || isCompiled(snippet)) {
            compile(snippet.text());
            return;
        }
        String shown = withoutSpace(snippet.text());
        for (Path project : runs) {
            try (Stream<Path> files = Files.walk(project)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String code = Files.readString(file).replace("${artifactId}", "orders");
                    if (withoutSpace(code).contains(shown)) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("not in " + runs + ", where it would run:\n" + snippet.text());
    }

    /** The page shows a form, which runs, and Java, which is compiled. */
    private static boolean isCompiled(Snippet snippet) {
        return snippet.file().endsWith("sign-in-form.md") && snippet.language().equals("java");
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** A configuration in the documentation has no problems. */
    private static void deploy(String snippet) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet));
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        assertTrue(TestConfig.read(values).isPresent());
    }

    /** A test that was renamed or removed must not stay in the list of what is tried. */
    @Test
    void triesEveryAttack() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Path root : List.of(Path.of("src/test/java"), Path.of("it/suite/src/test/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        Matcher named = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`")
                .matcher(Files.readString(Path.of("docs/security-tests.md")));
        int tried = 0;
        for (; named.find(); tried++) {
            String source = sources.getOrDefault(named.group(1) + ".java", "");
            String test =
                    "@(?:Test|ParameterizedTest|TestFactory)\\b(?:(?!\\n    }\\n).)*? (?:void|Stream<DynamicTest>) "
                            + named.group(2) + "\\(";
            assertTrue(Pattern.compile(test, Pattern.DOTALL).matcher(source).find(), named.group());
            assertFalse(source.contains("@Disabled"), named.group());
        }
        assertTrue(tried > 30, tried + " attacks");
    }

    @Test
    void listsEveryPageInTheIndex() throws IOException {
        String index = Files.readString(Path.of("docs/index.md"));
        String site = Files.readString(Path.of("docs/.vitepress/config.mjs"));
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            for (Path page : pages.filter(each -> each.toString().endsWith(".md"))
                    .filter(each -> !each.endsWith("index.md") && !each.equals(SITE_README))
                    .toList()) {
                String name = page.getFileName().toString();
                assertTrue(index.contains("(" + name), page.toString());
                assertTrue(site.contains("'" + name.replace(".md", "'")), page + " in the site's navigation");
            }
        }
    }

    @Test
    void wrapsLines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path page : pages()) {
            String prose = SNIPPET.matcher(Files.readString(page)).replaceAll("");
            prose.lines()
                    .filter(line -> line.length() > WIDTH && !line.matches(" *(\\||!\\[|#).*"))
                    .forEach(line -> tooLong.add(page + ": " + line));
        }
        assertEquals(List.of(), tooLong);
    }

    /** Which test sees to something is for contributors. */
    @Test
    void namesTestsOnPagesOfContributorsOnly() throws IOException {
        String contribute = Files.readString(Path.of("docs/index.md")).split("## Contribute\n")[1];
        List<String> named = new ArrayList<>();
        for (Path page : pages()) {
            if (page.startsWith("docs/decisions")
                    || page.startsWith(".github")
                    || contribute.contains("(" + page.getFileName())
                    || page.endsWith("CHANGELOG.md")) {
                continue;
            }
            Pattern.compile("`(?!AccountIT)\\w+(IT|Test)`") // AccountIT is the reader's own
                    .matcher(Files.readString(page))
                    .results()
                    .forEach(test -> named.add(page + ": " + test.group()));
        }
        assertEquals(List.of(), named);
    }

    /** A link within the documentation leads to a page, and to a heading of it. */
    @Test
    void linksToWhatIsThere() throws IOException {
        List<Path> pages = pages();
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            Matcher link = Pattern.compile("]\\((?!https?:|mailto:)([^)#\\s]*)(?:#([^)]*))?\\)")
                    .matcher(Files.readString(page));
            while (link.find()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                if (!Files.exists(target)
                        || link.group(2) != null && !anchors(target).contains(link.group(2))) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    /** As GitHub makes them. */
    private static Set<String> anchors(Path page) throws IOException {
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static void compile(String snippet) {
        boolean type = Pattern.compile("(?m)^(public )?(final )?(class|interface|record|enum) ")
                .matcher(snippet)
                .find();
        String code = IMPORTS
                + (type
                        ? snippet.replaceAll("(?m)^public ", "")
                        : "class Snippet {\n  @Inject AmplifyServerContext amplify;\n" + snippet + "\n}");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return code;
                    }
                };
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        problems,
                        List.of("-proc:none", "-implicit:none", "-d", System.getProperty("java.io.tmpdir")),
                        null,
                        List.of(source))
                .call();
        assertTrue(compiled, () -> problems.getDiagnostics() + "\n" + code);
    }

    @Test
    void showsTheErrorThatUsersSee(@TempDir Path classes) throws IOException {
        Files.writeString(
                classes.resolve("amplify_outputs.json"),
                "{\"version\":\"1.4\",\"auth\":{\"user_pool_id\":\"oops\",\"user_pool_client_id\":\"c\","
                        + "\"oauth\":{\"domain\":\"login.example.com\","
                        + "\"redirect_sign_in_uri\":[\"https://app.example.com/api/auth/sign-in-callback\"],"
                        + "\"redirect_sign_out_uri\":[\"https://app.example.com/api/auth/sign-out-callback\"],\"response_type\":\"code\"}}}");
        Config config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(Map.of("AMPLIFY_APP_ORIGIN", "https://app.example.com/"), 300))
                .build();
        String documented = snippets().stream()
                .map(Snippet::text)
                .filter(text -> text.startsWith("amplify-jakarta: "))
                .findFirst()
                .orElseThrow();
        try (URLClassLoader application =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            ConfigException error = assertThrows(ConfigException.class, () -> ConfigReader.read(config, application));
            assertEquals(
                    documented.strip(),
                    error.problems().stream()
                            .map(problem -> "amplify-jakarta: " + problem)
                            .collect(Collectors.joining("\n")));
        }
    }
}
