package io.github.amplifyjakarta.it.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person does, in Chromium. */
class BrowserIT extends InChromium {

    @BeforeAll
    static void start() throws Exception {
        Chromium.assumeThere();
        InChromium.start();
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
        page.navigate(at("/account.jsp?from=here"));
        assertThat(page).hasTitle("Sign in");
        page.fill("#username", "alice@example.com");
        page.fill("#password", "Passw0rd!");
        page.click("button");
        page.waitForURL("**/account.jsp?from=here");
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
        Browser.tokensLive(server, 4, true);
        signIn("bob");
        String first = accessToken().value;
        Browser.tokensLive(server, 3600, true);
        page.navigate(at("/account.jsp"));
        assertThat(page.locator("#username")).hasText("bob");
        assertNotEquals(first, accessToken().value);
        String renewed = accessToken().value;
        page.navigate(at("/account.jsp"));
        assertEquals(renewed, accessToken().value);
    }
}
