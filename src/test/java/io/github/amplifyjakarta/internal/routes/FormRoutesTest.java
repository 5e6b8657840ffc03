package io.github.amplifyjakarta.internal.routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sign-in form of the application is sent to, and what it gets. */
class FormRoutesTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final Map<String, String> CONFIG = Map.of(
            "amplify.auth.sign-in.form", "true",
            "amplify.auth.sign-in.flow", "USER_PASSWORD_AUTH",
            "amplify.auth.sign-in.keys", "a key of the configuration that is long enough",
            "amplify.auth.session.sign-in-path", "/welcome",
            "amplify.auth.session.protected-paths", "/*");

    private final TestPool pool = new TestPool();
    private AmplifyRuntime runtime = pool.runtime(CONFIG);
    private final RouteClient browser = new RouteClient(runtime);
    private final List<String> asked = new ArrayList<>();

    private ShortCircuitResponse post(String name, String type, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", type);
        List<SetCookie> changes = new ArrayList<>();
        ShortCircuitResponse response = runtime.routes()
                .orElseThrow()
                .handle(
                        "form/" + name,
                        Requests.of("POST", "/api/auth/form/" + name, null, all),
                        () -> new ByteArrayInputStream(body),
                        runtime.sessions().open(browser.cookies(), changes::addAll));
        changes.addAll(response.cookies());
        browser.keep(changes);
        return response;
    }

    private static Map<String, String> withFlow(String flow) {
        Map<String, String> config = new TreeMap<>(CONFIG);
        config.put("amplify.auth.sign-in.flow", flow);
        return config;
    }

    private ShortCircuitResponse form(String name, String body) {
        return post(name, FORM, body.getBytes(UTF_8), Map.of("Sec-Fetch-Site", "same-origin"));
    }

    private ShortCircuitResponse json(String name, String body) {
        return post(name, JSON, body.getBytes(UTF_8), Map.of("Sec-Fetch-Site", "same-origin"));
    }

    private static JsonObject read(ShortCircuitResponse response) {
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    private void cognito(String operation, HttpReply reply) {
        pool.on(operation, call -> {
            asked.add(call.body());
            return reply;
        });
    }

    private void asksForACode() {
        cognito(
                "InitiateAuth",
                TestPool.json("{\"ChallengeName\":\"SMS_MFA\",\"Session\":\"s-1\",\"ChallengeParameters\":{"
                        + "\"USER_ID_FOR_SRP\":\"alice\",\"CODE_DELIVERY_DESTINATION\":\"+***9\"}}"));
    }

    private static String parameter(ShortCircuitResponse response, String name) {
        return response.location().orElseThrow().replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
    }

    @Test
    void leadsFormsFromStepToStepAndBackToThePageThatWasRefused() {
        AccessResult refused = runtime.access()
                .checkPath(
                        Requests.of("GET", "/orders", "page=2", Map.of("Accept", "text/html")),
                        runtime.sessions().open(browser.cookies(), none -> {}));
        browser.keep(refused.refusal().orElseThrow().cookies());
        asksForACode();
        ShortCircuitResponse step = form("start", "username=alice%40example.com&password=a+b%26c");
        assertEquals(303, step.status());
        String flow = parameter(step, "flow");
        assertEquals("/welcome?flow=" + flow, step.location().orElseThrow());
        assertTrue(asked.get(0).contains("\"PASSWORD\":\"a b&c\""), asked.get(0));

        cognito("RespondToAuthChallenge", TestPool.error(400, "CodeMismatchException"));
        ShortCircuitResponse wrong = form("answer", "flow=" + flow + "&challengeResponse=1");
        assertEquals(303, wrong.status());
        assertEquals("/welcome?error=wrong-code&flow=" + flow, wrong.location().orElseThrow());

        cognito("RespondToAuthChallenge", pool.issued("alice", "refresh-of-alice"));
        ShortCircuitResponse done = form("answer", "flow=" + flow + "&challengeResponse=123456");
        assertEquals(303, done.status());
        assertEquals("/orders?page=2", done.location().orElseThrow());
        assertEquals("", done.body());
        assertTrue(runtime.sessions().open(browser.cookies(), none -> {}).isAuthenticated());
        assertEquals(
                List.of(),
                browser.cookies().effective().stream()
                        .map(cookie -> cookie.name())
                        .filter(name -> name.contains("sign-in") || name.contains("server_auth"))
                        .toList());
    }

    @Test
    void givesScriptsTheStepsOfAmplify() {
        asksForACode();
        ShortCircuitResponse step = json("start", "{\"username\":\"alice\",\"password\":\"secret\"}");
        assertEquals(200, step.status());
        assertEquals(Optional.of("application/json"), step.contentType());
        String flow = read(step).getString("flow");
        assertEquals(
                "{\"isSignedIn\":false,\"nextStep\":{\"signInStep\":\"CONFIRM_SIGN_IN_WITH_SMS_CODE\","
                        + "\"codeDeliveryDetails\":{\"deliveryMedium\":\"SMS\",\"destination\":\"+***9\"}},\"flow\":\""
                        + flow + "\"}",
                step.body());
        cognito("RespondToAuthChallenge", pool.issued("alice", "refresh-of-alice"));
        ShortCircuitResponse done = json("answer", "{\"flow\":\"" + flow + "\",\"challengeResponse\":\"123456\"}");
        assertEquals("{\"isSignedIn\":true,\"nextStep\":{\"signInStep\":\"DONE\"},\"location\":\"/\"}", done.body());
        assertFalse(done.body().contains("eyJ"), "a token");
    }

    @ParameterizedTest
    @CsvSource({
        "NotAuthorizedException, 401, auth/wrong-credentials",
        "UserNotFoundException, 401, auth/wrong-credentials",
        "LimitExceededException, 429, auth/too-many-attempts",
        "InternalErrorException, 502, auth/service"
    })
    void tellsScriptsAndFormsWhatWentWrong(String name, int status, String code) {
        cognito("InitiateAuth", TestPool.error(400, name));
        ShortCircuitResponse problem = json("start", "{\"username\":\"alice\",\"password\":\"secret\"}");
        assertEquals(status, problem.status());
        assertEquals(code, read(problem).getString("code"));
        assertFalse(problem.body().contains("on purpose"), "Cognito's own text");
        ShortCircuitResponse page = form("start", "username=alice&password=secret");
        assertEquals("/welcome?error=" + code.substring(5), page.location().orElseThrow());
    }

    @Test
    void startsWithoutAPassword() {
        cognito(
                "InitiateAuth",
                TestPool.json("{\"ChallengeName\":\"SELECT_CHALLENGE\",\"Session\":\"s\",\"AvailableChallenges\":"
                        + "[\"EMAIL_OTP\"]}"));
        assertEquals(400, json("start", "{\"username\":\"alice\"}").status(), "USER_PASSWORD_AUTH needs one");
        runtime = pool.runtime(withFlow("USER_AUTH"));
        ShortCircuitResponse answer = json("start", "{\"username\":\"alice\"}");
        assertEquals(200, answer.status(), answer.body());
        JsonObject step = read(answer);
        assertEquals(
                "[\"EMAIL_OTP\"]",
                step.getJsonObject("nextStep").get("availableChallenges").toString());
        assertTrue(asked.get(0).contains("USER_AUTH"), asked.get(0));
    }

    @Test
    void forgetsWhatIsCanceled() {
        asksForACode();
        String flow = parameter(form("start", "username=alice&password=secret"), "flow");
        assertEquals("/welcome", form("cancel", "flow=" + flow).location().orElseThrow());
        assertEquals(
                "/welcome?error=sign-in-not-started",
                form("answer", "flow=" + flow + "&challengeResponse=1")
                        .location()
                        .orElseThrow());
    }

    @Test
    void signsUsersUpAndSetsNewPasswords() {
        cognito("SignUp", TestPool.json("{\"UserConfirmed\":false}"));
        cognito("ConfirmSignUp", TestPool.json("{}"));
        cognito("ResendConfirmationCode", TestPool.json("{}"));
        cognito("ForgotPassword", TestPool.json("{}"));
        cognito("ConfirmForgotPassword", TestPool.json("{}"));
        assertEquals(
                "/sign-up?step=CONFIRM_SIGN_UP",
                form("sign-up", "page=%2Fsign-up&username=alice&password=p&userAttributes.email=a%40b.c")
                        .location()
                        .orElseThrow());
        assertTrue(asked.get(0).contains("[{\"Name\":\"email\",\"Value\":\"a@b.c\"}]"), asked.get(0));
        assertEquals(
                "{\"nextStep\":{\"signUpStep\":\"CONFIRM_SIGN_UP\"}}",
                json("resend", "{\"username\":\"alice\"}").body());
        assertEquals(
                "{\"nextStep\":{\"signUpStep\":\"DONE\"}}",
                json("confirm-sign-up", "{\"username\":\"alice\",\"confirmationCode\":\"1\"}")
                        .body());
        assertEquals(
                "/welcome?step=CONFIRM_RESET_PASSWORD_WITH_CODE",
                form("reset-password", "username=alice").location().orElseThrow());
        assertEquals(
                "{\"nextStep\":{\"resetPasswordStep\":\"DONE\"}}",
                json(
                                "confirm-reset-password",
                                "{\"username\":\"alice\",\"confirmationCode\":\"1\",\"newPassword\":\"n\"}")
                        .body());
        json("sign-up", "{\"username\":\"bob\",\"password\":\"p\",\"userAttributes\":{\"email\":\"b@b.c\"}}");
        assertTrue(asked.get(5).contains("b@b.c"), asked.get(5));
    }

    @Test
    void staysAtTheStepAfterAWrongCode() {
        cognito("ConfirmForgotPassword", TestPool.error(400, "CodeMismatchException"));
        String fields = "username=alice&confirmationCode=1&newPassword=n";
        assertEquals(
                "/welcome?error=wrong-code&step=CONFIRM_RESET_PASSWORD_WITH_CODE",
                form("confirm-reset-password", fields).location().orElseThrow());
        cognito("ConfirmForgotPassword", TestPool.json("{}"));
        assertEquals(
                "/reset?lang=de&step=DONE",
                form(
                                "confirm-reset-password",
                                fields + "&page=%2Freset%3Fstep%3DCONFIRM_RESET_PASSWORD_WITH_CODE%26lang%3Dde%26error"
                                        + "%3Dwrong-code")
                        .location()
                        .orElseThrow());
    }

    /** Otherwise its callback would end the new session, in whatever tab it comes. */
    @Test
    void endsASignOutThatWasNotFinished() {
        browser.send("GET", "/api/auth/sign-out", null, Map.of("Sec-Fetch-Site", "same-origin"));
        assertTrue(
                browser.cookies().find("com.amplify.server_auth.isSigningOut").isPresent());
        cognito("InitiateAuth", pool.issued("alice", "refresh-of-alice"));
        form("start", "username=alice&password=secret");
        assertTrue(
                browser.cookies().find("com.amplify.server_auth.isSigningOut").isEmpty());
    }

    /** A page of another site would sign the victim in as the attacker. */
    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, none, 303",
        "Origin, https://evil.example.com, 403",
        "Origin, null, 403",
        "Referer, https://evil.example.com/x, 403",
        "Sec-Fetch-Site, same-origin, 303",
        "Origin, https://app.example.com, 303",
        "X-None, x, 303"
    })
    void refusesFormsOfOtherSites(String header, String value, int status) {
        asksForACode();
        ShortCircuitResponse response = post(
                "start",
                FORM,
                "username=alice&password=secret".getBytes(UTF_8),
                Map.of(header, value.replace("https://app.example.com", TestPool.ORIGIN)));
        assertEquals(status, response.status());
        assertEquals(status == 403 ? 0 : 1, asked.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com/", "//evil.example.com", "/\\evil.example.com", "javascript:1"})
    void leadsToNoOtherSite(String page) {
        asksForACode();
        ShortCircuitResponse response = form("start", "username=alice&password=secret&page=" + page);
        assertTrue(response.location().orElseThrow().startsWith("/welcome?flow="), response.location()::get);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | username=alice | 415",
                "multipart/form-data; boundary=x | --x | 415",
                "application/x-www-form-urlencoded | username=alice&username=bob | 400",
                "application/x-www-form-urlencoded | username=%zz | 400",
                "application/json | [] | 400",
                "application/json | {\"username\":1} | 400",
                "application/json | {\"username\":\"a\" | 400",
                "application/json | {\"username\":\"a\",\"a\":{\"b\":{\"c\":\"d\"}}} | 400",
                "application/json | {\"a\":{\"b\":\"1\"},\"a.b\":\"2\"} | 400",
            })
    void refusesWhatCannotBeReadInOneWay(String type, String body, int status) {
        ShortCircuitResponse response = post("start", type, body.getBytes(UTF_8), Map.of());
        assertEquals(status, response.status());
        assertEquals("auth/invalid-form", read(response).getString("code"));
        assertEquals(List.of(), asked);
    }

    @Test
    void refusesWhatIsTooLongOrNoText() {
        assertEquals(413, post("start", FORM, new byte[70_000], Map.of()).status());
        assertEquals(
                400,
                post("start", FORM, "username=é".getBytes(ISO_8859_1), Map.of()).status());
        String deep = "{\"a\":".repeat(20_000) + "1" + "}".repeat(10);
        assertEquals(413, post("start", JSON, deep.getBytes(UTF_8), Map.of()).status());
        String lessDeep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        assertEquals(
                400, post("start", JSON, lessDeep.getBytes(UTF_8), Map.of()).status());
    }

    @Test
    void takesPostAlone() {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            ShortCircuitResponse response = runtime.routes()
                    .orElseThrow()
                    .handle(
                            "form/start",
                            Requests.of(method, "/api/auth/form/start", null, Map.of()),
                            () -> new ByteArrayInputStream(new byte[0]),
                            runtime.sessions().open(browser.cookies(), none -> {}));
            assertEquals(405, response.status());
            assertEquals(Optional.of("POST, OPTIONS"), response.allow());
        }
        assertEquals(404, post("other", FORM, new byte[0], Map.of()).status());
    }

    @Test
    void isOpenWhereEveryPathIsProtected() {
        for (String path : List.of("/api/auth/form/start", "/api/auth/form/confirm-reset-password", "/welcome")) {
            AccessResult result = runtime.access()
                    .checkPath(
                            Requests.of("POST", path, null, Map.of()),
                            runtime.sessions().open(browser.cookies(), none -> {}));
            assertEquals(Optional.empty(), result.refusal(), path);
        }
    }

    /** Where nobody has asked for it, the application may have resources of its own there. */
    @Test
    void isNotThereUnlessItIsTurnedOn() {
        AmplifyRuntime off = pool.runtime(Map.of("amplify.auth.session.protected-paths", "/*"));
        ShortCircuitResponse response = off.routes()
                .orElseThrow()
                .handle(
                        "form/start",
                        Requests.of("POST", "/api/auth/form/start", null, Map.of("Content-Type", FORM)),
                        () -> new ByteArrayInputStream(new byte[0]),
                        off.sessions().open(browser.cookies(), none -> {}));
        assertEquals(404, response.status());
        assertTrue(off.access()
                .checkPath(
                        Requests.of("POST", "/api/auth/form/start", null, Map.of()),
                        off.sessions().open(browser.cookies(), none -> {}))
                .refusal()
                .isPresent());
    }
}
