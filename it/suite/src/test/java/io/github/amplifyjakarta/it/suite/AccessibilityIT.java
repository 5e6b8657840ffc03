package io.github.amplifyjakarta.it.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every page of the demo, by the rules of axe-core; on a telephone too; and every picture is there. */
class AccessibilityIT extends InChromium {

    private static final List<String> OPEN = List.of("/", "/photos.jsp", "/outage.jsp", "/missing");
    private static final List<String> OF_USERS = List.of(
            "/account.jsp", "/todos.jsp", "/administrators", "/?before=00000000", "/outage.jsp?before=00000000");

    private static String axe;

    private final List<String> problems = new ArrayList<>();

    /** How a page is looked at. */
    private enum Look {
        LIGHT(ColorScheme.LIGHT, 900),
        DARK(ColorScheme.DARK, 900),
        LIGHT_PHONE(ColorScheme.LIGHT, 390),
        DARK_PHONE(ColorScheme.DARK, 360);

        private final ColorScheme colors;
        private final int width;

        Look(ColorScheme colors, int width) {
            this.colors = colors;
            this.width = width;
        }
    }

    @BeforeAll
    static void startChromium(DemoServer shared) throws IOException {
        Chromium.assumeThere();
        start(shared);
        try (InputStream script = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(Objects.requireNonNull(script, "axe-core").readAllBytes(), UTF_8);
        }
    }

    @BeforeEach
    void forget() {
        problems.clear();
    }

    private void open(String path) {
        page.navigate(server.origin() + path);
    }

    /** Checks the page that is open, in every look. */
    private void check(String name) {
        page.evaluate(axe);
        for (Look look : Look.values()) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colors));
            page.setViewportSize(look.width, 800);
            for (Object problem : (List<?>) page.evaluate("""
                    async () => [
                      ...(await axe.run()).violations.map(rule => rule.id + ': ' + rule.help + ' '
                        + rule.nodes.map(node => node.html + ' ' + node.failureSummary).join(' ')),
                      ...(document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : []),
                      ...[...document.images].filter(image => !image.complete || image.naturalWidth === 0)
                        .map(image => 'broken image ' + image.src.replace(/[?].*/, '')),
                      ...[...document.querySelectorAll('[tabindex]')].filter(element => element.tabIndex > 0)
                        .map(element => 'positive tabindex ' + element.outerHTML)
                    ]""")) {
                problems.add(name + " " + look + ": " + problem);
            }
        }
    }

    private void check(List<String> paths) {
        for (String path : paths) {
            open(path);
            check(path);
        }
    }

    private void assertNoProblems() {
        assertEquals("", String.join("\n", problems));
    }

    @Test
    void servesGuests() {
        check(OPEN);
        assertNoProblems();
    }

    @Test
    void servesAdministrators() {
        signIn("alice");
        check(OPEN);
        check(OF_USERS);
        assertNoProblems();
    }

    @Test
    void servesUsersWithPicturesAndTodos() {
        signIn("bob");
        open("/photos.jsp");
        addSamples();
        open("/todos.jsp");
        for (String todo : List.of("Water the plants", "Read " + "x".repeat(150))) {
            page.fill("#content", todo);
            page.click("#add");
        }
        page.click("#todos button[name=done]");
        check(OPEN);
        check(OF_USERS);
        open("/photos.jsp");
        deleteSamples();
        assertNoProblems();
    }

    @Test
    void servesUsersWhileCognitoFails() {
        signIn("alice");
        open("/outage.jsp");
        page.click("button[value=FAILS]");
        try {
            check("outage that is on");
            open("/outage.jsp");
            Response refusal = page.waitForNavigation(() -> page.click("#renew"));
            assertEquals(503, refusal.status());
            check("503");
            check(List.of("/account.jsp"));
        } finally {
            open("/outage.jsp");
            page.click("button[value=WORKS]");
        }
        assertNoProblems();
    }

    @Test
    void leadsKeyboardsPastTheNavigation() {
        open("/");
        page.keyboard().press("Tab");
        assertEquals("Skip to the content", page.evaluate("document.activeElement.textContent"));
        assertEquals(true, page.evaluate("document.activeElement.getBoundingClientRect().top >= 0"));
        page.keyboard().press("Enter");
        assertEquals("main", page.evaluate("document.activeElement.id"));
    }
}
