package io.github.amplifyjakarta.internal.signin;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.auth.SignInStep.Channel;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Cognito's challenges are called for the application, and what of them is kept until they are answered. */
final class ChallengeSteps {

    /** Challenges by Cognito's names. */
    static final String PASSWORD_VERIFIER = "PASSWORD_VERIFIER";

    static final String SELECT_CHALLENGE = "SELECT_CHALLENGE";
    static final String PASSWORD = "PASSWORD";
    static final String PASSWORD_SRP = "PASSWORD_SRP";
    static final String SELECT_MFA_TYPE = "SELECT_MFA_TYPE";
    static final String MFA_SETUP = "MFA_SETUP";
    static final String NEW_PASSWORD_REQUIRED = "NEW_PASSWORD_REQUIRED";
    static final String CUSTOM_CHALLENGE = "CUSTOM_CHALLENGE";
    static final String WEB_AUTHN = "WEB_AUTHN";
    static final String SOFTWARE_TOKEN_MFA = "SOFTWARE_TOKEN_MFA";

    /** Parts of MFA_SETUP, for which Cognito has no names. */
    static final String TOTP_SETUP = "MFA_SETUP.TOTP";

    static final String EMAIL_SETUP = "MFA_SETUP.EMAIL";

    /** Amplify's names of second factors. */
    static final String TOTP = "TOTP";

    private static final String SMS = "SMS";

    /** The parameter with the secret of an authenticator app. */
    static final String SECRET_CODE = "SecretCode";

    private static final String DESTINATION = "CODE_DELIVERY_DESTINATION";
    private static final String REQUIRED_ATTRIBUTES = "requiredAttributes";
    private static final String MFAS_TO_CHOOSE = "MFAS_CAN_CHOOSE";
    private static final String MFAS_TO_SET_UP = "MFAS_CAN_SETUP";
    private static final String CREDENTIAL_OPTIONS = "CREDENTIAL_REQUEST_OPTIONS";

    private static final Map<String, Channel> CODES = Map.of(
            "SMS_MFA",
            Channel.SMS,
            "SMS_OTP",
            Channel.SMS,
            "EMAIL_OTP",
            Channel.EMAIL,
            SOFTWARE_TOKEN_MFA,
            Channel.TOTP);

    private static final Set<String> PARAMETERS =
            Set.of(DESTINATION, REQUIRED_ATTRIBUTES, MFAS_TO_CHOOSE, MFAS_TO_SET_UP, CREDENTIAL_OPTIONS, SECRET_CODE);

    /** Amplify's names of second factors, by Cognito's. */
    private static final Map<String, String> MFA_TYPES =
            Map.of("SMS_MFA", SMS, SOFTWARE_TOKEN_MFA, TOTP, "EMAIL_OTP", "EMAIL");

    private ChallengeSteps() {}

    static boolean asksForCode(UserPoolChallenge challenge) {
        return CODES.containsKey(challenge.name());
    }

    /** {@return the step for the application} */
    static SignInStep.Challenge step(SignInState state) throws StepFailure {
        String flow = state.flow();
        UserPoolChallenge challenge = state.challenge();
        Channel channel = CODES.get(challenge.name());
        if (channel != null) {
            return new SignInStep.Code(
                    flow, channel, channel == Channel.TOTP ? Optional.empty() : challenge.parameter(DESTINATION));
        }
        return switch (challenge.name()) {
            case SELECT_CHALLENGE -> new SignInStep.ChooseFirstFactor(flow, challenge.available());
            case PASSWORD, PASSWORD_SRP -> new SignInStep.Password(flow);
            case NEW_PASSWORD_REQUIRED ->
                new SignInStep.NewPassword(
                        flow,
                        texts(challenge, REQUIRED_ATTRIBUTES).stream()
                                .map(name -> name.replaceFirst("^userAttributes\\.", ""))
                                .toList());
            case SELECT_MFA_TYPE -> new SignInStep.ChooseMfa(flow, mfaTypes(challenge, MFAS_TO_CHOOSE));
            case MFA_SETUP -> new SignInStep.ChooseMfaSetup(flow, typesToSetUp(challenge));
            case TOTP_SETUP ->
                new SignInStep.SetUpTotp(flow, challenge.parameter(SECRET_CODE).orElse(""));
            case EMAIL_SETUP -> new SignInStep.SetUpEmail(flow);
            case WEB_AUTHN ->
                new SignInStep.Passkey(
                        flow, challenge.parameter(CREDENTIAL_OPTIONS).orElse("{}"));
            case CUSTOM_CHALLENGE -> new SignInStep.Custom(flow, challenge.parameters());
            default ->
                throw new StepFailure(
                        Reason.NOT_SUPPORTED,
                        "UnsupportedChallengeException",
                        "Cognito asks for the challenge \"" + challenge.name()
                                + "\", expected one that amplify-jakarta knows: see docs/sign-in-form.md");
        };
    }

    /** {@return the challenge with what is needed of it until it is answered} */
    static UserPoolChallenge kept(UserPoolChallenge challenge) {
        if (challenge.name().equals(CUSTOM_CHALLENGE)) {
            return challenge; // all of its parameters are for the application, as in Amplify
        }
        Map<String, String> needed = new LinkedHashMap<>(challenge.parameters());
        needed.keySet().retainAll(PARAMETERS);
        return challenge.withParameters(needed);
    }

    /** {@return the second factors that this library can set up} */
    static List<String> typesToSetUp(UserPoolChallenge challenge) {
        return mfaTypes(challenge, MFAS_TO_SET_UP).stream()
                .filter(type ->
                        !type.equals(SMS)) // Cognito needs a telephone number, which only an administrator can set
                .toList();
    }

    /** {@return Cognito's name of a second factor; empty for any other text} */
    static Optional<String> mfaChallenge(String type) {
        return MFA_TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<String> mfaTypes(UserPoolChallenge challenge, String parameter) {
        return texts(challenge, parameter).stream()
                .flatMap(name -> Optional.ofNullable(MFA_TYPES.get(name)).stream())
                .toList();
    }

    /** {@return a parameter that is a list, as JSON} */
    private static List<String> texts(UserPoolChallenge challenge, String parameter) {
        try (JsonReader reader = JSON.createReader(
                new StringReader(challenge.parameter(parameter).orElse("[]")))) {
            return SignInApi.texts(reader.readValue());
        } catch (RuntimeException e) { // parsers throw different exceptions, for deep nesting too
            return List.of();
        }
    }
}
