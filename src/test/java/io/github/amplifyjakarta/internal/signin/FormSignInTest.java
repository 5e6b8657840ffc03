package io.github.amplifyjakarta.internal.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.ChallengeAnswer;
import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.auth.SignInStep.Channel;
import io.github.amplifyjakarta.auth.SignUpRequest;
import io.github.amplifyjakarta.auth.SignUpStep;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.StoreBrowser;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in by a form, with a Cognito that plays a script. The names of steps and answers are those of Amplify JS. */
class FormSignInTest {

    private static final String KEY = "a key of the configuration that is long enough";
    private static final String OTHER_KEY = "the key that replaces it some day and is long";
    private static final String PASSWORD = "correct horse battery staple";
    private static final List<String> OPERATIONS = List.of(
            "InitiateAuth",
            "RespondToAuthChallenge",
            "AssociateSoftwareToken",
            "VerifySoftwareToken",
            "SignUp",
            "ConfirmSignUp",
            "ResendConfirmationCode",
            "ForgotPassword",
            "ConfirmForgotPassword",
            "RevokeToken");

    private final TestPool pool = new TestPool();
    private final Deque<HttpReply> script = new ArrayDeque<>();
    private final List<JsonObject> sent = new ArrayList<>();
    private final List<String> operations = new ArrayList<>();
    private final StoreBrowser browser = new StoreBrowser();
    private AmplifyRuntime node = node(Map.of());

    FormSignInTest() {
        OPERATIONS.forEach(operation -> pool.on(operation, call -> next(operation, call)));
    }

    private HttpReply next(String operation, HttpCall call) {
        operations.add(operation);
        try (JsonReader reader = Json.createReader(new StringReader(call.body()))) {
            sent.add(reader.readObject());
        }
        return script.isEmpty() ? TestPool.error(400, "NothingInTheScript") : script.remove();
    }

    private AmplifyRuntime node(Map<String, String> overrides) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("amplify.auth.sign-in.keys", KEY));
        all.putAll(overrides);
        return pool.runtime(all);
    }

    private SignIn signIn() {
        return signIn(browser);
    }

    private SignIn signIn(StoreBrowser whose) {
        return node.signIn().orElseThrow().of(whose.open(node));
    }

    private static HttpReply challenge(String name, String session, String... parameters) {
        StringBuilder json = new StringBuilder(
                "{\"ChallengeName\":\"" + name + "\",\"Session\":\"" + session + "\",\"ChallengeParameters\":{");
        for (int i = 0; i < parameters.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(parameters[i])
                    .append("\":")
                    .append(Json.createValue(parameters[i + 1]));
        }
        return TestPool.json(json + "}}");
    }

    private static HttpReply choice(String session, String... available) {
        return TestPool.json("{\"ChallengeName\":\"SELECT_CHALLENGE\",\"Session\":\"" + session
                + "\",\"ChallengeParameters\":{\"USERNAME\":\"alice\"},\"AvailableChallenges\":"
                + Json.createArrayBuilder(List.of(available)).build() + "}");
    }

    private static HttpReply refusal(String name, String message) {
        return new HttpReply(400, Map.of(), "{\"__type\":\"" + name + "\",\"message\":\"" + message + "\"}");
    }

    private static HttpReply verifier() {
        return challenge(
                "PASSWORD_VERIFIER",
                "s-srp",
                "USERNAME",
                "alice@example.com",
                "USER_ID_FOR_SRP",
                "alice",
                "SALT",
                "8a1f",
                "SRP_B",
                "7b3c91",
                "SECRET_BLOCK",
                "c2VjcmV0");
    }

    private HttpReply tokens() {
        return pool.issued("alice", "refresh-of-alice");
    }

    private void script(HttpReply... replies) {
        script.clear();
        script.addAll(List.of(replies));
        sent.clear();
        operations.clear();
    }

    private Map<String, String> responses(int call) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonObject input = sent.get(call);
        input.getJsonObject(input.containsKey("AuthFlow") ? "AuthParameters" : "ChallengeResponses")
                .forEach((name, value) -> texts.put(name, ((jakarta.json.JsonString) value).getString()));
        return texts;
    }

    private static <T extends SignInStep.Challenge> T step(Class<T> type, SignInStep step) {
        return assertInstanceOf(type, step);
    }

    private Reason failure(Runnable call) {
        return assertThrows(SignInException.class, call::run).reason();
    }

    private String user() {
        return browser.open(node).getCurrentUser().username();
    }

    /** A sign-in with a code under way, at any step of which a fault may come. */
    private SignInStep.Code code() {
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_PASSWORD_AUTH"));
        script(challenge("SMS_MFA", "s-1", "CODE_DELIVERY_DESTINATION", "+*******99", "USER_ID_FOR_SRP", "alice"));
        return step(SignInStep.Code.class, signIn().start("alice@example.com", PASSWORD));
    }

    @Test
    void provesThePasswordAndNeverSendsIt() {
        script(verifier(), tokens());
        SignInStep.Done done = assertInstanceOf(SignInStep.Done.class, signIn().start("alice@example.com", PASSWORD));
        assertEquals("DONE", done.name());
        assertEquals("alice", done.user().username());
        assertEquals("alice", user());
        assertEquals(List.of("InitiateAuth", "RespondToAuthChallenge"), operations);
        assertEquals("USER_SRP_AUTH", sent.get(0).getString("AuthFlow"));
        assertEquals(
                List.of("SRP_A", "USERNAME"),
                responses(0).keySet().stream().sorted().toList());
        assertEquals("s-srp", sent.get(1).getString("Session"));
        assertEquals("alice", responses(1).get("USERNAME"), "the name that the user pool has");
        assertEquals(
                List.of("PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP", "USERNAME"),
                responses(1).keySet().stream().sorted().toList());
        assertFalse(sent.toString().contains(PASSWORD));
        assertTrue(pool.events().stream().anyMatch(AuthEvent.SignedIn.class::isInstance));
    }

    @ParameterizedTest
    @CsvSource({
        "USER_PASSWORD_AUTH, USER_PASSWORD_AUTH, 'PASSWORD,USERNAME'",
        "USER_AUTH, USER_AUTH, 'PREFERRED_CHALLENGE,SRP_A,USERNAME'",
        "CUSTOM_WITH_SRP, CUSTOM_AUTH, 'CHALLENGE_NAME,SRP_A,USERNAME'",
        "CUSTOM_WITHOUT_SRP, CUSTOM_AUTH, USERNAME"
    })
    void startsEachFlowAsAmplifyDoes(String flow, String authFlow, String parameters) {
        node = node(Map.of("amplify.auth.sign-in.flow", flow));
        script(tokens());
        signIn().start("alice", PASSWORD);
        assertEquals(authFlow, sent.get(0).getString("AuthFlow"));
        assertEquals(
                parameters,
                String.join(",", responses(0).keySet().stream().sorted().toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "SMS_MFA, SMS, SMS_MFA_CODE, +*******99",
        "SMS_OTP, SMS, SMS_OTP_CODE, +*******99",
        "EMAIL_OTP, EMAIL, EMAIL_OTP_CODE, a***@e***",
        "SOFTWARE_TOKEN_MFA, TOTP, SOFTWARE_TOKEN_MFA_CODE,"
    })
    void asksForCodes(String challenge, Channel channel, String answer, String destination) {
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_PASSWORD_AUTH"));
        script(
                challenge(
                        challenge,
                        "s-1",
                        "USER_ID_FOR_SRP",
                        "alice",
                        "CODE_DELIVERY_DESTINATION",
                        destination == null ? "" : destination),
                tokens());
        SignInStep.Code code = step(SignInStep.Code.class, signIn().start("alice@example.com", PASSWORD));
        assertEquals(channel, code.channel());
        assertEquals("CONFIRM_SIGN_IN_WITH_" + channel + "_CODE", code.name());
        assertEquals(Optional.ofNullable(destination), code.destination());
        assertEquals(Optional.of(code), signIn().underWay(code.flow()));
        assertThrows(RuntimeException.class, this::user, "not signed in yet");

        assertInstanceOf(SignInStep.Done.class, signIn().answer(ChallengeAnswer.of(code.flow(), "123456")));
        assertEquals(challenge, sent.get(1).getString("ChallengeName"));
        assertEquals("s-1", sent.get(1).getString("Session"));
        assertEquals(Map.of("USERNAME", "alice", answer, "123456"), responses(1));
        assertEquals("alice", user());
        assertEquals(Optional.empty(), signIn().underWay(""), "the sign-in is over");
    }

    @Test
    void asksForANewPasswordWithTheAttributesThatAreMissing() {
        script(
                verifier(),
                challenge(
                        "NEW_PASSWORD_REQUIRED",
                        "s-1",
                        "USER_ID_FOR_SRP",
                        "alice",
                        "requiredAttributes",
                        "[\"userAttributes.given_name\"]",
                        "userAttributes",
                        "{\"email\":\"alice@example.com\"}"),
                tokens());
        SignInStep.NewPassword step = step(SignInStep.NewPassword.class, signIn().start("alice", PASSWORD));
        assertEquals("CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED", step.name());
        assertEquals(List.of("given_name"), step.missingAttributes());
        signIn().answer(ChallengeAnswer.of(step.flow(), "new one").withUserAttributes(Map.of("given_name", "Alice")));
        assertEquals(
                Map.of("USERNAME", "alice", "NEW_PASSWORD", "new one", "userAttributes.given_name", "Alice"),
                responses(2));
    }

    @Test
    void letsTheUserChooseASecondFactor() {
        script(
                verifier(),
                challenge("SELECT_MFA_TYPE", "s-1", "MFAS_CAN_CHOOSE", "[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]"),
                challenge("SOFTWARE_TOKEN_MFA", "s-2"),
                tokens());
        SignInStep.ChooseMfa step = step(SignInStep.ChooseMfa.class, signIn().start("alice", PASSWORD));
        assertEquals("CONTINUE_SIGN_IN_WITH_MFA_SELECTION", step.name());
        assertEquals(List.of("SMS", "TOTP"), step.allowedMfaTypes());
        assertEquals(Reason.INVALID_INPUT, failure(() -> signIn().answer(ChallengeAnswer.of(step.flow(), "PIGEON"))));
        SignInStep.Code code = step(SignInStep.Code.class, signIn().answer(ChallengeAnswer.of(step.flow(), "TOTP")));
        assertEquals(Map.of("USERNAME", "alice", "ANSWER", "SOFTWARE_TOKEN_MFA"), responses(2));
        assertEquals(step.flow(), code.flow(), "one sign-in has one id");
        signIn().answer(ChallengeAnswer.of(step.flow(), "123456"));
        assertEquals("s-2", sent.get(3).getString("Session"));
    }

    @Test
    void setsUpAnAuthenticatorApp() {
        script(
                verifier(),
                challenge("MFA_SETUP", "s-1", "MFAS_CAN_SETUP", "[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]"),
                TestPool.json("{\"SecretCode\":\"JBSWY3DPEHPK3PXP\",\"Session\":\"s-2\"}"));
        SignInStep.SetUpTotp step = step(SignInStep.SetUpTotp.class, signIn().start("alice", PASSWORD));
        assertEquals("CONTINUE_SIGN_IN_WITH_TOTP_SETUP", step.name());
        assertEquals("JBSWY3DPEHPK3PXP", step.sharedSecret());
        assertFalse(step.toString().contains("JBSWY3DPEHPK3PXP"));
        assertEquals(
                "otpauth://totp/My%20Orders:alice%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=My%20Orders",
                step.uri("My Orders", "alice@example.com"));
        assertEquals("s-1", sent.get(2).getString("Session"));
        assertEquals(Optional.of(step), signIn().underWay(""), "after a reload too");

        script(TestPool.error(400, "EnableSoftwareTokenMFAException"));
        assertEquals(Reason.WRONG_CODE, failure(() -> signIn().answer(ChallengeAnswer.of(step.flow(), "000000"))));
        script(TestPool.json("{\"Status\":\"SUCCESS\",\"Session\":\"s-3\"}"), tokens());
        assertInstanceOf(SignInStep.Done.class, signIn().answer(ChallengeAnswer.of(step.flow(), "123456")));
        assertEquals(List.of("VerifySoftwareToken", "RespondToAuthChallenge"), operations);
        assertEquals("123456", sent.get(0).getString("UserCode"));
        assertEquals("s-2", sent.get(0).getString("Session"));
        assertEquals("MFA_SETUP", sent.get(1).getString("ChallengeName"));
        assertEquals("s-3", sent.get(1).getString("Session"));
        assertEquals(Map.of("USERNAME", "alice"), responses(1));
    }

    @Test
    void letsTheUserChooseWhichFactorToSetUp() {
        script(
                verifier(),
                challenge("MFA_SETUP", "s-1", "MFAS_CAN_SETUP", "[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]"),
                challenge("EMAIL_OTP", "s-2"));
        SignInStep.ChooseMfaSetup step = step(SignInStep.ChooseMfaSetup.class, signIn().start("alice", PASSWORD));
        assertEquals("CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION", step.name());
        assertEquals(List.of("TOTP", "EMAIL"), step.allowedMfaTypes());
        assertEquals(Reason.INVALID_INPUT, failure(() -> signIn().answer(ChallengeAnswer.of(step.flow(), "SMS"))));
        SignInStep.SetUpEmail email =
                step(SignInStep.SetUpEmail.class, signIn().answer(ChallengeAnswer.of(step.flow(), "EMAIL")));
        assertEquals("CONTINUE_SIGN_IN_WITH_EMAIL_SETUP", email.name());
        step(SignInStep.Code.class, signIn().answer(ChallengeAnswer.of(step.flow(), "alice@example.com")));
        assertEquals("MFA_SETUP", sent.get(2).getString("ChallengeName"));
        assertEquals(Map.of("USERNAME", "alice", "EMAIL", "alice@example.com"), responses(2));
    }

    @Test
    void refusesASetUpThatAUserCannotDo() {
        script(verifier(), challenge("MFA_SETUP", "s-1", "MFAS_CAN_SETUP", "[\"SMS_MFA\"]"));
        assertEquals(Reason.NOT_SUPPORTED, failure(() -> signIn().start("alice", PASSWORD)));
    }

    @Test
    void letsTheUserChooseAFirstFactor() {
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_AUTH"));
        script(
                choice("s-1", "EMAIL_OTP", "PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"),
                challenge("EMAIL_OTP", "s-2", "CODE_DELIVERY_DESTINATION", "a***"));
        SignInStep.ChooseFirstFactor step =
                step(SignInStep.ChooseFirstFactor.class, signIn().start("alice@example.com"));
        assertEquals("CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION", step.name());
        assertEquals(List.of("EMAIL_OTP", "PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"), step.availableChallenges());
        assertEquals(Map.of("USERNAME", "alice@example.com"), responses(0));
        assertEquals(Reason.INVALID_INPUT, failure(() -> signIn().answer(ChallengeAnswer.of(step.flow(), "SMS_OTP"))));
        step(SignInStep.Code.class, signIn().answer(ChallengeAnswer.of(step.flow(), "EMAIL_OTP")));
        assertEquals(Map.of("USERNAME", "alice", "ANSWER", "EMAIL_OTP"), responses(1));
    }

    @Test
    void asksForThePasswordBeforeItTellsCognitoOfTheChoice() {
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_AUTH"));
        for (String factor : List.of("PASSWORD", "PASSWORD_SRP")) {
            script(choice("s-1", "PASSWORD", "PASSWORD_SRP"));
            String flow = step(SignInStep.ChooseFirstFactor.class, signIn().start("alice"))
                    .flow();
            SignInStep.Password step =
                    step(SignInStep.Password.class, signIn().answer(ChallengeAnswer.of(flow, factor)));
            assertEquals("CONFIRM_SIGN_IN_WITH_PASSWORD", step.name());
            assertEquals(1, sent.size());
            boolean srp = factor.equals("PASSWORD_SRP");
            script(srp ? verifier() : tokens(), tokens());
            assertInstanceOf(SignInStep.Done.class, signIn().answer(ChallengeAnswer.of(flow, PASSWORD)));
            assertEquals("SELECT_CHALLENGE", sent.get(0).getString("ChallengeName"));
            assertEquals(factor, responses(0).get("ANSWER"));
            assertEquals(srp ? null : PASSWORD, responses(0).get("PASSWORD"));
            assertEquals(srp ? 2 : 1, sent.size());
        }
    }

    @Test
    void passesPasskeysOn() {
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_AUTH"));
        String options = "{\"challenge\":\"abc\",\"rpId\":\"app.example.com\"}";
        script(
                choice("s-1", "WEB_AUTHN"),
                challenge("WEB_AUTHN", "s-2", "CREDENTIAL_REQUEST_OPTIONS", options),
                tokens());
        String flow = step(SignInStep.ChooseFirstFactor.class, signIn().start("alice"))
                .flow();
        SignInStep.Passkey step =
                step(SignInStep.Passkey.class, signIn().answer(ChallengeAnswer.of(flow, "WEB_AUTHN")));
        assertEquals("WEB_AUTHN", step.name());
        assertEquals(options, step.optionsJson());
        signIn().answer(ChallengeAnswer.of(flow, "{\"id\":\"1\"}"));
        assertEquals(Map.of("USERNAME", "alice", "CREDENTIAL", "{\"id\":\"1\"}"), responses(2));
    }

    @Test
    void playsCustomChallenges() {
        node = node(Map.of("amplify.auth.sign-in.flow", "CUSTOM_WITHOUT_SRP"));
        script(
                challenge("CUSTOM_CHALLENGE", "s-1", "USERNAME", "alice", "question", "What is 6 times 7?"),
                challenge("CUSTOM_CHALLENGE", "s-2", "USERNAME", "alice", "question", "And 6 times 9?"),
                tokens());
        SignInStep.Custom step = step(SignInStep.Custom.class, signIn().start("alice"));
        assertEquals("CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE", step.name());
        assertEquals(Map.of("USERNAME", "alice", "question", "What is 6 times 7?"), step.parameters());
        SignInStep.Custom second = step(
                SignInStep.Custom.class,
                signIn().answer(ChallengeAnswer.of(step.flow(), "42").withClientMetadata(Map.of("try", "1"))));
        assertEquals("And 6 times 9?", second.parameters().get("question"));
        assertEquals(Map.of("USERNAME", "alice", "ANSWER", "42"), responses(1));
        assertEquals("1", sent.get(1).getJsonObject("ClientMetadata").getString("try"));
        signIn().answer(ChallengeAnswer.of(step.flow(), "54"));
        assertEquals("s-2", sent.get(2).getString("Session"));
    }

    @Test
    void tellsUsersWhoHaveToDoSomethingElseFirst() {
        script(refusal("UserNotConfirmedException", "User is not confirmed."));
        assertEquals(new SignInStep.ConfirmSignUp("alice@example.com"), signIn().start("alice@example.com", PASSWORD));
        script(verifier(), refusal("PasswordResetRequiredException", "Password reset required for the user"));
        assertEquals(new SignInStep.ResetPassword("alice@example.com"), signIn().start("alice@example.com", PASSWORD));
    }

    @Test
    void refusesAChallengeThatItDoesNotKnow() {
        script(challenge("DEVICE_SRP_AUTH", "s-1"));
        assertEquals(Reason.NOT_SUPPORTED, failure(() -> signIn().start("alice", PASSWORD)));
        assertEquals(Map.of(), browser.jar());
    }

    @Test
    void refusesAPoolThatRemembersDevicesAndRevokesItsTokens() {
        script(
                verifier(),
                TestPool.json(
                        tokens().body()
                                .replace(
                                        "\"RefreshToken\"",
                                        "\"NewDeviceMetadata\":{\"DeviceKey\":\"d\",\"DeviceGroupKey\":\"g\"},\"RefreshToken\"")),
                TestPool.json("{}"));
        SignInException failed = assertThrows(SignInException.class, () -> signIn().start("alice", PASSWORD));
        assertEquals(Reason.NOT_SUPPORTED, failed.reason());
        assertEquals("DeviceTrackingNotSupportedException", failed.name());
        assertEquals("RevokeToken", operations.get(2));
        assertEquals("refresh-of-alice", sent.get(2).getString("Token"));
        assertEquals(Map.of(), browser.jar());
    }

    @Test
    void refusesTokensOfAnotherAppClient() {
        script(
                TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\""
                        + pool.sign(
                                "alice",
                                Duration.ofHours(1),
                                Map.of("token_use", "access", "client_id", "another", "username", "alice"))
                        + "\",\"RefreshToken\":\"r\"}}"),
                TestPool.json("{}"));
        assertEquals(Reason.SERVICE, failure(() -> signIn().start("alice", PASSWORD)));
        assertEquals(List.of("InitiateAuth", "RevokeToken"), operations);
        assertEquals(Map.of(), browser.jar());
    }

    /** A user who does not exist, one who is disabled and one with another password look the same. */
    @ParameterizedTest
    @CsvSource({
        "NotAuthorizedException, Incorrect username or password.",
        "UserNotFoundException, User does not exist.",
        "NotAuthorizedException, User is disabled."
    })
    void doesNotTellWhetherAUserExists(String name, String message) {
        script(refusal(name, message));
        SignInException failed = assertThrows(SignInException.class, () -> signIn().start("alice", PASSWORD));
        assertEquals(Reason.WRONG_CREDENTIALS, failed.reason());
        assertEquals("NotAuthorizedException", failed.name());
        assertEquals("Incorrect username or password.", failed.getMessage());
        assertEquals(null, failed.getCause());
    }

    @Test
    void takesNumbersThatSrpRefusesForAWrongPassword() {
        for (String salt : List.of("", "xyz", "0".repeat(2000))) {
            script(challenge("PASSWORD_VERIFIER", "s", "SALT", salt, "SRP_B", "1", "SECRET_BLOCK", "c2Vj"));
            assertEquals(Reason.WRONG_CREDENTIALS, failure(() -> signIn().start("alice", PASSWORD)), salt);
        }
    }

    @Test
    void letsTheUserTypeAWrongCodeAgain() {
        SignInStep.Code code = code();
        script(refusal("CodeMismatchException", "Invalid code received for user"), tokens());
        assertEquals(Reason.WRONG_CODE, failure(() -> signIn().answer(ChallengeAnswer.of(code.flow(), "1"))));
        assertEquals(Optional.of(code), signIn().underWay(code.flow()));
        assertInstanceOf(SignInStep.Done.class, signIn().answer(ChallengeAnswer.of(code.flow(), "2")));
        assertEquals("s-1", sent.get(1).getString("Session"));
    }

    @ParameterizedTest
    @CsvSource({
        "'Invalid session for the user, session is expired.', NOT_STARTED, true",
        "'Invalid session for the user, session can only be used once.', NOT_STARTED, true",
        "Password attempts exceeded, TOO_MANY_ATTEMPTS, true",
        "Incorrect username or password., WRONG_CREDENTIALS, false"
    })
    void tellsWhetherASignInIsOver(String message, Reason reason, boolean goesOn) {
        SignInStep.Code code = code();
        script(refusal("NotAuthorizedException", message));
        assertEquals(reason, failure(() -> signIn().answer(ChallengeAnswer.of(code.flow(), "1"))));
        assertEquals(goesOn, signIn().underWay(code.flow()).isPresent());
    }

    @Test
    void keepsTheStepWhenCognitoIsOutOfReach() {
        SignInStep.Code code = code();
        pool.on("RespondToAuthChallenge", call -> TestPool.down());
        assertEquals(Reason.UNAVAILABLE, failure(() -> signIn().answer(ChallengeAnswer.of(code.flow(), "1"))));
        assertEquals(1, pool.calls("RespondToAuthChallenge"), "Cognito may have got the answer");
        assertEquals(Optional.of(code), signIn().underWay(code.flow()));
    }

    @Test
    void forgetsAStepAfterThreeMinutes() {
        SignInStep.Code code = code();
        pool.pass(Duration.ofSeconds(179));
        assertTrue(signIn().underWay(code.flow()).isPresent());
        pool.pass(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), signIn().underWay(code.flow()));
        assertEquals(Reason.NOT_STARTED, failure(() -> signIn().answer(ChallengeAnswer.of(code.flow(), "1"))));
    }

    @Test
    void forgetsWhatIsCanceled() {
        SignInStep.Code code = code();
        signIn().cancel(code.flow());
        assertEquals(Map.of(), browser.jar());
        assertEquals(Reason.NOT_STARTED, failure(() -> signIn().answer(ChallengeAnswer.of(code.flow(), "1"))));
    }

    @Test
    void keepsTheSignInWhereOnlyTheServerReadsIt() {
        SignInStep.Code code = code();
        String name = "__Host-amplify." + TestPool.CLIENT + ".sign-in." + code.flow();
        assertEquals(List.of(name), List.copyOf(browser.jar().keySet()));
        String line = browser.line(name);
        assertTrue(line.endsWith("; Path=/; Max-Age=180; Secure; HttpOnly; SameSite=strict"), line);
        assertEquals(5, browser.jar().get(name).split("\\.", -1).length, "JWE");
        for (String part : browser.jar().get(name).split("\\.")) {
            String read = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1);
            assertFalse(read.contains("s-1") || read.contains("alice"), read);
        }
    }

    @Test
    void refusesASignInThatWasSealedForAnotherTabOrByAnotherKey() {
        SignInStep.Code first = code();
        SignInStep.Code second = code();
        String prefix = "__Host-amplify." + TestPool.CLIENT + ".sign-in.";
        String value = browser.jar().get(prefix + first.flow());
        browser.jar().put(prefix + second.flow(), value);
        assertEquals(Optional.empty(), signIn().underWay(second.flow()));
        assertTrue(signIn().underWay(first.flow()).isPresent());
        browser.jar().put(prefix + first.flow(), value.substring(0, value.length() - 4) + "AAAA");
        assertEquals(Optional.empty(), signIn().underWay(first.flow()));
        browser.jar().put(prefix + first.flow(), value);
        node = node(Map.of("amplify.auth.sign-in.keys", OTHER_KEY));
        assertEquals(Optional.empty(), signIn().underWay(first.flow()));
    }

    @Test
    void opensWhatOldKeysHaveSealed() {
        SignInStep.Code code = code();
        node = node(Map.of("amplify.auth.sign-in.keys", OTHER_KEY + "," + KEY));
        assertEquals(Optional.of(code), signIn().underWay(code.flow()));
        script(challenge("SOFTWARE_TOKEN_MFA", "s-2"));
        signIn().answer(ChallengeAnswer.of(code.flow(), "1"));
        node = node(Map.of("amplify.auth.sign-in.keys", OTHER_KEY));
        assertTrue(signIn().underWay(code.flow()).isPresent(), "the first key seals");
    }

    @Test
    void letsTwoTabsGoOnSideBySide() {
        SignInStep.Code first = code();
        pool.pass(Duration.ofSeconds(1));
        SignInStep.Code second = code();
        assertNotEquals(first.flow(), second.flow());
        assertEquals(Optional.of(second), signIn().underWay(""), "the latest, where nobody says which");
        script(challenge("SOFTWARE_TOKEN_MFA", "s-9"));
        signIn().answer(ChallengeAnswer.of(first.flow(), "1"));
        assertEquals(Optional.of(second), signIn().underWay(second.flow()));
    }

    @Test
    void forgetsTheOldestOfManySignIns() {
        List<String> flows = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            flows.add(code().flow());
            pool.pass(Duration.ofSeconds(1));
        }
        assertEquals(3, browser.jar().size());
        for (int i = 0; i < 7; i++) {
            assertEquals(i > 3, signIn().underWay(flows.get(i)).isPresent(), "sign-in " + i);
        }
    }

    /** Two users of one server, whose steps alternate. Amplify JS keeps one challenge for the whole server. */
    @Test
    void neverMixesTwoUsers() {
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_PASSWORD_AUTH"));
        for (String operation : List.of("InitiateAuth", "RespondToAuthChallenge")) {
            pool.on(operation, call -> {
                next(operation, call);
                JsonObject input = sent.get(sent.size() - 1);
                if (operation.equals("InitiateAuth")) {
                    String name = input.getJsonObject("AuthParameters").getString("USERNAME");
                    return challenge("SOFTWARE_TOKEN_MFA", "session-of-" + name, "USER_ID_FOR_SRP", name);
                }
                String name = input.getJsonObject("ChallengeResponses").getString("USERNAME");
                return input.getString("Session").equals("session-of-" + name)
                        ? pool.issued(name, "refresh-of-" + name)
                        : TestPool.error(400, "MixedUp");
            });
        }
        StoreBrowser alice = new StoreBrowser();
        StoreBrowser bob = new StoreBrowser();
        for (int round = 0; round < 50; round++) {
            String ofAlice = step(SignInStep.Code.class, signIn(alice).start("alice", PASSWORD))
                    .flow();
            String ofBob = step(SignInStep.Code.class, signIn(bob).start("bob", PASSWORD))
                    .flow();
            assertEquals(
                    Reason.NOT_STARTED,
                    failure(() -> signIn(alice).answer(ChallengeAnswer.of(ofBob, "1"))),
                    "the sign-in of another browser");
            SignInStep.Done done =
                    assertInstanceOf(SignInStep.Done.class, signIn(alice).answer(ChallengeAnswer.of(ofAlice, "1")));
            assertEquals("alice", done.user().username());
            done = assertInstanceOf(SignInStep.Done.class, signIn(bob).answer(ChallengeAnswer.of(ofBob, "1")));
            assertEquals("bob", done.user().username());
        }
        assertEquals("alice", alice.open(node).getCurrentUser().username());
        assertEquals("bob", bob.open(node).getCurrentUser().username());
    }

    @Test
    void showsTheNewSessionInTheSameRequest() {
        script(verifier(), tokens());
        RequestSession request = browser.open(node);
        assertFalse(request.isAuthenticated());
        node.signIn().orElseThrow().of(request).start("alice", PASSWORD);
        assertEquals("alice", request.getCurrentUser().username());
        assertTrue(request.fetchAuthSession(true).tokens().isPresent(), "new tokens are not renewed");
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void showsTheNextStepInTheSameRequest() {
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_PASSWORD_AUTH"));
        script(challenge("SOFTWARE_TOKEN_MFA", "s-1"), tokens());
        SignIn request = signIn();
        SignInStep.Code code = step(SignInStep.Code.class, request.start("alice", PASSWORD));
        assertEquals(Optional.of(code), request.underWay(""));
        request.answer(ChallengeAnswer.of(code.flow(), "1"));
        assertEquals(Optional.empty(), request.underWay(""));
    }

    /** Another host can set a cookie of that name, which is without the prefix for browsers. */
    @Test
    void readsItsCookieUnderTheVeryNameOnly() {
        StoreBrowser attacker = new StoreBrowser();
        node = node(Map.of("amplify.auth.sign-in.flow", "USER_PASSWORD_AUTH"));
        script(challenge("SMS_MFA", "s-1"));
        String flow = step(SignInStep.Code.class, signIn(attacker).start("mallory", PASSWORD))
                .flow();
        attacker.jar().forEach((name, value) -> browser.jar().put(name.replaceFirst("__", "%5F%5F"), value));
        assertEquals(Optional.empty(), signIn().underWay(flow));
        assertEquals(Optional.empty(), signIn().underWay(""));
    }

    @Test
    void wantsToKnowWhichSignInIsAnswered() {
        code();
        assertEquals(Reason.NOT_STARTED, failure(() -> signIn().answer(ChallengeAnswer.of("", "1"))));
    }

    @Test
    void startsWithoutAPasswordOnlyWhereTheFlowDoes() {
        assertEquals(Reason.INVALID_INPUT, failure(() -> signIn().start("alice")));
        assertEquals(List.of(), operations);
    }

    @Test
    void refusesCallersWithAToken() {
        AmplifyRuntime bearers = node(Map.of("amplify.auth.session.bearer-tokens", "true"));
        RequestSession session =
                bearers.sessions().open(TestPool.request(""), pool.access("alice", Duration.ofHours(1)), cookies -> {});
        SignIn ofBearer = bearers.signIn().orElseThrow().of(session);
        assertEquals(Reason.REFUSED, failure(() -> ofBearer.start("alice", PASSWORD)));
        assertEquals(Reason.REFUSED, failure(() -> ofBearer.answer(ChallengeAnswer.of("abcdefghijk", "1"))));
        assertEquals(List.of(), operations);
    }

    @Test
    void offersNoSecondFactorThatItDoesNotKnow() {
        script(verifier(), challenge("MFA_SETUP", "s-1", "MFAS_CAN_SETUP", "[\"SMS_MFA\",\"PIGEON_MFA\"]"));
        assertEquals(Reason.NOT_SUPPORTED, failure(() -> signIn().start("alice", PASSWORD)));
    }

    @Test
    void needsAKeyOrAStore() {
        node = pool.runtime(Map.of());
        SignInException failed = assertThrows(SignInException.class, () -> signIn().start("alice", PASSWORD));
        assertEquals(Reason.NOT_CONFIGURED, failed.reason());
        assertTrue(failed.getMessage().contains("amplify.auth.sign-in.keys"), failed.getMessage());
        assertEquals(List.of(), operations);
    }

    @Test
    void provesThatItIsTheAppClient() throws Exception {
        node = node(Map.of(
                "amplify.auth.user-pool-client-secret", "old secret,new secret",
                "amplify.auth.sign-in.client-address", "true"));
        script(
                refusal("NotAuthorizedException", "Unable to verify secret hash for client " + TestPool.CLIENT),
                verifier(),
                tokens());
        signIn().start("alice@example.com", PASSWORD);
        assertEquals(secretHash("alice@example.com", "old secret"), responses(0).get("SECRET_HASH"));
        assertEquals(secretHash("alice@example.com", "new secret"), responses(1).get("SECRET_HASH"));
        assertEquals(
                secretHash("alice", "new secret"), responses(2).get("SECRET_HASH"), "of the name in the user pool");
    }

    private static String secretHash(String username, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal((username + TestPool.CLIENT).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void signsUsersUp() {
        script(
                TestPool.json("{\"UserConfirmed\":false,\"CodeDeliveryDetails\":{\"Destination\":\"a***@e***\"}}"),
                TestPool.json("{\"UserConfirmed\":true}"),
                TestPool.json("{}"));
        SignUpRequest request = SignUpRequest.of("alice", PASSWORD)
                .withUserAttributes(Map.of("email", "alice@example.com"))
                .withClientMetadata(Map.of("campaign", "7"));
        SignUpStep step = signIn().signUp(request);
        assertEquals(new SignUpStep.ConfirmSignUp(Optional.of("a***@e***")), step);
        assertEquals("CONFIRM_SIGN_UP", step.name());
        assertEquals(
                "{\"ClientId\":\"" + TestPool.CLIENT
                        + "\",\"ClientMetadata\":{\"campaign\":\"7\"},\"Username\":\"alice\","
                        + "\"UserAttributes\":[{\"Name\":\"email\",\"Value\":\"alice@example.com\"}],\"Password\":\""
                        + PASSWORD + "\"}",
                sent.get(0).toString());
        assertEquals(new SignUpStep.Done(), signIn().signUp(SignUpRequest.of("alice", "")));
        assertFalse(sent.get(1).containsKey("Password"), "a user without a password");
        assertEquals("DONE", signIn().confirmSignUp("alice", "123456").name());
        assertEquals("123456", sent.get(2).getString("ConfirmationCode"));
    }

    @ParameterizedTest
    @CsvSource({
        "UsernameExistsException, USER_EXISTS",
        "InvalidPasswordException, PASSWORD_REJECTED",
        "InvalidParameterException, INVALID_INPUT",
        "UserLambdaValidationException, REFUSED",
        "LimitExceededException, TOO_MANY_ATTEMPTS",
        "InternalErrorException, SERVICE"
    })
    void tellsWhyASignUpFailed(String name, Reason reason) {
        script(refusal(name, "on purpose"));
        SignInException failed =
                assertThrows(SignInException.class, () -> signIn().signUp(SignUpRequest.of("alice", PASSWORD)));
        assertEquals(reason, failed.reason());
        assertEquals(name, failed.name());
        assertEquals(1, sent.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UserNotFoundException",
                "InvalidParameterException",
                "UserNotConfirmedException",
                "LimitExceededException",
                "CodeDeliveryFailureException",
                "UserLambdaValidationException"
            })
    void doesNotTellWhetherACodeWasSent(String name) {
        script(refusal(name, "about the user"), refusal(name, "about the user"));
        signIn().resetPassword("nobody");
        assertEquals(new SignUpStep.ConfirmSignUp(Optional.empty()), signIn().resendSignUpCode("nobody"));
        assertEquals(List.of("ForgotPassword", "ResendConfirmationCode"), operations);
    }

    @Test
    void doesNotTellWhetherTheUserOrTheCodeIsWrong() {
        script(
                refusal("UserNotFoundException", "Username/client id combination not found."),
                refusal("UserNotFoundException", "Username/client id combination not found."));
        assertEquals(Reason.WRONG_CODE, failure(() -> signIn().confirmResetPassword("nobody", "1", PASSWORD)));
        assertEquals(Reason.WRONG_CODE, failure(() -> signIn().confirmSignUp("nobody", "1")));
        script(refusal("ExpiredCodeException", "Invalid code provided, please request a code again."));
        SignInException expired =
                assertThrows(SignInException.class, () -> signIn().confirmResetPassword("alice", "1", PASSWORD));
        assertEquals("CodeMismatchException", expired.name(), "only a user who is there has a code that expires");
    }

    @Test
    void setsANewPassword() {
        script(TestPool.json("{}"), TestPool.json("{}"));
        signIn().resetPassword("alice");
        signIn().confirmResetPassword("alice", "123456", PASSWORD);
        assertEquals(List.of("ForgotPassword", "ConfirmForgotPassword"), operations);
        assertEquals(PASSWORD, sent.get(1).getString("Password"));
        script(refusal("TooManyFailedAttemptsException", "Attempt limit exceeded"));
        assertEquals(Reason.TOO_MANY_ATTEMPTS, failure(() -> signIn().confirmResetPassword("alice", "1", PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 129})
    void refusesUserNamesThatCognitoWouldNotTake(int length) {
        assertEquals(Reason.INVALID_INPUT, failure(() -> signIn().start("x".repeat(length), PASSWORD)));
        assertEquals(Reason.INVALID_INPUT, failure(() -> signIn().resetPassword("x".repeat(length))));
        assertEquals(List.of(), operations);
    }

    @Test
    void saysThatTheAppClientDoesNotAllowTheFlow() {
        script(refusal("InvalidParameterException", "USER_SRP_AUTH is not enabled for the client."));
        SignInException failed = assertThrows(SignInException.class, () -> signIn().start("alice", PASSWORD));
        assertEquals(Reason.NOT_CONFIGURED, failed.reason());
        assertTrue(failed.recoverySuggestion().contains("amplify.auth.sign-in.flow"));
    }
}
