package io.github.amplifyjakarta.it.ownaws;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs the test user out: by Cognito's sign-out back to the application, which then knows nobody. */
final class SignOut {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final double PAUSE_MILLIS = 200;

    private final Page page;
    private final ProofSettings settings;
    private final ApplicationCalls calls;

    SignOut(Page page, ProofSettings settings, ApplicationCalls calls) {
        this.page = page;
        this.settings = settings;
        this.calls = calls;
    }

    Finding run() {
        page.navigate(
                settings.at("/api/auth/sign-out").toString(),
                new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        LoginPage login = new LoginPage(page, settings.signOutCallback());
        Instant end = Instant.now().plus(LIMIT);
        while (!isBack()) {
            Optional<String> refusal = atCognito() ? login.refusal() : Optional.empty();
            if (refusal.isPresent()) {
                return Finding.failed(refusal.get());
            }
            if (Instant.now().isAfter(end)) {
                return Finding.failed("the browser did not come back to " + settings.signOutCallback() + " within "
                        + LIMIT.toSeconds() + " seconds; is it registered as a sign-out URL? It is at " + page.url()
                        + ": " + login.text());
            }
            page.waitForTimeout(PAUSE_MILLIS);
        }
        return isOver();
    }

    private boolean atCognito() {
        return !settings.at("").getAuthority().equals(URI.create(page.url()).getAuthority());
    }

    private boolean isBack() {
        return !atCognito() && URI.create(page.url()).getPath().equals("/");
    }

    private Finding isOver() {
        List<String> left = page.context().cookies(settings.at("/").toString()).stream()
                .map(cookie -> cookie.name)
                .filter(name -> name.startsWith("CognitoIdentityServiceProvider."))
                .toList();
        if (!left.isEmpty()) {
            return Finding.failed(left.size() + " cookies of the session are left");
        }
        int status = calls.statusOfSession();
        return status == 401
                ? Finding.passed("no cookie is left, and the session is over")
                : Finding.failed("expected 401 without a session, found " + status);
    }
}
