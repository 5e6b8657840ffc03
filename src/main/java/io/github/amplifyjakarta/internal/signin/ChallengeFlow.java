package io.github.amplifyjakarta.internal.signin;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;

import io.github.amplifyjakarta.auth.ChallengeAnswer;
import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.config.SignInConfig.Flow;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.signin.SignInApi.Client;
import io.github.amplifyjakarta.internal.signin.SignInApi.Reply;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conversation with Cognito: each step is the calls up to the next question for the user. The answers are those that
 * Amplify JS sends. Nothing is kept here between two steps.
 */
final class ChallengeFlow {

    private static final String ANSWER = "ANSWER";

    private final SignInApi api;
    private final Flow flow;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    /** @param clock the wall clock */
    ChallengeFlow(SignInApi api, Flow flow, Clock clock) {
        this.api = api;
        this.flow = flow;
        this.clock = clock;
    }

    /**
     * The outcome of a step.
     *
     * @param reply tokens, or the next question
     * @param username the name that the user pool has for the user
     */
    record Outcome(Reply reply, String username) {

        @Override
        public String toString() {
            return "Outcome[<redacted>]";
        }
    }

    Outcome start(Client client, String password) throws AwsError, HttpFailure, StepFailure {
        return switch (flow) {
            case USER_SRP_AUTH -> startWithSrp("USER_SRP_AUTH", Map.of(), client, password);
            case CUSTOM_WITH_SRP -> startWithSrp("CUSTOM_AUTH", Map.of("CHALLENGE_NAME", "SRP_A"), client, password);
            case USER_AUTH ->
                startWithSrp("USER_AUTH", Map.of("PREFERRED_CHALLENGE", ChallengeSteps.PASSWORD_SRP), client, password);
            case USER_PASSWORD_AUTH ->
                entered(api.initiate("USER_PASSWORD_AUTH", Map.of("PASSWORD", password), client), client);
            case CUSTOM_WITHOUT_SRP -> start(client);
        };
    }

    /** Without a password. */
    Outcome start(Client client) throws AwsError, HttpFailure, StepFailure {
        return switch (flow) {
            case USER_AUTH -> entered(api.initiate("USER_AUTH", Map.of(), client), client);
            case CUSTOM_WITHOUT_SRP -> entered(api.initiate("CUSTOM_AUTH", Map.of(), client), client);
            default ->
                throw new StepFailure(
                        Reason.INVALID_INPUT,
                        "EmptySignInPassword",
                        "there is no password, and amplify.auth.sign-in.flow is " + flow
                                + ", expected USER_AUTH or CUSTOM_WITHOUT_SRP for a sign-in without one");
        };
    }

    private Outcome startWithSrp(String auth, Map<String, String> parameters, Client client, String password)
            throws AwsError, HttpFailure, StepFailure {
        SrpClient srp = new SrpClient(random);
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("SRP_A", srp.publicValue());
        return proven(api.initiate(auth, all, client), srp, client, password);
    }

    /** The proof is asked for in the same step, because the secret number of SRP stays in this method. */
    private Outcome proven(Reply reply, SrpClient srp, Client client, String password)
            throws AwsError, HttpFailure, StepFailure {
        if (!(reply instanceof Reply.Asked asked)
                || !asked.challenge().name().equals(ChallengeSteps.PASSWORD_VERIFIER)) {
            return entered(reply, client);
        }
        UserPoolChallenge challenge = asked.challenge();
        String userId = challenge.parameter("USER_ID_FOR_SRP").orElse(client.username());
        String secretBlock = challenge.parameter("SECRET_BLOCK").orElse("");
        SrpClient.Proof proof;
        try {
            proof = srp.prove(
                    new SrpClient.Challenge(
                            api.poolName(),
                            userId,
                            challenge.parameter("SALT").orElse(""),
                            challenge.parameter("SRP_B").orElse(""),
                            secretBlock),
                    password,
                    clock.instant());
        } catch (IllegalArgumentException e) { // Cognito makes numbers up for a user that does not exist
            throw StepFailure.wrongCredentials();
        }
        Client known = client.named(userId);
        return entered(
                api.respond(
                        challenge,
                        Map.of(
                                "PASSWORD_CLAIM_SECRET_BLOCK", secretBlock,
                                "PASSWORD_CLAIM_SIGNATURE", proof.signature(),
                                "TIMESTAMP", proof.timestamp()),
                        known),
                known);
    }

    Outcome answer(UserPoolChallenge challenge, ChallengeAnswer answer, Client client)
            throws AwsError, HttpFailure, StepFailure {
        String response = answer.challengeResponse();
        if (ChallengeSteps.asksForCode(challenge)) { // the name of the answer is made of that of the challenge
            return respond(challenge, Map.of(challenge.name() + "_CODE", response), client);
        }
        return switch (challenge.name()) {
            case ChallengeSteps.SELECT_CHALLENGE -> firstFactor(challenge, response, client);
            case ChallengeSteps.PASSWORD ->
                respond(
                        challenge.at(ChallengeSteps.SELECT_CHALLENGE),
                        Map.of(ANSWER, ChallengeSteps.PASSWORD, "PASSWORD", response),
                        client);
            case ChallengeSteps.PASSWORD_SRP -> passwordBySrp(challenge, response, client);
            case ChallengeSteps.NEW_PASSWORD_REQUIRED -> newPassword(challenge, answer, client);
            case ChallengeSteps.SELECT_MFA_TYPE ->
                respond(challenge, Map.of(ANSWER, chosen(ChallengeSteps.mfaChallenge(response), response)), client);
            case ChallengeSteps.MFA_SETUP -> chooseSetup(challenge, response, client);
            case ChallengeSteps.TOTP_SETUP -> totpSetup(challenge, response, client);
            case ChallengeSteps.EMAIL_SETUP ->
                respond(challenge.at(ChallengeSteps.MFA_SETUP), Map.of("EMAIL", response), client);
            case ChallengeSteps.WEB_AUTHN -> respond(challenge, Map.of("CREDENTIAL", response), client);
            default -> respond(challenge, Map.of(ANSWER, response), client);
        };
    }

    private Outcome respond(UserPoolChallenge challenge, Map<String, String> responses, Client client)
            throws AwsError, HttpFailure, StepFailure {
        return entered(api.respond(challenge, responses, client), client);
    }

    /** Cognito takes the password together with the choice, so that the user types it first. */
    private Outcome firstFactor(UserPoolChallenge challenge, String choice, Client client)
            throws AwsError, HttpFailure, StepFailure {
        String chosen = chosen(Optional.of(choice).filter(challenge.available()::contains), choice);
        return chosen.equals(ChallengeSteps.PASSWORD) || chosen.equals(ChallengeSteps.PASSWORD_SRP)
                ? new Outcome(new Reply.Asked(challenge.at(chosen)), client.username())
                : respond(challenge, Map.of(ANSWER, chosen), client);
    }

    private Outcome passwordBySrp(UserPoolChallenge challenge, String password, Client client)
            throws AwsError, HttpFailure, StepFailure {
        SrpClient srp = new SrpClient(random);
        return proven(
                api.respond(
                        challenge.at(ChallengeSteps.SELECT_CHALLENGE),
                        Map.of(ANSWER, ChallengeSteps.PASSWORD_SRP, "SRP_A", srp.publicValue()),
                        client),
                srp,
                client,
                password);
    }

    private Outcome newPassword(UserPoolChallenge challenge, ChallengeAnswer answer, Client client)
            throws AwsError, HttpFailure, StepFailure {
        Map<String, String> responses = new LinkedHashMap<>();
        responses.put("NEW_PASSWORD", answer.challengeResponse());
        answer.userAttributes().forEach((name, value) -> responses.put("userAttributes." + name, value));
        return respond(challenge, responses, client);
    }

    private Outcome chooseSetup(UserPoolChallenge challenge, String choice, Client client)
            throws AwsError, HttpFailure, StepFailure {
        List<String> allowed = ChallengeSteps.typesToSetUp(challenge);
        return setUp(chosen(Optional.of(choice).filter(allowed::contains), choice), challenge, client);
    }

    private static String chosen(Optional<String> found, String choice) throws StepFailure {
        return found.orElseThrow(() -> new StepFailure(
                Reason.INVALID_INPUT,
                "IncorrectChallengeResponse",
                "the choice has " + choice.length() + " characters, expected one of those that the step names"));
    }

    private Outcome setUp(String type, UserPoolChallenge challenge, Client client) throws AwsError, HttpFailure {
        UserPoolChallenge next = type.equals(ChallengeSteps.TOTP)
                ? associated(challenge.at(ChallengeSteps.TOTP_SETUP))
                : challenge.at(ChallengeSteps.EMAIL_SETUP);
        return new Outcome(new Reply.Asked(next), client.username());
    }

    private UserPoolChallenge associated(UserPoolChallenge challenge) throws AwsError, HttpFailure {
        JsonObject answer = api.associateSoftwareToken(challenge.session().orElse(""));
        return challenge
                .withSession(text(answer, "Session"))
                .withParameters(Map.of(
                        ChallengeSteps.SECRET_CODE,
                        text(answer, ChallengeSteps.SECRET_CODE).orElse("")));
    }

    private Outcome totpSetup(UserPoolChallenge challenge, String code, Client client)
            throws AwsError, HttpFailure, StepFailure {
        JsonObject verified = api.verifySoftwareToken(challenge.session().orElse(""), code);
        return respond(challenge.at(ChallengeSteps.MFA_SETUP).withSession(text(verified, "Session")), Map.of(), client);
    }

    /** Where there is one second factor to set up, nobody is asked to choose. */
    private Outcome entered(Reply reply, Client client) throws AwsError, HttpFailure, StepFailure {
        if (!(reply instanceof Reply.Asked asked)) {
            return new Outcome(reply, client.username());
        }
        UserPoolChallenge challenge = asked.challenge();
        Client known = client.named(challenge
                .parameter("USER_ID_FOR_SRP")
                .or(() -> challenge.parameter("USERNAME"))
                .orElse(client.username()));
        if (!challenge.name().equals(ChallengeSteps.MFA_SETUP)) {
            return new Outcome(new Reply.Asked(ChallengeSteps.kept(challenge)), known.username());
        }
        List<String> types = ChallengeSteps.typesToSetUp(challenge);
        if (types.isEmpty()) {
            throw new StepFailure(
                    Reason.NOT_SUPPORTED,
                    "UnsupportedMfaSetupException",
                    "Cognito asks for the set-up of a second factor that a user cannot do here, expected TOTP or EMAIL");
        }
        return types.size() == 1
                ? setUp(types.get(0), challenge, known)
                : new Outcome(new Reply.Asked(ChallengeSteps.kept(challenge)), known.username());
    }
}
