package io.github.amplifyjakarta.it.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does, in Chromium. */
class BrowserIT {

    private static DemoServer server;
    private static Chromium chromium;

    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        Chromium.assumeThere();
        server = DemoServer.onFreePorts();
        server.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void newBrowser() throws Exception {
        tokensLive(3600);
        context = chromium.newContext();
        page = context.newPage();
    }

    @AfterEach
    void closeBrowser() {
        context.close();
    }

    private static void tokensLive(int seconds) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.sandbox().resolve("/sandbox/tokens"))
                                .POST(HttpRequest.BodyPublishers.ofString("lifetime=" + seconds + "&rotation=true"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    private static String at(String path) {
        return URI.create(server.origin() + path).toString();
    }

    private void signIn(String username) {
        page.navigate(at("/"));
        page.click("#sign-in");
        page.fill("#username", username);
        page.fill("#password", "Passw0rd!");
        page.click("button");
        page.waitForURL("**/account.jsp");
    }

    private String accessToken() {
        return context.cookies().stream()
                .filter(cookie -> cookie.name.endsWith(".accessToken"))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElse("none");
    }

    @Test
    void signUpConfirmGreetAndSignOut() {
        page.navigate(at("/"));
        page.click("#sign-up");
        page.fill("#username", "dora");
        page.fill("#email", "dora@example.com");
        page.fill("#password", "Passw0rd!");
        page.click("button");
        page.fill("#code", page.textContent("#mailed"));
        page.click("button");
        page.waitForURL("**/account.jsp");
        assertThat(page.locator("#username")).hasText("dora");
        page.click("#sign-out");
        page.waitForURL(at("/"));
        assertThat(page.locator("#who")).hasText("You are a guest.");
        assertEquals(
                List.of(),
                context.cookies(at("/")).stream()
                        .map(cookie -> cookie.name)
                        .filter(name -> name.startsWith("Cognito"))
                        .toList());
    }

    @Test
    void protectedPageLeadsToSignInAndBack() {
        page.navigate(at("/account.jsp"));
        assertThat(page).hasTitle("Sign in");
        page.fill("#username", "alice@example.com");
        page.fill("#password", "Passw0rd!");
        page.click("button");
        page.waitForURL("**/account.jsp");
        assertThat(page.locator("#groups")).hasText("admins");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/account.png")));
    }

    @Test
    void cookiesAreNotForScripts() {
        signIn("alice");
        assertEquals("", page.evaluate("document.cookie"));
        List<Cookie> tokens = context.cookies().stream()
                .filter(cookie -> cookie.name.startsWith("Cognito"))
                .toList();
        assertEquals(4, tokens.size());
        tokens.forEach(cookie -> assertTrue(cookie.httpOnly, cookie.name));
    }

    @Test
    void aSecondTabAndTheBackButton() {
        signIn("alice");
        Page second = context.newPage();
        second.navigate(at("/account.jsp"));
        assertThat(second.locator("#username")).hasText("alice");
        page.goBack();
        page.goBack();
        page.navigate(at("/account.jsp"));
        assertThat(page.locator("#username")).hasText("alice");
    }

    @Test
    void twoTabsThatSignInAtOnce() {
        page.navigate(at("/api/auth/sign-in"));
        Page second = context.newPage();
        second.navigate(at("/api/auth/sign-in"));
        for (Page tab : List.of(page, second)) {
            tab.fill("#username", "alice");
            tab.fill("#password", "Passw0rd!");
            tab.click("button");
            tab.waitForURL(Pattern.compile(".*/account\\.jsp"));
            assertThat(tab.locator("#username")).hasText("alice");
        }
    }

    @Test
    void anExpiredSessionIsRenewedWithoutTheUserNoticing() throws Exception {
        tokensLive(4);
        signIn("bob");
        String first = accessToken();
        tokensLive(3600);
        page.navigate(at("/account.jsp"));
        assertThat(page.locator("#username")).hasText("bob");
        assertNotEquals(first, accessToken());
        String renewed = accessToken();
        page.navigate(at("/account.jsp"));
        assertEquals(renewed, accessToken());
    }
}
