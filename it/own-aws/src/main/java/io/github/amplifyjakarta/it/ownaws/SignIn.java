package io.github.amplifyjakarta.it.ownaws;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Signs the test user in: from the protected page by Cognito's pages back to it. */
final class SignIn {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double PAUSE_MILLIS = 200;

    private final Page page;
    private final ProofSettings settings;
    private final LoginPage login;
    private boolean usernameSent;
    private boolean passwordSent;
    private String target = "";
    private Response shown;

    SignIn(Page page, ProofSettings settings) {
        this.page = page;
        this.settings = settings;
        this.login = new LoginPage(page, settings.signInCallback());
        page.onRequest(request -> {
            if (request.isNavigationRequest() && request.frame() == page.mainFrame()) {
                target = request.url();
            }
        });
        page.onResponse(response -> {
            if (response.request().isNavigationRequest() && response.frame() == page.mainFrame()) {
                shown = response;
            }
        });
    }

    Finding run() {
        try {
            return untilSignedIn();
        } catch (PlaywrightException e) {
            return Finding.failed(FailureReason.of(e) + ", on the way to " + target);
        }
    }

    private Finding untilSignedIn() {
        page.navigate(
                settings.at("/account").toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        Instant end = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(end)) {
            Optional<Finding> finding = look();
            if (finding.isPresent()) {
                return finding.get();
            }
            page.waitForTimeout(PAUSE_MILLIS);
        }
        return Finding.failed(
                "no way on within " + LIMIT.toSeconds() + " seconds from " + page.url() + ": " + login.text());
    }

    /** A page that goes away while it is looked at is looked at again. */
    private Optional<Finding> look() {
        try {
            page.waitForLoadState(LoadState.DOMCONTENTLOADED); // half a page would be misread
            URI at = URI.create(page.url());
            return settings.at("").getAuthority().equals(at.getAuthority()) ? inApplication(at) : atCognito();
        } catch (PlaywrightException e) {
            if (String.valueOf(e.getMessage()).matches("(?s).*(destroyed|navigat|detached).*")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Finding> inApplication(URI at) {
        if (shown != null && shown.status() >= 400) {
            return Optional.of(Finding.failed("the application answered " + shown.status() + ": " + login.text()));
        }
        if (at.getPath().equals("/account")) {
            return Optional.of(Finding.passed("as " + page.locator("#username").innerText()));
        }
        if (at.getPath().equals("/")) { // where a sign-in ends that did not succeed, with the reason in the query
            return Optional.of(Finding.failed("Cognito sent the browser back without a code: "
                    + Optional.ofNullable(at.getQuery()).orElse("no reason")));
        }
        return Optional.empty(); // a redirect that is still under way
    }

    private Optional<Finding> atCognito() {
        Optional<String> refusal = login.refusal();
        if (refusal.isPresent()) {
            return refusal.map(Finding::failed);
        }
        Optional<String> alert = usernameSent || passwordSent ? login.alert() : Optional.empty();
        if (alert.isPresent()) {
            return alert.map(text -> Finding.failed("Cognito says: " + text));
        }
        if (shown != null && shown.status() >= 400) {
            return Optional.of(Finding.failed("Cognito answered " + shown.status() + ": " + login.text()));
        }
        if (passwordSent) {
            return Optional.empty();
        }
        if (login.asksForPassword()) {
            if (!usernameSent && login.asksForUsername()) {
                login.typeUsername(settings.username());
            }
            login.typePassword(settings.password());
            passwordSent = true;
            login.submit();
        } else if (!usernameSent && login.asksForUsername()) {
            login.typeUsername(settings.username());
            usernameSent = true;
            login.submit();
        } else if (usernameSent && login.offersPassword()) {
            login.choosePassword();
        }
        return Optional.empty();
    }
}
