package io.github.amplifyjakarta.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** The jar as a stranger has it: copied into an empty folder, and started there. */
class PackedSandboxIT {

    private static final String APPLICATION = "--application=http://localhost:8080/orders";

    @TempDir
    Path folder;

    private CopiedJar jar;

    @BeforeEach
    void copy() throws IOException {
        jar = new CopiedJar(folder);
    }

    @Test
    void explainsItself() throws Exception {
        CopiedJar.Ended help = jar.run("--help");
        assertEquals(new CopiedJar.Ended(0, SandboxCommand.usage(), ""), help);
        CopiedJar.Ended version = jar.run("--version");
        assertEquals(0, version.code());
        assertTrue(version.out().matches("amplify-jakarta-sandbox \\d+\\.\\d+\\.\\S+\\R"), version.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9080", "--application=foo", "--port=abc", "--user=carol", "--amplify-file=none"})
    void answersWrongArgumentsInOneLine(String argument) throws Exception {
        CopiedJar.Ended ended = argument.isEmpty() ? jar.run() : jar.run(argument);
        assertEquals(2, ended.code());
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains(", expected "), ended.err());
        assertTrue(ended.err().stripTrailing().endsWith("; see --help"), ended.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--s3-port"})
    void namesThePortThatIsTaken(String flag) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = taken.getLocalPort() + "";
            CopiedJar.Ended ended = jar.run(APPLICATION, "--port=0", "--s3-port=0", flag, port);
            assertEquals(
                    new CopiedJar.Ended(
                            1,
                            "",
                            "port " + port + " (" + flag
                                    + ") is not free (Address already in use), expected a free one: " + flag
                                    + " 0 takes any" + System.lineSeparator()),
                    ended);
        }
    }

    @Test
    void printsWhereItIsAndWhatToConfigure() throws Exception {
        Files.writeString(folder.resolve("amplify_outputs.json"), """
                {"version": "1.4",
                 "auth": {"user_pool_id": "us-east-1_Ab3dEf7Gh", "user_pool_client_id": "abc"},
                 "storage": {"bucket_name": "acme-default", "buckets": [{"name": "invoices", "bucket_name": "acme-invoices"}]},
                 "custom": {"API": {"my orders": {"endpoint": "https://x.test/prod"}}}}
                """);
        Files.writeString(folder.resolve("flags"), "user=carol:Secret-42:editors\n" + "port=0\n" + "s3-port=0\n");
        Process process = jar.start(
                APPLICATION,
                "--config=flags",
                "--amplify-file",
                "amplify_outputs.json",
                "--bucket=acme-more",
                "--user=dan:Secret-42");
        try {
            String said = jar.ready(process);
            Matcher ready = Pattern.compile(
                            "(?m)^sandbox ready on (http://localhost:\\d+), S3 on (http://localhost:\\d+)$")
                    .matcher(said);
            assertTrue(ready.find(), said);
            assertTrue(said.contains("alice (admins), bob: password Passw0rd!; carol (editors); dan"), said);
            assertFalse(said.contains("Secret-42"), said);
            assertTrue(said.contains("buckets acme-default, acme-invoices, acme-more"), said);

            Properties configuration = new Properties();
            configuration.load(new StringReader(said.substring(said.indexOf("amplify.app.origin"))));
            String uri = ready.group(1);
            assertEquals("http://localhost:8080", configuration.get("amplify.app.origin"));
            assertEquals("us-east-1_Ab3dEf7Gh", configuration.get("amplify.auth.user-pool-id"));
            assertEquals("abc", configuration.get("amplify.auth.user-pool-client-id"));
            assertEquals("acme-default", configuration.get("amplify.storage.bucket"));
            assertEquals(ready.group(2), configuration.get("amplify.storage.endpoint"));
            assertEquals(uri + "/graphql", configuration.get("amplify.api.graphql.endpoint"));
            assertEquals(uri + "/event", configuration.get("amplify.api.events.endpoint"));
            assertEquals(uri + "/rest", configuration.get("amplify.api.rest.\"my orders\".endpoint"));

            assertTrue(
                    ask(configuration.getProperty("amplify.auth.jwks-url"), "").contains("\"RSA\""));
            assertTrue(signIn(uri, "carol").contains("AccessToken"), "of the file");
            assertTrue(signIn(uri, "dan").contains("AccessToken"), "of the command line");
            assertTrue(signIn(uri, "erin").contains("NotAuthorizedException"));
        } finally {
            process.destroy();
        }
        assertEquals("", jar.end(process).err(), "no word of a library");
    }

    private static String signIn(String uri, String user) throws IOException, InterruptedException {
        return ask(
                uri + "/",
                "{\"ClientId\":\"abc\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":{\"USERNAME\":\"" + user
                        + "\",\"PASSWORD\":\"Secret-42\"}}");
    }

    private static String ask(String uri, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth");
        return HttpClient.newHttpClient()
                .send(
                        body.isEmpty()
                                ? request.build()
                                : request.POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A test's class path gets the sandbox's own package, and nothing of the libraries that it is made of. */
    @Test
    void keepsToItsOwnPackage() throws Exception {
        try (JarFile packed = new JarFile(jar.file().toFile())) {
            List<String> others = packed.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> !name.startsWith("io/github/amplifyjakarta/sandbox/"))
                    .filter(name -> !name.matches(
                            "META-INF/(MANIFEST\\.MF|maven/.*)|(META-INF/)?[\\w-]*(LICENSE|NOTICE)[\\w.-]*"))
                    // found by the interface's name, which is one of the sandbox's own, but for the file system Jimfs
                    .filter(name -> !name.matches("META-INF/services/(io\\.github\\.amplifyjakarta\\.sandbox\\..*"
                            + "|java\\.nio\\.file\\.spi\\.FileSystemProvider)"))
                    .toList();
            assertEquals(List.of(), others);
            assertFalse(packed.getManifest().getMainAttributes().containsKey("Class-Path"));
            List<JarEntry> services = packed.stream()
                    .filter(entry -> entry.getName().startsWith("META-INF/services/") && !entry.isDirectory())
                    .toList();
            assertFalse(services.isEmpty());
            for (ZipEntry service : services) {
                String implementations =
                        new String(packed.getInputStream(service).readAllBytes());
                assertTrue(
                        implementations
                                .lines()
                                .allMatch(line -> line.startsWith("io.github.amplifyjakarta.sandbox.shaded.")),
                        service + ": " + implementations);
            }
        }
    }

    @Test
    void keepsTheLicencesOfTheLibraries() throws Exception {
        try (JarFile packed = new JarFile(jar.file().toFile())) {
            for (String name : List.of("META-INF/LICENSE", "META-INF/LICENSE.txt", "META-INF/NOTICE.txt")) {
                assertTrue(packed.getEntry(name) != null, name);
            }
            assertTrue(packed.getEntry("META-INF/maven/org.gaul/s3proxy/pom.xml") != null, "what it is made of");
        }
    }

    /**
     * Maven adds nothing to the class path of a project whose tests depend on the sandbox, looks for no parent that nobody
     * has published, and finds what Maven Central demands (https://central.sonatype.org/publish/requirements/).
     */
    @Test
    void isPublishedByAPomOfItsOwn() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(CopiedJar.packed().resolveSibling("published-pom.xml").toFile());
        for (String absent : List.of("dependency", "parent", "repository")) {
            assertEquals(0, pom.getElementsByTagName(absent).getLength(), absent);
        }
        for (String demanded : List.of("name", "description", "url", "license", "developer", "scm", "connection")) {
            assertTrue(pom.getElementsByTagName(demanded).getLength() > 0, demanded);
        }
    }
}
