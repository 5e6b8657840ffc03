package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The distribution's Chromium. */
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright = Playwright.create();
    private final com.microsoft.playwright.Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));

    /** Reports a test as skipped where there is no Chromium. */
    static void assumeThere() {
        assumeTrue(Files.isExecutable(PROGRAM), "no " + PROGRAM + ": the browser tests are skipped");
    }

    /** {@return a browser window with a cookie jar of its own} */
    BrowserContext newContext() {
        return browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(900, 560)
                .setIgnoreHTTPSErrors(true));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
