package io.github.amplifyjakarta.it.ownaws;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.github.amplifyjakarta.it.suite.StandaloneServer;
import java.io.IOException;
import java.util.Optional;

/** The steps of the proof, in their order. */
final class Proof {

    private static final String START = "start";
    private static final String SIGN_IN = "sign-in";
    private static final String SIGN_OUT = "sign-out";

    private final ProofSettings settings;
    private final StandaloneServer server;
    private final Table table;

    Proof(ProofSettings settings, StandaloneServer server, Table table) {
        this.settings = settings;
        this.server = server;
        this.table = table;
    }

    /** Runs the steps, the others only when the application has started. Each that fails has a row with the reason. */
    void run() {
        if (!table.row(START, this::start).hasPassed()) {
            return;
        }
        try (ProofBrowser browser = new ProofBrowser(settings.browser());
                BrowserContext window = browser.window()) {
            inBrowser(window);
        } catch (PlaywrightException e) { // no browser, or one that was closed
            table.row("browser", () -> Finding.failed(FailureReason.of(e)));
        }
    }

    private Finding start() throws InterruptedException {
        try {
            server.start(settings::configure);
            return Finding.passed(StandaloneServer.displayName() + ", with " + settings.file());
        } catch (IOException e) {
            return Finding.failed(server.problems().isEmpty() ? e.getMessage() : String.join("; ", server.problems()));
        }
    }

    private void inBrowser(BrowserContext window) {
        Page page = window.newPage();
        ApplicationCalls calls = new ApplicationCalls(window.request(), settings);
        table.row(SIGN_IN, START, new SignIn(page, settings)::run);
        table.row("user attributes", SIGN_IN, calls::attributes);
        table.row("AWS credentials", SIGN_IN, calls::credentials);
        table.row("renewal", SIGN_IN, calls::renewal);
        new StorageSteps(table, calls).run(SIGN_IN);
        table.row(
                "REST API",
                SIGN_IN,
                () -> settings.restApi()
                        .map(calls::rest)
                        .orElseGet(() -> Finding.notConfigured("AMPLIFY_PROOF_REST_API names one")));
        table.row("GraphQL API", SIGN_IN, calls::graphQl);
        Optional<String> refreshToken = refreshToken(window);
        table.row(SIGN_OUT, SIGN_IN, new SignOut(page, settings, calls)::run);
        table.row(
                "refresh token refused",
                SIGN_OUT,
                () -> refreshToken
                        .map(calls::refused)
                        .orElseGet(() -> Finding.failed("there was no refresh token in the cookies")));
    }

    private static Optional<String> refreshToken(BrowserContext window) {
        return window.cookies().stream()
                .filter(cookie -> cookie.name.endsWith(".refreshToken"))
                .map(cookie -> cookie.value)
                .findFirst();
    }
}
