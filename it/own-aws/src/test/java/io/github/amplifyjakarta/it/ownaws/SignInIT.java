package io.github.amplifyjakarta.it.ownaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-in and sign-out on Cognito's pages, written down from what is known of them: nobody here has seen those of AWS. */
class SignInIT {

    /** Each form is there twice, and the first is hidden. */
    private static final String CLASSIC = """
            <body>%1$s<div style="display:none"><form method="post" action="/login"><input name="username">
            <input name="password" type="password"><input name="signInSubmitButton" type="Submit" value="Sign in"></form></div>
            <div><p>Sign in with your username and password</p>%1$s<form method="post" action="/login">
            <input type="hidden" name="_csrf" value="1"><input id="signInFormUsername" name="username" type="text">
            <input id="signInFormPassword" name="password" type="password"><a href="/forgotPassword">Forgot your password?</a>
            <input name="signInSubmitButton" type="Submit" value="Sign in"></form></div></body>
            """;

    private static final String USERNAME_STEP = """
            <body><main><h1>Sign in</h1><form method="post" action="/username"><label for="u">Username</label>
            <input id="u" name="username" autocomplete="username"><button type="submit">Next</button></form>
            <a href="/signup">Create an account</a></main></body>
            """;

    private static final String PASSWORD_STEP = """
            <body><main><h1>Enter your password</h1>%s<form method="post" action="/login"><label for="p">Password</label>
            <input id="p" name="password" type="password" autocomplete="current-password">
            <button type="button" aria-label="Show password"></button><button type="submit">Continue</button></form>
            <a href="/forgotPassword">Forgot your password?</a></main></body>
            """;

    private static final String ACCOUNT = "<body><p id=\"username\">carol</p></body>";

    private static ProofBrowser browser;

    @BeforeAll
    static void start() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/chromium")), "no /usr/bin/chromium");
        browser = new ProofBrowser(Optional.empty());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** The answers of a site whose sign-in begins with a page, goes to another, and ends. */
    private static Function<String, String> pages(String first, String afterUsername, String afterPassword) {
        boolean[] done = new boolean[1];
        return request -> switch (request) {
            case "GET /account" -> done[0] ? ACCOUNT : "-> http://127.0.0.1:PORT/login";
            case "GET /login" -> first;
            case "POST /username" -> afterUsername;
            case "POST /login" -> {
                done[0] = true;
                yield afterPassword;
            }
            default -> "<body>" + request + "</body>";
        };
    }

    private static Finding signIn(Function<String, String> pages) throws Exception {
        try (LocalSite site = new LocalSite(pages);
                BrowserContext window = browser.window()) {
            Finding finding = new SignIn(window.newPage(), site.settings()).run();
            if (finding.hasPassed()) {
                assertTrue(
                        site.requests().stream()
                                .anyMatch(request -> request.startsWith("POST /login")
                                        && request.contains("password=Proof-Secret-42")),
                        "the password was sent to the form's address");
            }
            return finding;
        }
    }

    private static void assertRefused(String reason, Finding finding) {
        assertEquals(Result.FAILED, finding.result());
        assertTrue(finding.detail().contains(reason), finding.detail());
    }

    private static final String BACK = "-> http://localhost:PORT/account";

    @Test
    void signsInOnTheClassicHostedUi() throws Exception {
        assertEquals(Finding.passed("as carol"), signIn(pages(CLASSIC.formatted(""), "", BACK)));
    }

    @Test
    void signsInOnManagedLoginInTwoSteps() throws Exception {
        assertEquals(Finding.passed("as carol"), signIn(pages(USERNAME_STEP, PASSWORD_STEP.formatted(""), BACK)));
    }

    @Test
    void signsInByTelephoneNumber() throws Exception {
        String phone = USERNAME_STEP.replace("<input ", "<input name=\"countryCode\" value=\"+49\"><input ");
        assertEquals(Finding.passed("as carol"), signIn(pages(phone, PASSWORD_STEP.formatted(""), BACK)));
    }

    @Test
    void choosesThePasswordWhereThereAreSeveralWays() throws Exception {
        String choice = "<body><h1>Choose how to sign in</h1><button>Sign in with a passkey</button>"
                + "<button onclick=\"location='/password'\">Sign in with a password</button></body>";
        Function<String, String> pages = pages(USERNAME_STEP, choice, BACK);
        assertEquals(
                Finding.passed("as carol"),
                signIn(request ->
                        request.equals("GET /password") ? PASSWORD_STEP.formatted("") : pages.apply(request)));
    }

    @Test
    void reportsWhatCognitoSaysAboutThePassword() throws Exception {
        String message = "<p id=\"loginErrorMessage\" class=\"errorMessage-customizable\">"
                + "Incorrect username or password.</p>";
        assertRefused(
                "Cognito says: Incorrect username or password.",
                signIn(pages(CLASSIC.formatted(""), "", CLASSIC.formatted(message))));
        assertRefused(
                "Cognito says: Incorrect username or password",
                signIn(pages(
                        USERNAME_STEP,
                        PASSWORD_STEP.formatted(""),
                        PASSWORD_STEP.formatted("<div>Incorrect username or password.</div>"))));
    }

    @Test
    void reportsACallbackThatIsNotRegistered() throws Exception {
        assertRefused(
                "redirect_mismatch: the app client does not know http://localhost:",
                signIn(pages("-> /error?error=redirect_mismatch&client_id=abc", "", "")));
        assertRefused("redirect_mismatch", signIn(pages("<body><h1>redirect_mismatch</h1></body>", "", "")));
        assertRefused(
                "Cognito shows the error invalid_scope",
                signIn(pages("-> /error?error=invalid_scope&client_id=abc", "", "")));
    }

    @Test
    void reportsChallenges() throws Exception {
        String newPassword = "<body><h1>Change Password</h1><form><input type=\"password\" name=\"new_password\">"
                + "<input type=\"password\" name=\"new_password_confirmation\"><button>Send</button></form></body>";
        assertRefused("asks for a new password", signIn(pages(CLASSIC.formatted(""), "", newPassword)));
        String code = "<body><p>We have sent a code.</p><form><input type=\"text\" name=\"authentication_code\">"
                + "<button>Sign in</button></form></body>";
        assertRefused("asks for a code (MFA", signIn(pages(CLASSIC.formatted(""), "", code)));
    }

    @Test
    void reportsADomainThatDoesNotAnswer() throws Exception {
        Finding unknown = signIn(pages("-> http://login.invalid/oauth2/authorize?state=1", "", ""));
        assertRefused("ERR_NAME_NOT_RESOLVED", unknown);
        assertRefused("on the way to http://login.invalid/oauth2/authorize", unknown);
        assertRefused(
                "Cognito answered 403: This page is not for you",
                signIn(pages("<body>This page is not for you</body>", "", "")));
    }

    @Test
    void reportsASignInThatCognitoSentBackWithoutACode() throws Exception {
        assertRefused(
                "without a code: error=access_denied",
                signIn(pages("-> http://localhost:PORT/?error=access_denied", "", "")));
    }

    private static Finding signOut(String answer) throws Exception {
        try (LocalSite site = new LocalSite(request -> request.equals("GET /api/auth/sign-out") ? answer : "passed\n");
                BrowserContext window = browser.window()) {
            ApplicationCalls calls = new ApplicationCalls(window.request(), site.settings());
            return new SignOut(window.newPage(), site.settings(), calls).run();
        }
    }

    @Test
    void reportsASignOutUrlThatIsNotRegistered() throws Exception {
        Finding finding = signOut("-> http://127.0.0.1:PORT/error?error=redirect_mismatch");
        assertRefused("redirect_mismatch", finding);
        assertRefused("/api/auth/sign-out-callback; register exactly this URL", finding);
    }

    @Test
    void reportsASessionThatIsNotOver() throws Exception {
        assertRefused("expected 401 without a session, found 200", signOut("-> http://localhost:PORT/"));
    }
}
