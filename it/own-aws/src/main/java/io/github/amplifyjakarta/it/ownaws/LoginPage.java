package io.github.amplifyjakarta.it.ownaws;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What is on a page of Cognito: of the classic hosted UI, of Managed Login or of the sandbox. The classic pages have each
 * form twice, once for small screens, and one of them is hidden: only what is visible counts.
 */
final class LoginPage {

    private static final String USERNAME = "input[name=username]:visible, input[autocomplete=username]:visible";
    private static final String PASSWORD = "input[type=password]:visible";
    /** The first that is there. A button without a type may be one that shows the password. */
    private static final List<String> SUBMIT = List.of(
            "input[name=signInSubmitButton]:visible", "button[type=submit]:visible", "input[type=submit]:visible");

    private static final String NEW_PASSWORD =
            "input[autocomplete=new-password]:visible, input[type=password][name*=new i]:visible,"
                    + " input[type=password][name*=confirm i]:visible";
    private static final String CODE = "input[autocomplete=one-time-code]:visible, input[name*=code i]:visible,"
            + " input[name*=mfa i]:visible, input[name*=otp i]:visible";
    private static final String ALERT =
            "#loginErrorMessage:visible, .errorMessage-customizable:visible," + " [role=alert]:visible";

    /** What Cognito says, wherever it stands on the page. The browser asks for English. */
    private static final Pattern COMPLAINT = Pattern.compile(
            "(?i)(incorrect|invalid|wrong) [^.]{0,40}password|user (does not exist|is disabled)|attempts exceeded"
                    + "|password reset required");

    /** Where several ways to sign in are offered after the user name. */
    private static final Pattern WITH_PASSWORD =
            Pattern.compile("^((sign in|continue|log in) with )?(a |your )?password$", Pattern.CASE_INSENSITIVE);

    private static final Pattern ERROR = Pattern.compile("[?&]error=([\\w.-]+)");

    private final Page page;
    private final URI callback;

    /** @param callback the address that has to be registered for where the browser would be sent */
    LoginPage(Page page, URI callback) {
        this.page = page;
        this.callback = callback;
    }

    /** {@return why nobody can be signed in here; empty when the page asks for no more than name and password} */
    Optional<String> refusal() {
        String text = text();
        Optional<String> error =
                ERROR.matcher(page.url()).results().map(found -> found.group(1)).findFirst();
        if (text.contains("redirect_mismatch")
                || error.filter("redirect_mismatch"::equals).isPresent()) {
            return Optional.of("redirect_mismatch: the app client does not know " + callback
                    + "; register exactly this URL in Cognito");
        }
        if (error.isPresent()) {
            return Optional.of("Cognito shows the error " + error.get() + ": " + text);
        }
        // a sign-in by telephone number has a field for the code of the country
        boolean code = has(CODE) && !asksForUsername();
        if (code || path().matches("(?i).*mfa.*")) {
            return Optional.of(
                    "Cognito asks for a code (MFA, or a user who is not confirmed): take a test user" + " without it");
        }
        if (has(NEW_PASSWORD) || page.locator(PASSWORD).count() > 1) {
            return Optional.of("Cognito asks for a new password: set a permanent one for the test user"
                    + " (admin-set-user-password --permanent)");
        }
        return Optional.empty();
    }

    /** {@return the error message on the page} */
    Optional<String> alert() {
        return page.locator(ALERT).allInnerTexts().stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .or(() -> COMPLAINT
                        .matcher(text())
                        .results()
                        .map(MatchResult::group)
                        .findFirst());
    }

    boolean asksForUsername() {
        return has(USERNAME);
    }

    boolean asksForPassword() {
        return has(PASSWORD);
    }

    boolean offersPassword() {
        return withPassword().count() > 0;
    }

    void choosePassword() {
        withPassword().first().click();
    }

    void typeUsername(String username) {
        page.locator(USERNAME).first().fill(username);
    }

    void typePassword(String password) {
        page.locator(PASSWORD).first().fill(password);
    }

    void submit() {
        SUBMIT.stream()
                .filter(this::has)
                .findFirst()
                .ifPresentOrElse(
                        button -> page.locator(button).first().click(),
                        () -> page.keyboard().press("Enter"));
    }

    private Locator withPassword() {
        return page.locator("button:visible, [role=button]:visible, [role=radio]:visible")
                .filter(new Locator.FilterOptions().setHasText(WITH_PASSWORD));
    }

    private boolean has(String selector) {
        return page.locator(selector).count() > 0;
    }

    /** {@return what a person could read} What was typed into the fields is not part of it. */
    String text() {
        return page.locator("body").innerText().replaceAll("\\s+", " ").strip();
    }

    private String path() {
        return Optional.ofNullable(URI.create(page.url()).getRawPath()).orElse("");
    }
}
