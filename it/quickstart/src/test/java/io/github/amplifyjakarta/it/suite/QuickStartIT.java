package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/quickstart.md: a project of the archetype, and what it does on both servers. */
class QuickStartIT {

    private static final Duration RELOAD = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofMinutes(1);

    private static QuickStart quickStart;

    private final Path page = quickStart.project().resolve("src/main/webapp/account.jsp");
    private final URI account = quickStart.application().resolve("account.jsp");
    private final Browser browser = new Browser();

    @BeforeAll
    static void generate() throws Exception {
        quickStart = new QuickStart();
        quickStart.generate();
    }

    @Test
    void generatesEveryFile() throws Exception {
        assertEquals("target/\n", Files.readString(quickStart.project().resolve(".gitignore")));
        String pom = Files.readString(quickStart.project().resolve("pom.xml"));
        assertFalse(Pattern.compile("@[\\w.-]+@").matcher(pom).find(), pom);
        assertTrue(Files.readString(quickStart.project().resolve("README.md")).startsWith("# orders\n"));
    }

    @Test
    void testsItself() throws Exception {
        quickStart.run("verify", "mvn verify");
        assertTrue(
                Files.readString(quickStart.project().resolve("target/failsafe-reports/failsafe-summary.xml"))
                        .contains("<completed>3</completed>"),
                "its three tests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wildfly", "liberty"})
    void runsWithTheSandbox(String server) throws Exception {
        try (RunningCommand command = quickStart.start(server, "mvn -P" + server)) {
            command.awaitAnswer(quickStart.application());
            assertSendsGuestsToSignIn();
            assertKnowsAlice();
            assertShowsChanges(server);
            List<ProcessHandle> started = command.started();
            assertEquals(3, started.size(), "Maven for the server, the server and its guard");
            command.stop();
            RunningCommand.awaitEnd(started);
            assertTrue(command.endsWithin(END));
        }
    }

    /** Without the sandbox nobody can sign in here, but everybody is sent to the user pool of the Amplify file. */
    @Test
    void runsWithTheUserPoolOfTheAmplifyFile() throws Exception {
        try (RunningCommand command = quickStart.start("own-aws", "mvn wildfly:dev")) {
            command.awaitAnswer(quickStart.application());
            assertSendsGuestsToSignIn();
            HttpResponse<String> signIn =
                    browser.navigate(quickStart.application().resolve("api/auth/sign-in"));
            String managedLogin = signIn.headers().firstValue("Location").orElseThrow();
            assertTrue(
                    managedLogin.startsWith("https://sandbox.auth.eu-central-1.amazoncognito.com/oauth2/authorize?"),
                    managedLogin);
            List<ProcessHandle> started = command.started();
            command.interrupt();
            RunningCommand.awaitEnd(started);
            assertTrue(command.endsWithin(END));
        }
    }

    private void assertSendsGuestsToSignIn() throws Exception {
        HttpResponse<String> answer = browser.navigate(account);
        assertEquals(302, answer.statusCode(), answer.body());
        assertEquals(
                "/orders/api/auth/sign-in",
                answer.headers().firstValue("Location").orElseThrow());
        assertEquals(401, currentUser().statusCode());
    }

    private void assertKnowsAlice() throws Exception {
        HttpResponse<String> signedIn = browser.signIn(account, "alice");
        assertEquals(200, signedIn.statusCode());
        assertTrue(browser.navigate(account).body().contains("<h1>Hello, alice</h1>"));
        assertTrue(
                currentUser().body().contains("\"username\":\"alice\""),
                currentUser().body());
    }

    private HttpResponse<String> currentUser() throws IOException, InterruptedException {
        return browser.get(quickStart.application().resolve("api/current-user"), "Accept", "application/json");
    }

    private void assertShowsChanges(String server) throws Exception {
        Files.writeString(page, Files.readString(page).replaceFirst("<h1>[^,]*,", "<h1>Good day on " + server + ","));
        String changed = "<h1>Good day on " + server + ", alice</h1>";
        String shown = browser.await(account, body -> body.contains(changed), RELOAD);
        assertTrue(shown.contains(changed), shown);
    }

    /** The next server starts with the page as it was generated. */
    @AfterEach
    void restore() throws Exception {
        Files.writeString(page, Files.readString(page).replaceFirst("<h1>[^,]*,", "<h1>Hello,"));
    }
}
