package io.github.amplifyjakarta.internal.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.ChallengeAnswer;
import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.auth.SignUpRequest;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.StoreBrowser;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is sent to Cognito, and what each step is called, compared with recordings of Amplify JS. */
class RecordedSignInTest {

    private static final Path RECORDINGS = Path.of("src/test/resources/golden/sign-in.json");
    private static final Set<String> OPERATIONS = Set.of(
            "InitiateAuth",
            "RespondToAuthChallenge",
            "AssociateSoftwareToken",
            "VerifySoftwareToken",
            "SignUp",
            "ConfirmSignUp",
            "ResendConfirmationCode",
            "ForgotPassword",
            "ConfirmForgotPassword");

    /** They differ in each sign-in. SrpClientTest compares them. */
    private static final Set<String> LEFT_OUT = Set.of("SRP_A", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP");

    @TestFactory
    Stream<DynamicTest> doesAsAmplify() throws IOException {
        List<JsonObject> cases =
                object(Files.readString(RECORDINGS)).getJsonArray("cases").getValuesAs(JsonObject.class);
        assertTrue(cases.size() > 25, cases.size() + " cases");
        return cases.stream()
                .map(recorded ->
                        DynamicTest.dynamicTest(recorded.getString("title"), () -> new Replay(recorded).run()));
    }

    private static JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static Map<String, String> texts(JsonObject object, String field) {
        Map<String, String> texts = new HashMap<>();
        object.getOrDefault(field, JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((name, value) -> texts.put(name, ((JsonString) value).getString()));
        return texts;
    }

    /** One recording. Each call is a request of a browser. */
    private static final class Replay {

        private final JsonObject recorded;
        private final TestPool pool = new TestPool();
        private final StoreBrowser browser = new StoreBrowser();
        private final Deque<JsonValue> script = new ArrayDeque<>();
        private final List<JsonObject> sent = new ArrayList<>();
        private final AmplifyRuntime node;
        private String flow = "";

        Replay(JsonObject recorded) {
            this.recorded = recorded;
            script.addAll(recorded.getJsonArray("script"));
            OPERATIONS.forEach(operation -> pool.on(operation, call -> answer(operation, call)));
            String authFlow =
                    options(recorded.getJsonArray("steps").getJsonObject(0)).getString("authFlowType", "USER_SRP_AUTH");
            node = pool.runtime(Map.of(
                    "amplify.auth.sign-in.flow",
                    authFlow,
                    "amplify.auth.sign-in.keys",
                    "a key of the configuration that is long enough"));
        }

        private static JsonObject options(JsonObject step) {
            return step.getJsonObject("input")
                    .getOrDefault("options", JsonValue.EMPTY_JSON_OBJECT)
                    .asJsonObject();
        }

        private HttpReply answer(String operation, HttpCall call) {
            sent.add(Json.createObjectBuilder()
                    .add("operation", operation)
                    .add("body", comparable(object(call.body())))
                    .build());
            JsonValue reply = script.remove();
            if (reply instanceof JsonString) {
                return pool.issued("alice", "refresh-of-alice");
            }
            int status = reply.asJsonObject().containsKey("__type") ? 400 : 200;
            return new HttpReply(status, Map.of(), reply.toString());
        }

        private static JsonObject comparable(JsonObject body) {
            JsonObjectBuilder comparable = Json.createObjectBuilder();
            body.forEach((name, value) -> {
                if (LEFT_OUT.contains(name)) {
                    comparable.add(name, "<" + name + ">");
                } else if (name.equals("ClientId")) {
                    comparable.add(name, "client");
                } else if (value instanceof JsonObject inner) {
                    comparable.add(name, comparable(inner));
                } else {
                    comparable.add(name, value);
                }
            });
            return comparable.build();
        }

        void run() {
            for (JsonObject step : recorded.getJsonArray("steps").getValuesAs(JsonObject.class)) {
                sent.clear();
                JsonValue output = call(step);
                assertEquals(
                        step.getJsonArray("requests"),
                        Json.createArrayBuilder(sent).build());
                assertEquals(expected(step), output);
            }
            assertTrue(script.isEmpty(), "not all was asked for");
        }

        /** Where codes went is not told, except by a sign-in and a sign-up. */
        private static JsonValue expected(JsonObject step) {
            return switch (step.getString("call")) {
                case "resendSignUpCode" -> Json.createValue("CONFIRM_SIGN_UP");
                case "resetPassword", "confirmResetPassword" -> JsonValue.NULL;
                case "signUp", "confirmSignUp" ->
                    step.getJsonObject("output").getJsonObject("nextStep").get("signUpStep");
                default -> step.get("output");
            };
        }

        private JsonValue call(JsonObject step) {
            SignIn signIn = node.signIn().orElseThrow().of(browser.open(node));
            JsonObject input = step.getJsonObject("input");
            JsonObject options = options(step);
            String username = input.getString("username", "");
            String code = input.getString("confirmationCode", "");
            try {
                return switch (step.getString("call")) {
                    case "signIn" ->
                        output(
                                input.containsKey("password")
                                        ? signIn.start(username, input.getString("password"))
                                        : signIn.start(username));
                    case "confirmSignIn" ->
                        output(signIn.answer(new ChallengeAnswer(
                                flow,
                                input.getString("challengeResponse"),
                                texts(options, "userAttributes"),
                                texts(options, "clientMetadata"))));
                    case "signUp" ->
                        Json.createValue(signIn.signUp(new SignUpRequest(
                                        username,
                                        input.getString("password"),
                                        texts(options, "userAttributes"),
                                        texts(options, "clientMetadata")))
                                .name());
                    case "confirmSignUp" ->
                        Json.createValue(signIn.confirmSignUp(username, code).name());
                    case "resendSignUpCode" ->
                        Json.createValue(signIn.resendSignUpCode(username).name());
                    case "resetPassword" -> {
                        signIn.resetPassword(username);
                        yield JsonValue.NULL;
                    }
                    default -> {
                        signIn.confirmResetPassword(username, code, input.getString("newPassword"));
                        yield JsonValue.NULL;
                    }
                };
            } catch (SignInException e) {
                return Json.createObjectBuilder().add("error", e.name()).build();
            }
        }

        private JsonValue output(SignInStep step) {
            JsonObject output = StepJson.of(step);
            flow = output.getString("flow", "");
            return Json.createObjectBuilder(output).remove("flow").build();
        }
    }
}
