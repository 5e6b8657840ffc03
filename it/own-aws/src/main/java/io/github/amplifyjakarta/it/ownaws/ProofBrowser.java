package io.github.amplifyjakarta.it.ownaws;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A browser that is installed: Chromium or Chrome. */
final class ProofBrowser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final double LIMIT_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    /** @param program the browser; without one Chromium of the distribution, else Chrome where it installs itself */
    ProofBrowser(Optional<Path> program) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(arguments());
        Optional<Path> found = program.or(() -> Optional.of(CHROMIUM).filter(Files::isExecutable));
        found.ifPresentOrElse(options::setExecutablePath, () -> options.setChannel("chrome"));
        try {
            browser = playwright.chromium().launch(options);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** Chromium does not start as root with its own sandbox. */
    private static List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--disable-gpu", "--no-first-run"));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox");
        }
        return arguments;
    }

    /** {@return a window with a cookie jar of its own, in which nothing waits for longer than half a minute} */
    BrowserContext window() {
        BrowserContext window = browser.newContext(new Browser.NewContextOptions().setLocale("en-US"));
        window.setDefaultTimeout(LIMIT_MILLIS);
        return window;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
