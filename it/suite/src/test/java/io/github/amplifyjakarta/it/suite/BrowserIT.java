package io.github.amplifyjakarta.it.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo in Chromium. */
class BrowserIT extends InChromium {

    @BeforeAll
    static void startChromium(DemoServer shared) {
        Chromium.assumeThere();
        start(shared);
    }

    private static String at(String path) {
        return URI.create(server.origin() + path).toString();
    }

    @Test
    void signsUpConfirmsAndSignsOut() {
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
    void returnsToTheProtectedPageAfterSignIn() {
        page.navigate(at("/account.jsp?from=here"));
        assertThat(page).hasTitle("Sign in");
        page.fill("#username", "alice@example.com");
        page.fill("#password", "Passw0rd!");
        page.click("button");
        page.waitForURL("**/account.jsp?from=here");
        assertThat(page.locator("#groups")).hasText("admins");
    }

    private static byte[] picture(Color from, Color to) throws IOException {
        BufferedImage image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setPaint(new GradientPaint(0, 0, from, 900, 600, to));
        paint.fillRect(0, 0, 900, 600);
        paint.setPaint(new Color(255, 255, 255, 160));
        paint.fillOval(560, 90, 180, 180);
        paint.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private void upload(String album, String name, byte[] picture) {
        page.setInputFiles("#file", new FilePayload(name, "image/png", picture));
        page.check("input[value=" + album + "]");
        page.click("#upload button");
        assertThat(page.locator("#" + album + " img[alt='" + name + "']")).hasJSProperty("naturalWidth", 900);
    }

    @Test
    void servesOwnAndSharedPhotos() throws Exception {
        byte[] sunset = picture(new Color(0xff9966), new Color(0x5e2563));
        signIn("alice");
        page.navigate(at("/photos.jsp"));
        upload("shared", "sea.png", picture(new Color(0x56ccf2), new Color(0x2f80ed)));
        upload("shared", "meadow.png", picture(new Color(0xdce35b), new Color(0x45b649)));
        upload("own", "sunset.png", sunset);
        Download download = page.waitForDownload(() -> page.click("#own figcaption a"));
        assertArrayEquals(sunset, Files.readAllBytes(download.path()));

        BrowserContext other = context.browser().newContext();
        Page guest = other.newPage();
        guest.navigate(at("/photos.jsp"));
        assertThat(guest.locator("#shared img[alt='sea.png']")).hasJSProperty("naturalWidth", 900);
        assertThat(guest.locator("#upload")).hasCount(0);
        guest.navigate(at("/"));
        assertThat(guest.locator("#welcome")).hasJSProperty("naturalWidth", 900);
        assertEquals(
                401, guest.request().delete(at("/api/photos/shared/sea.png")).status());
        assertEquals(403, guest.request().get(at("/api/photos/own/sunset.png")).status());
        other.close();

        page.navigate(at("/photos.jsp"));
        page.click("#own [data-remove]");
        assertThat(page.locator("#own img")).hasCount(0);
        assertEquals(404, page.request().get(at("/api/photos/own/sunset.png")).status());
    }

    private void add(Page tab, String content) {
        tab.fill("#content", content);
        tab.click("#add");
        assertThat(tab.locator("#todos span:has-text('" + content + "')")).hasCount(1);
    }

    @Test
    void limitsTodosToTheirOwner() {
        signIn("alice");
        page.navigate(at("/todos.jsp"));
        assertThat(page.locator("#greeting")).hasText("Hello, alice.");
        add(page, "Buy milk & <bread>");
        add(page, "Write to Grandma");
        page.click("li:has-text('Buy milk') button[name=done]");
        assertThat(page.locator("#todos .done")).hasText("Buy milk & <bread>");

        BrowserContext other = context.browser().newContext();
        Page bob = other.newPage();
        bob.navigate(at("/todos.jsp"));
        bob.fill("#username", "bob");
        bob.fill("#password", "Passw0rd!");
        bob.click("button");
        bob.waitForURL(at("/todos.jsp"));
        assertThat(bob.locator("#greeting")).hasText("Hello, bob.");
        assertThat(bob.locator("#todos li:has-text('Write')")).hasCount(0);
        String action = page.getAttribute("li:has-text('Write') form[action$=delete]", "action");
        // the page does not reveal why AppSync refuses
        assertEquals(403, bob.request().post(at("/" + action)).status());
        other.close();

        page.navigate(at("/todos.jsp"));
        assertThat(page.locator("#todos li")).hasCount(2);
        page.click("li:has-text('Write') .delete");
        assertThat(page.locator("#todos li")).hasCount(1);
        page.click("#todos button[name=done]");
        assertThat(page.locator("#todos .done")).hasCount(0);
        page.click("#todos .delete");
        assertThat(page.locator("#todos li")).hasCount(0);
    }

    @Test
    void hidesCookiesFromScripts() {
        signIn("alice");
        page.navigate(at("/"));
        assertThat(page.locator("#cookies tbody tr")).hasCount(4);
        assertThat(page.locator("#readable")).hasText("none");
        assertEquals("", page.evaluate("document.cookie"));
        List<Cookie> tokens = context.cookies().stream()
                .filter(cookie -> cookie.name.startsWith("Cognito"))
                .toList();
        assertEquals(4, tokens.size());
        tokens.forEach(cookie -> assertTrue(cookie.httpOnly, cookie.name));
    }

    @Test
    void keepsTheSessionAcrossTabsAndHistory() {
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
    void completesSignInsOfTwoTabs() {
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
    void renewsAnExpiredSession() throws Exception {
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

    @Test
    void fillsAnEmptyAlbumWithSamples() {
        signIn("bob");
        page.navigate(at("/photos.jsp"));
        addSamples();
        assertThat(page.locator("#own img")).hasCount(2);
        assertThat(page.locator("#own img[alt^='Green hills']")).hasJSProperty("naturalWidth", 900);
        deleteSamples();
    }

    @Test
    void countsDownAndRenewsOnDemand() {
        signIn("alice");
        page.navigate(at("/"));
        assertThat(page.locator("[data-seconds]")).hasText(Pattern.compile("59:\\d\\d"));
        String shown = page.textContent("[data-seconds]");
        assertThat(page.locator("[data-seconds]")).not().hasText(shown);
        String token = accessToken().value;
        String fingerprint = page.textContent("#fingerprint");
        page.click("#renew");
        assertThat(page.locator("#renewed")).containsText("another access token");
        assertThat(page.locator("#fingerprint")).not().hasText(fingerprint);
        assertThat(page.locator("#token")).containsText("before: " + fingerprint);
        assertNotEquals(token, accessToken().value);
    }

    @Test
    void keepsUsersSignedInWhileCognitoFails() throws Exception {
        signIn("alice");
        String token = accessToken().value;
        page.navigate(at("/outage.jsp"));
        assertThat(page.locator(".current h2")).hasText("Signed in");
        try {
            page.click("button[value=FAILS]");
            assertThat(page.locator("#behaviour")).hasText("It fails");
            Response refusal = page.waitForNavigation(() -> page.click("#renew"));
            assertEquals(503, refusal.status());
            assertThat(page.locator("#reason")).containsText("You have not been signed out.");
            page.navigate(at("/account.jsp"));
            assertThat(page.locator("#username")).hasText("alice");
            assertThat(page.locator("[role=status]")).containsText("Cognito does not answer");
            assertEquals(token, accessToken().value);
            page.navigate(at("/outage.jsp"));
            assertThat(page.locator("#cookie-count")).hasText("4");
        } finally {
            page.navigate(at("/outage.jsp"));
            page.click("button[value=WORKS]");
        }
        assertThat(page.locator("#behaviour")).hasText("It works");
        Thread.sleep(3_100); // a renewal that failed is not tried again sooner
        page.click("#renew");
        assertThat(page.locator("#renewed")).isVisible();
        assertNotEquals(token, accessToken().value);
    }
}
