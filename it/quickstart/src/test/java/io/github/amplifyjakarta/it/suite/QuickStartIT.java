package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/quickstart.md and its tutorials: a project of the archetype, and what it does on both servers. */
class QuickStartIT {

    private static final Duration RELOAD = Duration.ofMinutes(3);
    private static final String PHOTOS = "tutorial-photos.md";
    private static final String TODOS = "tutorial-todos.md";
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
        String configuration = Files.readString(
                quickStart.project().resolve("src/main/resources/META-INF/microprofile-config.properties"));
        assertTrue(
                configuration.contains("\n#amplify.auth.routes.redirect-on-sign-in-complete=/orders/account.jsp\n"),
                configuration);
    }

    @Test
    void testsItselfWithAnotherGreeting() throws Exception {
        greet("Good day");
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
            assertStoresPhotos();
            assertKeepsTodos();
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
        greet("Good day on " + server);
        String changed = "<h1>Good day on " + server + ", alice</h1>";
        String shown = browser.await(account, body -> body.contains(changed), RELOAD);
        assertTrue(shown.contains(changed), shown);
    }

    private void greet(String greeting) throws IOException {
        Files.writeString(page, Files.readString(page).replaceFirst("<h1>[^,]*,", "<h1>" + greeting + ","));
    }

    private void assertStoresPhotos() throws Exception {
        quickStart.follow(PHOTOS);
        URI photos = quickStart.application().resolve("photos.jsp");
        URI photo = quickStart.application().resolve("api/photos/cat.png");
        assertEquals(204, await(204, () -> browser.put(photo, "a picture")).statusCode());
        String shown = browser.await(photos, body -> body.contains("<span>cat.png</span>"), RELOAD);
        assertTrue(shown.contains("<h1>Photos of alice</h1>"), shown);
        Matcher url = Pattern.compile("<img src=\"([^\"]*)\"").matcher(shown);
        assertTrue(url.find(), shown);
        assertEquals(
                "a picture",
                browser.get(URI.create(url.group(1).replace("&amp;", "&"))).body());
    }

    private void assertKeepsTodos() throws Exception {
        quickStart.follow(TODOS);
        URI todos = quickStart.application().resolve("api/todos");
        HttpResponse<String> added = await(200, () -> postText(todos, "Buy milk"));
        assertTrue(added.body().startsWith("{\"content\":\"Buy milk\",\"done\":false,"), added.body());
        String shown = browser.await(
                quickStart.application().resolve("todos.jsp"), body -> body.contains("<span>Buy milk</span>"), RELOAD);
        assertTrue(shown.contains("<h1>To-dos of alice</h1>"), shown);
        URI open = quickStart.application().resolve("api/open-todos");
        String titles = await(200, () -> browser.get(open)).body();
        assertTrue(titles.contains("\"Buy milk\""), titles);
    }

    private HttpResponse<String> postText(URI uri, String text) throws IOException, InterruptedException {
        String cookies = browser.jar(uri).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "text/plain")
                .header("Cookie", cookies)
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** {@return the answer, once its status is as wanted; as it is then when that takes longer than the limit} */
    private static HttpResponse<String> await(int status, Callable<HttpResponse<String>> request) throws Exception {
        Instant end = Instant.now().plus(RELOAD);
        HttpResponse<String> answer = request.call();
        while (answer.statusCode() != status && Instant.now().isBefore(end)) {
            Thread.sleep(200);
            answer = request.call();
        }
        return answer;
    }

    /** The next server starts with the project as it was generated, but for the list of protected paths. */
    @AfterEach
    void restore() throws Exception {
        greet("Hello");
        quickStart.forget(PHOTOS);
        quickStart.forget(TODOS);
    }
}
