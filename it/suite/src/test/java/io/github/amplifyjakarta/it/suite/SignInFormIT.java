package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sign-in form of the documentation on a server, with the challenges that the sandbox plays. */
@ExtendWith(SharedServer.class)
class SignInFormIT {

    private static final Pattern FLOW = Pattern.compile("name=\"flow\" value=\"([^\"]+)\"");
    private static final String PASSWORD = "Passw0rd!";

    private final DemoServer server;
    private final Browser browser = new Browser();

    SignInFormIT(DemoServer server) {
        this.server = server;
    }

    @BeforeEach
    void lastingTokens() throws Exception {
        Browser.tokensLive(server, 3600, true);
    }

    private URI page(String path) {
        return server.origin().resolve("/form" + path);
    }

    /** {@return the page after a form was sent} */
    private HttpResponse<String> submit(Browser from, String route, Map<String, String> fields) throws Exception {
        HttpResponse<String> answer =
                from.post(page("/api/auth/form/" + route), fields, "Sec-Fetch-Site", "same-origin");
        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals("", answer.body());
        return from.navigate(
                answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow()));
    }

    private HttpResponse<String> start(Browser from, String username) throws Exception {
        return submit(from, "start", Map.of("username", username, "password", PASSWORD));
    }

    private HttpResponse<String> answer(Browser from, HttpResponse<String> page, String response) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher flow = FLOW.matcher(page.body());
        assertTrue(flow.find(), page.body());
        fields.put("flow", flow.group(1));
        fields.put("challengeResponse", response);
        return submit(from, "answer", fields);
    }

    private String who(Browser whose) throws Exception {
        return whose.get(page("/api/who-am-i")).body();
    }

    private void user(String username, String challenge) throws Exception {
        new Browser()
                .post(
                        server.sandbox().resolve("/sandbox/users"),
                        Map.of("username", username, "password", PASSWORD, "challenge", challenge));
    }

    private String code(String username) throws Exception {
        return new Browser()
                .get(server.sandbox().resolve("/sandbox/mail?username=" + username))
                .body();
    }

    @Test
    void signsInWithAPasswordThatIsNeverSentToCognito() throws Exception {
        HttpResponse<String> first = browser.navigate(page("/sign-in.jsp"));
        assertTrue(first.body().contains("action=\"/form/api/auth/form/start\""), first.body());
        assertEquals("guest", who(browser));
        assertEquals("/form/", start(browser, "alice").uri().getPath());
        assertEquals("alice", who(browser));
        Set<String> readable = browser.jar(server.origin()).keySet().stream()
                .filter(name -> name.contains("sign-in"))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), readable);
    }

    @Test
    void leadsBackToThePageThatWasRefused() throws Exception {
        HttpResponse<String> refused = browser.navigate(page("/members/list?page=2"));
        assertEquals(302, refused.statusCode());
        assertEquals(
                page("/sign-in.jsp").getPath(),
                refused.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> done = browser.post(
                page("/api/auth/form/start"),
                Map.of("username", "alice", "password", PASSWORD),
                "Sec-Fetch-Site",
                "same-origin");
        assertEquals(
                "/form/members/list?page=2",
                done.headers().firstValue("Location").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "SMS_MFA, text",
        "EMAIL_OTP, mail",
        "SOFTWARE_TOKEN_MFA, app",
    })
    void asksForCodes(String challenge, String username) throws Exception {
        user(username, challenge);
        HttpResponse<String> page = start(browser, username);
        assertEquals("guest", who(browser));
        HttpResponse<String> wrong = answer(browser, page, "no code");
        assertTrue(wrong.body().contains("The code is wrong"), wrong.body());
        answer(browser, wrong, code(username));
        assertEquals(username, who(browser));
    }

    @Test
    void letsTheUserChooseASecondFactor() throws Exception {
        user("chooser", "SELECT_MFA_TYPE");
        HttpResponse<String> choice = start(browser, "chooser");
        assertTrue(choice.body().contains("value=\"EMAIL\""), choice.body());
        HttpResponse<String> code = answer(browser, choice, "EMAIL");
        answer(browser, code, code("chooser"));
        assertEquals("chooser", who(browser));
    }

    @Test
    void asksForANewPassword() throws Exception {
        user("newcomer", "NEW_PASSWORD_REQUIRED");
        HttpResponse<String> page = start(browser, "newcomer");
        Matcher flow = FLOW.matcher(page.body());
        assertTrue(flow.find() && page.body().contains("userAttributes.given_name"), page.body());
        Map<String, String> fields = Map.of(
                "flow", flow.group(1),
                "challengeResponse", "An0therOne!",
                "userAttributes.given_name", "Nora");
        submit(browser, "answer", fields);
        assertEquals("newcomer", who(browser));
        Browser again = new Browser();
        submit(again, "start", Map.of("username", "newcomer", "password", "An0therOne!"));
        assertEquals("newcomer", who(again));
    }

    @Test
    void setsUpASecondFactorByMail() throws Exception {
        user("careful", "MFA_SETUP_CHOICE");
        HttpResponse<String> choice = start(browser, "careful");
        HttpResponse<String> address = answer(browser, choice, "EMAIL");
        HttpResponse<String> code = answer(browser, address, "careful@example.com");
        answer(browser, code, code("careful"));
        assertEquals("careful", who(browser));
    }

    @Test
    void showsTheSecretOfAnAuthenticatorApp() throws Exception {
        user("with-app", "MFA_SETUP");
        HttpResponse<String> page = start(browser, "with-app");
        assertTrue(page.body().contains("otpauth://totp/Orders:you?secret="), page.body());
        assertTrue(answer(browser, page, "000000").body().contains("The code is wrong"));
        assertEquals("guest", who(browser));
    }

    @Test
    void letsTheUserChooseAFirstFactor() throws Exception {
        Browser.addUser(server, "passwordless");
        HttpResponse<String> choice = submit(browser, "start", Map.of("username", "passwordless"));
        assertTrue(choice.body().contains("value=\"EMAIL_OTP\""), choice.body());
        HttpResponse<String> code = answer(browser, choice, "EMAIL_OTP");
        answer(browser, code, code("passwordless"));
        assertEquals("passwordless", who(browser));
    }

    @ParameterizedTest
    @CsvSource({"PASSWORD", "PASSWORD_SRP"})
    void takesAPasswordAfterTheChoice(String factor) throws Exception {
        HttpResponse<String> choice = submit(browser, "start", Map.of("username", "bob"));
        HttpResponse<String> password = answer(browser, choice, factor);
        assertTrue(password.body().contains("current-password"), password.body());
        answer(browser, password, PASSWORD);
        assertEquals("bob", who(browser));
    }

    @Test
    void playsCustomChallenges() throws Exception {
        user("questioned", "CUSTOM_CHALLENGE");
        HttpResponse<String> first = start(browser, "questioned");
        assertTrue(first.body().contains("6 times 7"), first.body());
        HttpResponse<String> second = answer(browser, first, "42");
        assertTrue(second.body().contains("6 times 9"), second.body());
        answer(browser, second, "54");
        assertEquals("questioned", who(browser));
    }

    @Test
    void asksForAnotherPasswordThatAnAdministratorHasReset() throws Exception {
        user("forgetful", "RESET_REQUIRED");
        assertTrue(start(browser, "forgetful").body().contains("You need a new password"));
        HttpResponse<String> code = submit(browser, "reset-password", Map.of("username", "forgetful"));
        assertTrue(code.body().contains("confirm-reset-password"), code.body());
        submit(
                browser,
                "confirm-reset-password",
                Map.of(
                        "username", "forgetful",
                        "confirmationCode", code("forgetful"),
                        "newPassword", "An0therOne!"));
    }

    @Test
    void signsUsersUp() throws Exception {
        String username = "fresh" + System.nanoTime();
        HttpResponse<String> code = submit(
                browser,
                "sign-up",
                Map.of("username", username, "password", PASSWORD, "userAttributes.email", username + "@example.com"));
        assertTrue(code.body().contains("confirm-sign-up"), code.body());
        assertTrue(start(browser, username).body().contains("confirm-sign-up"), "not confirmed yet");
        submit(browser, "confirm-sign-up", Map.of("username", username, "confirmationCode", code(username)));
        start(browser, username);
        assertEquals(username, who(browser));
    }

    @Test
    void tellsStrangersAndWrongPasswordsTheSame() throws Exception {
        HttpResponse<String> stranger =
                submit(browser, "start", Map.of("username", "nobody-knows", "password", PASSWORD));
        HttpResponse<String> mistyped = submit(browser, "start", Map.of("username", "alice", "password", "wrong"));
        assertEquals(stranger.uri(), mistyped.uri());
        assertEquals(stranger.body(), mistyped.body());
        assertTrue(stranger.body().contains("The user name or the password is wrong."), stranger.body());
        assertEquals("guest", who(browser));
    }

    /** One challenge for the whole server would let the last user in. */
    @Test
    void neverMixesTwoUsers() throws Exception {
        user("first-user", "SMS_MFA");
        user("second-user", "SMS_MFA");
        Browser other = new Browser();
        HttpResponse<String> first = start(browser, "first-user");
        HttpResponse<String> second = start(other, "second-user");
        assertFalse(answer(browser, second, code("second-user")).body().contains("Code"), "of another browser");
        assertEquals("guest", who(browser));
        answer(other, second, code("second-user"));
        answer(browser, first, code("first-user"));
        assertEquals("first-user", who(browser));
        assertEquals("second-user", who(other));
    }

    @Test
    void answersScriptsWithTheNextStep() throws Exception {
        user("scripted", "SMS_MFA");
        HttpResponse<String> step = json("start", "{\"username\":\"scripted\",\"password\":\"" + PASSWORD + "\"}");
        assertEquals(200, step.statusCode());
        assertTrue(step.body().contains("\"signInStep\":\"CONFIRM_SIGN_IN_WITH_SMS_CODE\""), step.body());
        String flow = step.body().replaceFirst(".*\"flow\":\"([^\"]+)\".*", "$1");
        HttpResponse<String> wrong = json("answer", "{\"flow\":\"" + flow + "\",\"challengeResponse\":\"1\"}");
        assertEquals(400, wrong.statusCode());
        assertEquals(
                "application/problem+json",
                wrong.headers().firstValue("Content-Type").orElseThrow());
        HttpResponse<String> done =
                json("answer", "{\"flow\":\"" + flow + "\",\"challengeResponse\":\"" + code("scripted") + "\"}");
        assertTrue(done.body().contains("\"isSignedIn\":true"), done.body());
        assertFalse(done.body().contains("eyJ"), "a token");
        assertEquals("scripted", who(browser));
    }

    private HttpResponse<String> json(String route, String body) throws Exception {
        return browser.postJson(page("/api/auth/form/" + route), body);
    }

    @Test
    void refusesFormsOfOtherSites() throws Exception {
        HttpResponse<String> answer = browser.post(
                page("/api/auth/form/start"),
                Map.of("username", "alice", "password", PASSWORD),
                "Sec-Fetch-Site",
                "cross-site");
        assertEquals(403, answer.statusCode());
        assertEquals("guest", who(browser));
    }
}
