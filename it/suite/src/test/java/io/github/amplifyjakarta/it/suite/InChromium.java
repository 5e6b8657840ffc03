package io.github.amplifyjakarta.it.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server and Chromium, with a new window and an empty cookie jar for each test. */
@ExtendWith(SharedServer.class)
abstract class InChromium {

    static DemoServer server;
    private static Chromium chromium;

    BrowserContext context;
    Page page;

    static void start(DemoServer shared) {
        server = shared;
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
    }

    @BeforeEach
    void newWindow() throws Exception {
        Browser.tokensLive(server, 3600, true);
        context = chromium.newContext();
        page = context.newPage();
    }

    @AfterEach
    void closeWindow() {
        context.close();
    }

    /** Signs in by the links and forms that a user has. */
    void signIn(String username) {
        page.navigate(server.origin() + "/");
        page.click("#sign-in");
        page.fill("#username", username);
        page.fill("#password", "Passw0rd!");
        page.click("button");
        page.waitForURL("**/account.jsp");
    }

    /** Fills the user's own album on the photo page, which is open, with pictures of the demo. */
    void addSamples() {
        page.click("#add-samples");
        page.waitForSelector("#own img");
    }

    /** Deletes what {@link #addSamples} has added. */
    void deleteSamples() {
        for (int left = 1; left >= 0; left--) {
            page.click("#own [data-remove]");
            assertThat(page.locator("#own img")).hasCount(left);
        }
    }

    /** {@return the access token's cookie} */
    Cookie accessToken() {
        List<Cookie> tokens = context.cookies().stream()
                .filter(cookie -> cookie.name.endsWith(".accessToken"))
                .toList();
        assertEquals(1, tokens.size(), "one session, under one name");
        return tokens.get(0);
    }
}
