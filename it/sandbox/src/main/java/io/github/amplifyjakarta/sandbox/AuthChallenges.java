package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The challenges between the password and the tokens (Amazon Cognito developer guide, "Authentication with user pools"). A
 * session works once, for three minutes, and for three wrong codes.
 */
final class AuthChallenges {

    private static final Duration LIFETIME = Duration.ofMinutes(3);
    private static final int MOST_WRONG_CODES = 3;
    private static final int SESSION_BYTES = 600;

    private static final String SMS = "SMS_MFA";
    private static final String EMAIL = "EMAIL_OTP";
    private static final String TOTP = "SOFTWARE_TOKEN_MFA";
    private static final String SELECT_CHALLENGE = "SELECT_CHALLENGE";

    private static final Map<String, String> CODE_FIELDS = Map.of(
            SMS, "SMS_MFA_CODE", "SMS_OTP", "SMS_OTP_CODE", EMAIL, "EMAIL_OTP_CODE", TOTP, "SOFTWARE_TOKEN_MFA_CODE");

    /** The user pool's own questions and their answers. */
    private static final List<String> QUESTIONS = List.of("6 times 7", "6 times 9");

    private static final List<String> ANSWERS = List.of("42", "54");

    private final UserPool pool;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pending> sessions = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    /**
     * A challenge that waits for its answer.
     *
     * @param detail the code that was sent, the secret of an authenticator app, or the number of a question
     */
    private record Pending(UserPool.User user, String clientId, String name, String detail, int wrong, Instant since) {

        Pending wrongOnce() {
            return new Pending(user, clientId, name, detail, wrong + 1, since);
        }
    }

    /** Issues tokens when nothing is left to ask. */
    interface Tokens {

        JsonObject issue(UserPool.User user, String clientId);
    }

    private final Tokens tokens;

    AuthChallenges(UserPool pool, Tokens tokens) {
        this.pool = pool;
        this.tokens = tokens;
    }

    /** {@return what follows a right password} */
    JsonObject afterPassword(UserPool.User user, String clientId) throws ServiceException {
        ChallengeKind kind = pool.challenge(user.username());
        if (kind == null) {
            return tokens.issue(user, clientId);
        }
        return switch (kind) {
            case SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA -> code(kind.name(), user, clientId);
            case SELECT_MFA_TYPE ->
                challenge(
                        pending(kind.name(), user, clientId),
                        parameters(user).add("MFAS_CAN_CHOOSE", list(SMS, TOTP, EMAIL)));
            case NEW_PASSWORD_REQUIRED ->
                challenge(
                        pending(kind.name(), user, clientId),
                        parameters(user)
                                .add("requiredAttributes", list("userAttributes.given_name"))
                                .add("userAttributes", "{\"email\":\"" + user.email() + "\"}"));
            case MFA_SETUP ->
                challenge(pending("MFA_SETUP", user, clientId), parameters(user).add("MFAS_CAN_SETUP", list(TOTP)));
            case MFA_SETUP_CHOICE ->
                challenge(
                        pending("MFA_SETUP", user, clientId),
                        parameters(user).add("MFAS_CAN_SETUP", list(SMS, TOTP, EMAIL)));
            case CUSTOM_CHALLENGE -> custom(0, user, clientId);
            case RESET_REQUIRED ->
                throw new ServiceException("PasswordResetRequiredException", "Password reset required for the user");
        };
    }

    /** {@return the choice of a first factor (USER_AUTH)} */
    JsonObject choice(UserPool.User user, String clientId) {
        JsonObject asked = challenge(
                pending(SELECT_CHALLENGE, user, clientId),
                JSON.createObjectBuilder().add("USERNAME", user.username()));
        return JSON.createObjectBuilder(asked)
                .add(
                        "AvailableChallenges",
                        JSON.createArrayBuilder(List.of("PASSWORD_SRP", "PASSWORD", EMAIL, "SMS_OTP")))
                .build();
    }

    JsonObject custom(UserPool.User user, String clientId) {
        return custom(0, user, clientId);
    }

    private JsonObject custom(int question, UserPool.User user, String clientId) {
        return challenge(
                new Pending(user, clientId, "CUSTOM_CHALLENGE", String.valueOf(question), 0, Instant.now()),
                parameters(user).add("question", QUESTIONS.get(question)));
    }

    private JsonObject code(String name, UserPool.User user, String clientId) {
        String code = name.equals(TOTP) ? "" : pool.sendCode(user.username(), name);
        JsonObjectBuilder parameters = parameters(user);
        if (!name.equals(TOTP)) {
            parameters
                    .add("CODE_DELIVERY_DELIVERY_MEDIUM", name.equals(EMAIL) ? "EMAIL" : "SMS")
                    .add(
                            "CODE_DELIVERY_DESTINATION",
                            name.equals(EMAIL) ? user.email().replaceFirst("^(.).*@", "$1***@") : "+*******99");
        }
        return challenge(new Pending(user, clientId, name, code, 0, Instant.now()), parameters);
    }

    private static Pending pending(String name, UserPool.User user, String clientId) {
        return new Pending(user, clientId, name, "", 0, Instant.now());
    }

    private static JsonObjectBuilder parameters(UserPool.User user) {
        return JSON.createObjectBuilder().add("USER_ID_FOR_SRP", user.username());
    }

    /** Lists are texts with JSON in them. */
    private static String list(String... names) {
        JsonArrayBuilder list = JSON.createArrayBuilder(List.of(names));
        return list.build().toString();
    }

    private JsonObject challenge(Pending pending, JsonObjectBuilder parameters) {
        return JSON.createObjectBuilder()
                .add("ChallengeName", pending.name())
                .add("Session", keep(pending))
                .add("ChallengeParameters", parameters)
                .build();
    }

    private String keep(Pending pending) {
        byte[] bytes = new byte[SESSION_BYTES]; // about as long as Cognito's
        random.nextBytes(bytes);
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(session, pending);
        return session;
    }

    private Pending take(String session, String clientId) throws ServiceException {
        Pending pending = sessions.remove(session);
        if (pending == null) {
            throw invalid(used.contains(session) ? "session can only be used once." : "session is expired.");
        }
        used.add(session);
        if (pending.since().plus(LIFETIME).isBefore(Instant.now())) {
            throw invalid("session is expired.");
        }
        if (!pending.clientId().equals(clientId)) {
            throw invalid("session belongs to another client.");
        }
        return pending;
    }

    private static ServiceException invalid(String why) {
        return new ServiceException("NotAuthorizedException", "Invalid session for the user, " + why);
    }

    /** {@return the user of a session that waits for an answer, which is put back} */
    UserPool.User userOf(String session, String clientId) throws ServiceException {
        Pending pending = sessions.get(session);
        if (pending == null || !pending.clientId().equals(clientId)) {
            throw invalid("session is expired.");
        }
        return pending.user();
    }

    /** Takes the answer to a challenge. */
    JsonObject respond(String name, String session, JsonObject responses, String clientId) throws ServiceException {
        Pending pending = take(session, clientId);
        if (!pending.name().equals(name) || !pending.user().username().equals(responses.getString("USERNAME"))) {
            throw invalid("session is expired.");
        }
        UserPool.User user = pending.user();
        String codeField = CODE_FIELDS.get(name);
        if (codeField != null) {
            requireCode(pending, session, responses.getString(codeField));
            return tokens.issue(user, clientId);
        }
        return switch (name) {
            case "SELECT_MFA_TYPE" -> code(responses.getString("ANSWER"), user, clientId);
            case SELECT_CHALLENGE -> code(responses.getString("ANSWER"), user, clientId);
            case "NEW_PASSWORD_REQUIRED" -> newPassword(pending, session, responses);
            case "MFA_SETUP" -> setUp(pending, responses);
            case "CUSTOM_CHALLENGE" -> answer(pending, responses.getString("ANSWER"));
            default -> throw new ServiceException("InvalidParameterException", "Unknown challenge");
        };
    }

    private void requireCode(Pending pending, String session, String code) throws ServiceException {
        boolean right = pending.name().equals(TOTP)
                ? pool.acceptsTotp(pending.user().username(), code)
                : pending.detail().equals(code);
        if (right) {
            pool.forgetCode(pending.user().username());
            return;
        }
        if (pending.wrong() + 1 >= MOST_WRONG_CODES) {
            throw invalid("session is expired.");
        }
        used.remove(session);
        sessions.put(session, pending.wrongOnce());
        throw new ServiceException("CodeMismatchException", "Invalid code or auth state for the user.");
    }

    private JsonObject newPassword(Pending pending, String session, JsonObject responses) throws ServiceException {
        String username = pending.user().username();
        try {
            UserPool.requirePolicy(responses.getString("NEW_PASSWORD"));
            if (!responses.containsKey("userAttributes.given_name")) {
                throw new ServiceException(
                        "InvalidParameterException", "Invalid attributes given, given_name is missing");
            }
        } catch (ServiceException e) {
            used.remove(session);
            sessions.put(session, pending);
            throw e;
        }
        pool.putAttribute(username, "given_name", responses.getString("userAttributes.given_name"));
        pool.setPassword(username, responses.getString("NEW_PASSWORD"));
        pool.requireChallenge(username, null);
        return tokens.issue(pool.user(username).orElseThrow(), pending.clientId());
    }

    private JsonObject setUp(Pending pending, JsonObject responses) throws ServiceException {
        UserPool.User user = pending.user();
        if (responses.containsKey("EMAIL")) {
            return code(EMAIL, user, pending.clientId());
        }
        if (!pending.detail().equals("verified")) {
            throw new ServiceException("InvalidParameterException", "Software token is not verified");
        }
        pool.requireChallenge(user.username(), ChallengeKind.SOFTWARE_TOKEN_MFA);
        return tokens.issue(user, pending.clientId());
    }

    private JsonObject answer(Pending pending, String answer) throws ServiceException {
        int question = Integer.parseInt(pending.detail());
        if (!ANSWERS.get(question).equals(answer)) {
            throw UserPoolOperations.wrongPassword();
        }
        return question + 1 < QUESTIONS.size()
                ? custom(question + 1, pending.user(), pending.clientId())
                : tokens.issue(pending.user(), pending.clientId());
    }

    /** AssociateSoftwareToken with a session. */
    JsonObject associate(String session) throws ServiceException {
        Pending pending = sessions.get(session);
        if (pending == null || !pending.name().equals("MFA_SETUP")) {
            throw invalid("session is expired.");
        }
        take(session, pending.clientId());
        String secret = Totp.newSecret(random);
        return JSON.createObjectBuilder()
                .add("SecretCode", secret)
                .add(
                        "Session",
                        keep(new Pending(pending.user(), pending.clientId(), "MFA_SETUP", secret, 0, pending.since())))
                .build();
    }

    /** VerifySoftwareToken with a session. */
    JsonObject verify(String session, String code) throws ServiceException {
        Pending pending = sessions.get(session);
        if (pending == null || !pending.name().equals("MFA_SETUP")) {
            throw invalid("session is expired.");
        }
        if (!Totp.accepts(pending.detail(), code, Instant.now())) {
            throw new ServiceException("EnableSoftwareTokenMFAException", "Code mismatch");
        }
        take(session, pending.clientId());
        pool.keepTotp(pending.user().username(), pending.detail());
        return JSON.createObjectBuilder()
                .add("Status", "SUCCESS")
                .add(
                        "Session",
                        keep(new Pending(
                                pending.user(), pending.clientId(), "MFA_SETUP", "verified", 0, pending.since())))
                .build();
    }
}
