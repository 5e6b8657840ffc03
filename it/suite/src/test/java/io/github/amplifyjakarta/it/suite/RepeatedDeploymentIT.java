package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What a server keeps of an application that was deployed twenty times. */
@ArquillianTest
class RepeatedDeploymentIT {

    private static final int TIMES = 20;

    /** Servers drop an application some time after its undeployment: JSP and CDI caches, finalizers. */
    private static final int SETTLE_ROUNDS = 25;

    /** An enum: it has instances as long as its class is loaded. */
    private static final Pattern OURS =
            Pattern.compile("(?m)\\sio\\.github\\.amplifyjakarta\\.internal\\.config\\.ConfigKey(?:\\s|$)");

    private static final Pattern OUR_THREADS = Pattern.compile("\"amplify-http|\"HttpClient-\\d+-SelectorManager");

    @ArquillianResource
    Deployer deployer;

    private final HttpClient http = HttpClient.newHttpClient();

    @Deployment(name = "scenarios", testable = false, managed = false)
    static WebArchive scenarios() {
        return ShrinkWrap.create(ZipImporter.class, "redeployed.war")
                .importFrom(
                        Path.of("../scenarios/target/scenarios-1-listed.war").toFile())
                .as(WebArchive.class);
    }

    /** A token that looks right, so that the library goes out for the key set. */
    private static String token() {
        String claims = "{\"iss\":\"https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Sandbox01\","
                + "\"token_use\":\"access\",\"client_id\":\"sandboxclient00000000000001\",\"sub\":\"s\",\"username\":\"a\"}";
        return Stream.of("{\"alg\":\"RS256\",\"kid\":\"k\"}", claims, "signature")
                .map(part ->
                        Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
    }

    private HttpResponse<String> get(String path) throws Exception {
        String cookie = "CognitoIdentityServiceProvider.sandboxclient00000000000001.";
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://localhost:" + System.getProperty("http.port") + "/redeployed" + path))
                        .header("Cookie", cookie + "LastAuthUser=a; " + cookie + "a.accessToken=" + token())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static long serverProcess() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> String.join(" ", arguments))
                        .orElse("")
                        .matches("(?s).*(jboss-modules\\.jar|ws-server\\.jar).*"))
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    /** A class histogram comes after a full collection. */
    private static String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        serverProcess() + "",
                        command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), answer);
        return answer;
    }

    /** {@return how many copies of one class of the library are loaded} */
    private static long copies() throws IOException, InterruptedException {
        return OURS.matcher(jcmd("GC.class_histogram")).results().count();
    }

    @Test
    void twentyRedeploymentsLeaveNoClassLoaderAndNoThread() throws Exception {
        long others = copies(); // of applications that other tests left in the server
        for (int i = 0; i < TIMES; i++) {
            deployer.deploy("scenarios");
            HttpResponse<String> answer = get("/api/who-am-i");
            assertEquals(503, answer.statusCode(), "the key set is out of reach here: " + answer.body());
            if (i == 0) {
                assertEquals(others + 1, copies(), "the histogram shows what it is asked for");
            }
            deployer.undeploy("scenarios");
            assertEquals(404, get("/api/who-am-i").statusCode());
        }
        long copies = copies();
        for (int i = 0; i < SETTLE_ROUNDS && copies > others + 1; i++) {
            Thread.sleep(4_000);
            copies = copies();
        }
        // one may stay: the last request's, in a thread or a cache of the server
        assertTrue(copies <= others + 1, copies + " copies of the application, " + others + " of them others'");
        String threads = jcmd("Thread.print");
        long ours = OUR_THREADS.matcher(threads).results().count();
        assertTrue(ours <= copies, ours + " threads:\n" + threads);
        System.out.println(TIMES + " redeployments: " + (copies - others) + " copies and " + ours + " threads stay");
    }
}
