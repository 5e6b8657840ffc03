package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pictures of the documentation. They land in {@code target}; with {@code -Dscreenshots=../../docs} where the README
 * expects them.
 */
class ScreenshotIT extends InChromium {

    private static final long LARGEST = 120 << 10;

    @BeforeAll
    static void startChromium(DemoServer shared) {
        Chromium.assumeThere();
        start(shared);
    }

    private void take(String name, int height) throws Exception {
        Path picture = Path.of(System.getProperty("screenshots", "target"), name + ".png");
        page.setViewportSize(1024, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.screenshot(new Page.ScreenshotOptions().setPath(picture));
        assertTrue(Files.size(picture) < LARGEST, picture + " has " + Files.size(picture) + " bytes");
    }

    @Test
    void showsTheHomePage() throws Exception {
        signIn("alice");
        page.navigate(server.origin() + "/");
        take("home", 820);
    }

    @Test
    void showsThePhotos() throws Exception {
        signIn("bob");
        page.navigate(server.origin() + "/photos.jsp");
        page.click("#add-samples");
        page.waitForSelector("#own img");
        take("photos", 900);
        for (int left = 1; left >= 0; left--) {
            page.click("#own [data-remove]");
            page.waitForFunction("left => document.querySelectorAll('#own img').length === left", left);
        }
    }
}
