package io.github.amplifyjakarta.it.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The usual mistakes of configuration and set-up: what the log of the server says. Where the deployment fails, the first
 * error in the log is the library's.
 */
@ArquillianTest
class MistakesDeploymentIT {

    private static final URI SERVER = URI.create("http://localhost:" + System.getProperty("http.port"));
    private static final String POOL = "eu-central-1_Sandbox01";
    private static final String CLASSES = "WEB-INF/classes/io/github/amplifyjakarta/mistakes/";

    private static final Pattern ERROR = Pattern.compile(" ERROR +\\[| E (?=\\S)| SEVERE ");
    private static final Pattern WARNING = Pattern.compile(" WARN +\\[| W (?=\\S)");

    /** By the address of the application that its public client may send browsers back to. */
    private static final Map<URI, Sandbox> SANDBOXES = new HashMap<>();

    private record Sandbox(ServerProcess process, URI at, int s3Port) {}

    @ArquillianResource
    private Deployer deployer;

    private String deployed;
    private long before;

    private static Sandbox sandboxFor(URI application) {
        return SANDBOXES.computeIfAbsent(application, MistakesDeploymentIT::startSandbox);
    }

    private static Sandbox startSandbox(URI application) {
        int port = ServerProcess.freePort();
        int s3Port = ServerProcess.freePort();
        try {
            ServerProcess process = ServerProcess.sandbox(
                    Path.of("..").toAbsolutePath(),
                    Path.of("target/sandbox-mistakes-" + port + ".log").toAbsolutePath(),
                    port,
                    s3Port,
                    application);
            return new Sandbox(process, URI.create("http://localhost:" + port), s3Port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        SANDBOXES.values().forEach(sandbox -> sandbox.process().close());
    }

    /** An application of some classes with a correct configuration, changed; a value that is empty is left out. */
    private static WebArchive application(String name, List<String> classes, Map<String, String> changed) {
        // a sandbox of their own for those that people sign in to, because callbacks are below its application
        boolean own = name.equals("keys") || name.equals("clock");
        Sandbox sandbox = sandboxFor(own ? SERVER.resolve("/" + name) : SERVER);
        Map<String, String> configuration =
                ApplicationArchive.configuration(name, POOL, sandbox.at(), SERVER.toString());
        configuration.put("amplify.storage.bucket", "sandbox-bucket");
        configuration.put("amplify.storage.region", "eu-central-1");
        configuration.put("amplify.storage.endpoint", "http://localhost:" + sandbox.s3Port());
        configuration.put("amplify.storage.path-style", "true");
        configuration.put("amplify.api.rest.greetings.endpoint", sandbox.at() + "/rest");
        configuration.put("amplify.api.rest.greetings.region", "eu-central-1");
        configuration.putAll(changed);
        configuration.values().removeIf(String::isEmpty);
        WebArchive archive = ShrinkWrap.create(ZipImporter.class, name + ".war")
                .importFrom(Path.of("../mistakes/target/mistakes.war").toFile())
                .as(WebArchive.class);
        Set<String> kept = classes.stream().map(type -> "/" + CLASSES + type).collect(Collectors.toSet());
        new TreeSet<>(archive.getContent().keySet())
                .stream()
                        .filter(path -> path.get().startsWith("/" + CLASSES)
                                && path.get().endsWith(".class"))
                        .filter(path -> kept.stream()
                                .noneMatch(type -> path.get().equals(type + ".class")
                                        || path.get().startsWith(type + "$")))
                        .forEach(archive::delete);
        return ApplicationArchive.configured(archive, configuration);
    }

    private static WebArchive application(String name, String key, String value) {
        return application(name, List.of("MistakesApplication", "Account"), Map.of(key, value));
    }

    private static WebArchive with(String name, String... classes) {
        return application(name, Arrays.asList(classes), Map.of());
    }

    private Path log() {
        Path home = Path.of(System.getProperty("server.home"));
        return ApplicationServer.current() == ApplicationServer.LIBERTY
                ? home.resolve("wlp/usr/servers/deployment/logs/messages.log")
                : home.resolve("standalone/log/server.log");
    }

    private List<String> logged() throws IOException {
        byte[] all = Files.readAllBytes(log());
        int from = before <= all.length ? (int) before : 0;
        return new String(all, from, all.length - from, UTF_8).lines().toList();
    }

    private void deploy(String name) throws IOException {
        before = Files.exists(log()) ? Files.size(log()) : 0;
        deployed = name;
        deployer.deploy(name);
    }

    @AfterEach
    void undeploy() {
        if (deployed != null) {
            deployer.undeploy(deployed);
        }
    }

    private void assertFails(String name, String expected) throws IOException {
        assertThrows(Exception.class, () -> deploy(name));
        deployed = null;
        List<String> errors =
                logged().stream().filter(line -> ERROR.matcher(line).find()).toList();
        assertTrue(
                !errors.isEmpty() && errors.get(0).contains("amplify-jakarta: " + expected), String.join("\n", errors));
    }

    private void assertWarns(String name, String expected) throws IOException {
        deploy(name);
        assertWarned(expected);
    }

    private void assertWarned(String expected) throws IOException {
        List<String> warnings =
                logged().stream().filter(line -> WARNING.matcher(line).find()).toList();
        assertTrue(warnings.stream().anyMatch(line -> line.contains(expected)), String.join("\n", logged()));
    }

    @Deployment(name = "correct", managed = false, testable = false)
    static WebArchive correct() {
        return with("correct", "MistakesApplication", "Account", "Files");
    }

    @Test
    void showsACorrectConfigurationWithoutWarning() throws Exception {
        deploy("correct");
        String log = String.join("\n", logged());
        assertTrue(log.contains("amplify.auth.user-pool-id = \"" + POOL + "\" ("), log);
        assertTrue(log.contains("Auth routes: " + SERVER + "/correct/api/auth/sign-in, sign-up, sign-out"), log);
        assertTrue(log.contains("allowed callback URL: " + SERVER + "/correct/api/auth/sign-in-callback"), log);
        assertTrue(log.contains("allowed sign-out URL: " + SERVER + "/correct/api/auth/sign-out-callback"), log);
        assertEquals(
                List.of(),
                logged().stream()
                        .filter(line -> WARNING.matcher(line).find() && line.contains("amplify-jakarta"))
                        .toList());
    }

    @Deployment(name = "no-file", managed = false, testable = false)
    static WebArchive noFile() {
        return application(
                "no-file",
                List.of("MistakesApplication", "Account"),
                Map.of("amplify.auth.user-pool-id", "", "amplify.auth.user-pool-client-id", ""));
    }

    @Test
    void namesTheMissingAmplifyFile() throws Exception {
        assertFails(
                "no-file",
                "amplify.auth.user-pool-id (not set): found nothing, expected a user pool, or amplify_outputs.json on the class"
                        + " path (src/main/resources), because amplify.app.origin turns the auth routes on");
    }

    @Deployment(name = "malformed", managed = false, testable = false)
    static WebArchive malformed() {
        return with("malformed", "MistakesApplication")
                .add(new StringAsset("{\"version\": \"1\","), "WEB-INF/classes/amplify_outputs.json");
    }

    @Test
    void namesTheMalformedAmplifyFile() throws Exception {
        assertFails("malformed", "amplify.config.file (amplify_outputs.json): found no JSON (");
    }

    @Deployment(name = "two-files", managed = false, testable = false)
    static WebArchive twoFiles() {
        return with("two-files", "MistakesApplication")
                .add(new StringAsset("{\"version\": \"1\"}"), "WEB-INF/classes/amplify_outputs.json")
                .add(new StringAsset("{}"), "WEB-INF/classes/amplifyconfiguration.json");
    }

    @Test
    void warnsOfTwoAmplifyFiles() throws Exception {
        assertWarns("two-files", "found amplify_outputs.json and amplifyconfiguration.json, expected one file");
    }

    @Deployment(name = "region", managed = false, testable = false)
    static WebArchive region() {
        return application("region", "amplify.auth.user-pool-id", "")
                .add(
                        new StringAsset(
                                "{\"version\": \"1\", \"auth\": {\"aws_region\": \"eu-west-1\", \"user_pool_id\": \""
                                        + POOL + "\"}}"),
                        "WEB-INF/classes/amplify_outputs.json");
    }

    @Test
    void warnsOfARegionThatContradictsThePool() throws Exception {
        assertWarns(
                "region",
                "expected an id of the region eu-west-1, which amplify_outputs.json: auth.aws_region says: one of the two");
    }

    @Deployment(name = "origin", managed = false, testable = false)
    static WebArchive origin() {
        return application("origin", "amplify.app.origin", SERVER + "/");
    }

    @Test
    void namesAnOriginWithASlash() throws Exception {
        assertFails("origin", "amplify.app.origin (");
    }

    @Deployment(name = "port", managed = false, testable = false)
    static WebArchive port() {
        return application("port", "amplify.app.origin", "http://localhost:1");
    }

    @Test
    void namesTheOriginWithAnotherPort() throws Exception {
        assertFails("port", "amplify.auth.oauth.redirect-sign-in (");
        String log = String.join("\n", logged());
        assertTrue(log.contains("if the application answers at " + SERVER + ", set amplify.app.origin to that"), log);
    }

    @Deployment(name = "http", managed = false, testable = false)
    static WebArchive http() {
        return application(
                "http",
                List.of("MistakesApplication"),
                Map.of(
                        "amplify.app.origin", "http://app.example.com",
                        "amplify.auth.oauth.redirect-sign-in", "http://app.example.com/http/api/auth/sign-in-callback",
                        "amplify.auth.oauth.redirect-sign-out",
                                "http://app.example.com/http/api/auth/sign-out-callback"));
    }

    @Test
    void warnsOfHttpOnAPublicHost() throws Exception {
        assertWarns("http", "found \"http://app.example.com\", expected https");
    }

    @Deployment(name = "context-root", managed = false, testable = false)
    static WebArchive contextRoot() {
        return application(
                "context-root", "amplify.auth.oauth.redirect-sign-in", SERVER + "/api/auth/sign-in-callback");
    }

    @Test
    void warnsOfACallbackThatTheRoutesDoNotAnswer() throws Exception {
        assertWarns(
                "context-root",
                "amplify.auth.oauth.redirect-sign-in has the path /api/auth/sign-in-callback, and the auth route answers at"
                        + " /context-root/api/auth/sign-in-callback");
    }

    @Deployment(name = "callback", managed = false, testable = false)
    static WebArchive callback() {
        return application("callback", "amplify.auth.oauth.redirect-sign-in", "");
    }

    @Test
    void namesTheMissingCallbackWithAnExample() throws Exception {
        assertFails("callback", "amplify.auth.oauth.redirect-sign-in (not set): found nothing, expected a URI");
        String log = String.join("\n", logged());
        assertTrue(log.contains(SERVER + "/orders/api/auth/sign-in-callback for orders.war"), log);
    }

    @Deployment(name = "no-beans", managed = false, testable = false)
    static WebArchive noBeans() {
        return with("no-beans", "MistakesApplication", "Account")
                .add(
                        new StringAsset("<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
                                + " bean-discovery-mode=\"none\"/>"),
                        "WEB-INF/beans.xml");
    }

    @Test
    void warnsOfAnArchiveWithoutBeans() throws Exception {
        assertWarns("no-beans", "/WEB-INF/beans.xml has bean-discovery-mode=\"none\"");
    }

    @Deployment(name = "no-rest", managed = false, testable = false)
    static WebArchive noRest() {
        return with("no-rest");
    }

    @Test
    void warnsOfAnApplicationWithoutRest() throws Exception {
        assertWarns("no-rest", "the application has no REST application, so that the auth routes answer 404");
    }

    @Deployment(name = "bucket", managed = false, testable = false)
    static WebArchive bucket() {
        return with("bucket", "MistakesApplication", "UnknownBucket");
    }

    @Test
    void namesTheUnknownBucket() throws Exception {
        assertFails(
                "bucket",
                "the StorageClient io.github.amplifyjakarta.mistakes.UnknownBucket.receipts names the bucket");
    }

    @Deployment(name = "key", managed = false, testable = false)
    static WebArchive key() {
        return application("key", "amplify.auth.userPoolClientSecret", "x");
    }

    @Test
    void namesAnUnknownKeyAndTheNearestOne() throws Exception {
        assertFails("key", "amplify.auth.userPoolClientSecret (");
        String log = String.join("\n", logged());
        assertTrue(log.contains("did you mean amplify.auth.user-pool-client-secret?"), log);
    }

    @Deployment(name = "marked", managed = false, testable = false)
    static WebArchive marked() {
        return with("marked", "MistakesApplication", "MarkedBean");
    }

    @Test
    void namesAnAnnotationThatProtectsNothing() throws Exception {
        assertFails("marked", "@RequiresSession");
    }

    @Deployment(name = "no-sdk", managed = false, testable = false)
    static WebArchive noSdk() {
        WebArchive archive = with("no-sdk", "MistakesApplication", "Files");
        new TreeSet<>(archive.getContent().keySet())
                .stream()
                        .filter(path ->
                                path.get().matches("/WEB-INF/lib/(?!amplify-jakarta|caffeine|jose4j|jspecify|slf4j).*"))
                        .forEach(archive::delete);
        return archive;
    }

    @Test
    void namesTheMissingSdk() throws Exception {
        assertFails(
                "no-sdk",
                "the StorageClient io.github.amplifyjakarta.mistakes.Files.storage needs the AWS SDK, and"
                        + " software.amazon.awssdk:s3 is not in WEB-INF/lib");
    }

    @Deployment(name = "early", managed = false, testable = false)
    static WebArchive early() {
        return with("early", "MistakesApplication", "Early");
    }

    @Test
    void saysWhatToDoWithoutARequest() throws Exception {
        assertThrows(Exception.class, () -> deploy("early"));
        deployed = null;
        String log = String.join("\n", logged());
        assertTrue(log.contains("which answers no request: inject @AmplifyGuest AmplifyServerContext there"), log);
    }

    @Deployment(name = "s3", managed = false, testable = false)
    static WebArchive s3() {
        return application(
                "s3",
                List.of("MistakesApplication", "Files"),
                Map.of("amplify.storage.endpoint", "http://localhost:1", "amplify.http.connect-timeout", "PT0.5S"));
    }

    @Test
    void namesTheBucketThatIsOutOfReach() throws Exception {
        deploy("s3");
        assertEquals(503, new Browser().get(SERVER.resolve("/s3/api/files")).statusCode());
        assertWarned("S3 could not be reached, or its answer broke off (bucket sandbox-bucket in eu-central-1): ");
    }

    @Deployment(name = "answer", managed = false, testable = false)
    static WebArchive answer() {
        return with("answer", "MistakesApplication", "Greeting");
    }

    @Test
    void namesTheCallWhoseAnswerHasAnotherForm() throws Exception {
        deploy("answer");
        Browser browser = new Browser();
        assertEquals(502, browser.get(SERVER.resolve("/answer/api/greeting")).statusCode());
        assertWarned("The answer to GET /greeting cannot become io.github.amplifyjakarta.mistakes.Greeting$Answer: ");
    }

    /** The sandbox sends the browser of its confidential client here. */
    @Deployment(name = "confidential", managed = false, testable = false)
    static WebArchive confidential() {
        return application("confidential", "amplify.auth.user-pool-client-id", "sandboxclient00000000000002");
    }

    @Test
    void namesTheMissingClientSecret() throws Exception {
        deploy("confidential");
        new Browser().signIn(SERVER.resolve("/confidential/api/auth/sign-in"), "alice");
        assertWarned(
                "Cognito refused the app client sandboxclient00000000000002 with no secret, expected what its app client"
                        + " has: check amplify.auth.user-pool-client-id and amplify.auth.user-pool-client-secret");
    }

    @Deployment(name = "keys", managed = false, testable = false)
    static WebArchive keys() {
        return application("keys", "amplify.auth.jwks-url", "http://localhost:1/jwks.json");
    }

    @Test
    void namesTheKeysThatAreOutOfReach() throws Exception {
        deploy("keys");
        new Browser().signIn(SERVER.resolve("/keys/api/auth/sign-in"), "alice");
        assertWarned(
                "sign-in failed: keys-unreachable: the public keys at http://localhost:1/jwks.json are out of reach");
    }

    /** Cognito tells the browser, and nobody else: it redirects nobody to an application that it does not know. */
    @Deployment(name = "client", managed = false, testable = false)
    static WebArchive client() {
        return application("client", "amplify.auth.user-pool-client-id", "sandboxclient0000000000000X");
    }

    @Test
    void showsTheClientThatCognitoDoesNotKnow() throws Exception {
        deploy("client");
        String log = String.join("\n", logged());
        assertTrue(log.contains("amplify.auth.user-pool-client-id = \"sandboxclient0000000000000X\" ("), log);
        Browser browser = new Browser();
        HttpResponse<String> page = browser.follow(browser.navigate(SERVER.resolve("/client/api/auth/sign-in")));
        assertEquals(400, page.statusCode(), page.body());
        assertTrue(page.body().contains("sandboxclient0000000000000X"), page.body());
    }

    @Deployment(name = "clock", managed = false, testable = false)
    static WebArchive clock() {
        return with("clock", "MistakesApplication", "Account");
    }

    @Test
    void signsInWithAWrongClockAndNamesIt() throws Exception {
        deploy("clock");
        URI sandbox = sandboxFor(SERVER.resolve("/clock")).at();
        for (int ahead : List.of(600, -600)) {
            new Browser().post(sandbox.resolve("/sandbox/clock"), Map.of("ahead", ahead + ""));
            assertEquals("alice", accountAfterSignIn(), "the other clock is ahead by " + ahead + " seconds");
        }
        new Browser().post(sandbox.resolve("/sandbox/tokens"), Map.of("lifetime", "300", "rotation", "false"));
        assertEquals("alice", accountAfterSignIn(), "tokens of five minutes, ten minutes ago");
        assertWarned("tokens that Cognito has just issued have expired by this server's clock: it is at least PT");
    }

    private static String accountAfterSignIn() throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.signIn(SERVER.resolve("/clock/api/auth/sign-in"), "alice");
        return browser.get(SERVER.resolve("/clock/api/account")).body();
    }

    @Deployment(name = "cookie", managed = false, testable = false)
    static WebArchive cookie() {
        return with("cookie", "MistakesApplication", "Account");
    }

    /** docs/errors.md: Open Liberty refuses such a request before any application sees it. */
    @Test
    void answersAHugeCookie() throws Exception {
        deploy("cookie");
        URI account = SERVER.resolve("/cookie/api/account");
        assertEquals(
                401,
                new Browser()
                        .get(account, "Cookie", "other=" + "x".repeat(16_000))
                        .statusCode());
        int huge = new Browser()
                .get(account, "Cookie", "other=" + "x".repeat(60_000))
                .statusCode();
        assertEquals(ApplicationServer.current() == ApplicationServer.LIBERTY ? 400 : 401, huge);
    }
}
