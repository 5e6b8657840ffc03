package io.github.amplifyjakarta.it.ownaws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Playwright;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What happens to the uploaded object when a step fails. */
class StorageStepsIT {

    private static List<String> requests(Function<String, String> application) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Table table = new Table(new PrintStream(printed, true, UTF_8), new Redaction(List.of()));
        table.row("sign-in", () -> Finding.passed("as carol"));
        try (LocalSite site = new LocalSite(application);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            APIRequestContext requests = playwright.request().newContext();
            new StorageSteps(table, new ApplicationCalls(requests, site.settings())).run("sign-in");
            assertFalse(table.passed(), printed.toString(UTF_8));
            return site.requests().stream()
                    .map(request -> request.substring(0, request.indexOf(' ', request.indexOf(' ') + 1)))
                    .toList();
        }
    }

    @Test
    void removesTheObjectWhenALaterStepFails() throws Exception {
        assertEquals(
                List.of("PUT /api/files", "GET /api/files", "GET /api/files/url", "DELETE /api/files"),
                requests(request -> request.startsWith("GET") ? "failed\nAccess Denied" : "passed\n"));
    }

    @Test
    void removesTheObjectWhenTheAnswerOfTheUploadWasLost() throws Exception {
        assertEquals(
                List.of("PUT /api/files", "DELETE /api/files"),
                requests(request -> request.startsWith("PUT") ? "failed\nno answer" : "passed\n"));
    }
}
