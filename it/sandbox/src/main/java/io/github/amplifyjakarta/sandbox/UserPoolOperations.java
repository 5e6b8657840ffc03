package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The operations of the user pool API (Amazon Cognito user pools API reference) that need no AWS signature. */
final class UserPoolOperations {

    /** What the API's own sign-ins get, unlike those of Managed Login. */
    private static final String SCOPE = "aws.cognito.signin.user.admin";

    private final Settings settings;
    private final UserPool pool;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Verifier> verifiers = new ConcurrentHashMap<>();
    private final AuthChallenges challenges;

    /** A sign-in with SRP that waits for its proof. */
    private record Verifier(UserPool.User user, String clientId, Srp srp, boolean beforeCustom) {}

    UserPoolOperations(Settings settings, UserPool pool) {
        this.settings = settings;
        this.pool = pool;
        this.challenges =
                new AuthChallenges(pool, (user, clientId) -> result(pool.issue(user.username(), clientId, SCOPE)));
    }

    Map<String, AwsJsonRoute.Operation> all() {
        return Map.ofEntries(
                Map.entry("SignUp", this::signUp),
                Map.entry("ConfirmSignUp", this::confirmSignUp),
                Map.entry("ResendConfirmationCode", this::resendConfirmationCode),
                Map.entry("ForgotPassword", this::forgotPassword),
                Map.entry("ConfirmForgotPassword", this::confirmForgotPassword),
                Map.entry("InitiateAuth", this::initiateAuth),
                Map.entry("RespondToAuthChallenge", this::respondToAuthChallenge),
                Map.entry("AssociateSoftwareToken", input -> challenges.associate(input.getString("Session"))),
                Map.entry(
                        "VerifySoftwareToken",
                        input -> challenges.verify(input.getString("Session"), input.getString("UserCode"))),
                Map.entry("GetTokensFromRefreshToken", this::getTokensFromRefreshToken),
                Map.entry("GetUser", this::getUser),
                Map.entry("RevokeToken", this::revokeToken),
                Map.entry("GlobalSignOut", this::globalSignOut));
    }

    private JsonObject signUp(JsonObject input) throws ServiceException {
        client(input, input.getString("Username"), input.getString("SecretHash", ""));
        String email = input.getJsonArray("UserAttributes").getValuesAs(JsonObject.class).stream()
                .filter(attribute -> attribute.getString("Name").equals("email"))
                .map(attribute -> attribute.getString("Value"))
                .findFirst()
                .orElseThrow(() -> new ServiceException("InvalidParameterException", "Attributes did not conform"));
        UserPool.User user = pool.signUp(input.getString("Username"), email, input.getString("Password"));
        return JSON.createObjectBuilder()
                .add("UserConfirmed", false)
                .add("UserSub", user.sub())
                .add("CodeDeliveryDetails", deliveredTo(email))
                .build();
    }

    private static JsonObjectBuilder deliveredTo(String email) {
        return JSON.createObjectBuilder()
                .add("AttributeName", "email")
                .add("DeliveryMedium", "EMAIL")
                .add("Destination", email.replaceFirst("^(.).*@", "$1***@"));
    }

    /** The answer is the same when there is no such user (Cognito, "Managing user existence error responses"). */
    private JsonObject codeSent(String login) {
        String email = pool.byLogin(login).map(UserPool.User::email).orElse(login + "@example.com");
        return JSON.createObjectBuilder()
                .add("CodeDeliveryDetails", deliveredTo(email))
                .build();
    }

    private JsonObject forgotPassword(JsonObject input) throws ServiceException {
        String login = input.getString("Username");
        client(input, login, input.getString("SecretHash", ""));
        pool.forgotPassword(login);
        return codeSent(login);
    }

    private JsonObject confirmForgotPassword(JsonObject input) throws ServiceException {
        String login = input.getString("Username");
        client(input, login, input.getString("SecretHash", ""));
        pool.resetPassword(login, input.getString("ConfirmationCode"), input.getString("Password"));
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject confirmSignUp(JsonObject input) throws ServiceException {
        client(input, input.getString("Username"), input.getString("SecretHash", ""));
        if (!pool.confirm(input.getString("Username"), input.getString("ConfirmationCode"))) {
            throw new ServiceException(
                    "CodeMismatchException", "Invalid verification code provided, please try again.");
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject initiateAuth(JsonObject input) throws ServiceException {
        JsonObject parameters = input.getJsonObject("AuthParameters");
        if (input.getString("AuthFlow").equals("REFRESH_TOKEN_AUTH")) {
            String clientId = input.getString("ClientId");
            return result(pool.refresh(parameters.getString("REFRESH_TOKEN"), clientId));
        }
        String login = parameters.getString("USERNAME");
        Settings.AppClient client = client(input, login, parameters.getString("SECRET_HASH", ""));
        return switch (input.getString("AuthFlow")) {
            case "USER_PASSWORD_AUTH" -> withPassword(login, parameters.getString("PASSWORD"), client);
            case "USER_SRP_AUTH" -> verifier(confirmed(login), client, parameters.getString("SRP_A"), false);
            case "USER_AUTH" -> userAuth(login, client, parameters);
            case "CUSTOM_AUTH" ->
                parameters.containsKey("SRP_A")
                        ? verifier(confirmed(login), client, parameters.getString("SRP_A"), true)
                        : challenges.custom(confirmed(login), client.id());
            default -> throw new ServiceException("InvalidParameterException", "Unknown AuthFlow");
        };
    }

    private JsonObject userAuth(String login, Settings.AppClient client, JsonObject parameters)
            throws ServiceException {
        return switch (parameters.getString("PREFERRED_CHALLENGE", "")) {
            case "PASSWORD" -> withPassword(login, parameters.getString("PASSWORD"), client);
            case "PASSWORD_SRP" -> verifier(confirmed(login), client, parameters.getString("SRP_A"), false);
            default -> challenges.choice(confirmed(login), client.id());
        };
    }

    private JsonObject withPassword(String login, String password, Settings.AppClient client) throws ServiceException {
        UserPool.User user = confirmed(login);
        if (pool.authenticate(login, password).isEmpty()) {
            throw wrongPassword();
        }
        return challenges.afterPassword(user, client.id());
    }

    private JsonObject resendConfirmationCode(JsonObject input) throws ServiceException {
        String login = input.getString("Username");
        client(input, login, input.getString("SecretHash", ""));
        pool.resend(login);
        return codeSent(login);
    }

    private UserPool.User confirmed(String login) throws ServiceException {
        UserPool.User user = pool.byLogin(login).orElseThrow(UserPoolOperations::wrongPassword);
        if (!user.confirmationCode().isEmpty()) {
            throw new ServiceException("UserNotConfirmedException", "User is not confirmed.");
        }
        return user;
    }

    static ServiceException wrongPassword() {
        return new ServiceException("NotAuthorizedException", "Incorrect username or password.");
    }

    private JsonObject verifier(UserPool.User user, Settings.AppClient client, String srpA, boolean beforeCustom)
            throws ServiceException {
        String poolName = settings.poolId().replaceFirst("^.*_", "");
        Srp srp = new Srp(poolName, user.username(), user.password(), srpA, random);
        String secretBlock =
                Base64.getEncoder().encodeToString(UUID.randomUUID().toString().getBytes(UTF_8));
        verifiers.put(secretBlock, new Verifier(user, client.id(), srp, beforeCustom));
        return JSON.createObjectBuilder()
                .add("ChallengeName", "PASSWORD_VERIFIER")
                .add(
                        "ChallengeParameters",
                        JSON.createObjectBuilder()
                                .add("USERNAME", user.username())
                                .add("USER_ID_FOR_SRP", user.username())
                                .add("SALT", srp.salt())
                                .add("SRP_B", srp.publicOfServer())
                                .add("SECRET_BLOCK", secretBlock))
                .build();
    }

    private JsonObject respondToAuthChallenge(JsonObject input) throws ServiceException {
        JsonObject responses = input.getJsonObject("ChallengeResponses");
        String username = responses.getString("USERNAME");
        Settings.AppClient client = client(input, username, responses.getString("SECRET_HASH", ""));
        String name = input.getString("ChallengeName");
        if (name.equals("PASSWORD_VERIFIER")) {
            return proven(username, client, responses);
        }
        String session = input.getString("Session");
        if (name.equals("SELECT_CHALLENGE")) {
            UserPool.User user = challenges.userOf(session, client.id());
            switch (responses.getString("ANSWER")) {
                case "PASSWORD" -> {
                    return withPassword(user.username(), responses.getString("PASSWORD"), client);
                }
                case "PASSWORD_SRP" -> {
                    return verifier(user, client, responses.getString("SRP_A"), false);
                }
                default -> {} // the others are codes
            }
        }
        return challenges.respond(name, session, responses, client.id());
    }

    private JsonObject proven(String username, Settings.AppClient client, JsonObject responses)
            throws ServiceException {
        String secretBlock = responses.getString("PASSWORD_CLAIM_SECRET_BLOCK");
        Verifier verifier = verifiers.remove(secretBlock);
        if (verifier == null
                || !verifier.user().username().equals(username)
                || !verifier.clientId().equals(client.id())
                || !verifier.srp()
                        .isProvenBy(
                                Base64.getDecoder().decode(secretBlock),
                                responses.getString("TIMESTAMP"),
                                Base64.getDecoder().decode(responses.getString("PASSWORD_CLAIM_SIGNATURE")))) {
            throw wrongPassword();
        }
        return verifier.beforeCustom()
                ? challenges.custom(verifier.user(), client.id())
                : challenges.afterPassword(verifier.user(), client.id());
    }

    /** Checks SECRET_HASH: a client with a secret has to send it, with one without it is of no use. */
    private Settings.AppClient client(JsonObject input, String username, String secretHash) throws ServiceException {
        Settings.AppClient client = settings.client(input.getString("ClientId"))
                .orElseThrow(
                        () -> new ServiceException("ResourceNotFoundException", "User pool client does not exist."));
        if (client.secret().isPresent()) {
            byte[] expected = Srp.hmac(client.secret().get().getBytes(UTF_8), (username + client.id()).getBytes(UTF_8));
            if (!MessageDigest.isEqual(Base64.getEncoder().encode(expected), secretHash.getBytes(UTF_8))) {
                throw new ServiceException(
                        "NotAuthorizedException", "SecretHash does not match for the client: " + client.id());
            }
        }
        return client;
    }

    private JsonObject getTokensFromRefreshToken(JsonObject input) throws ServiceException {
        Settings.AppClient client = clientWithSecret(input);
        return result(pool.refresh(input.getString("RefreshToken"), client.id()));
    }

    private Settings.AppClient clientWithSecret(JsonObject input) throws ServiceException {
        return settings.client(input.getString("ClientId"))
                .filter(client -> client.secret().equals(Optional.ofNullable(input.getString("ClientSecret", null))))
                .orElseThrow(() -> new ServiceException("NotAuthorizedException", "Invalid client or client secret."));
    }

    private static JsonObject result(UserPool.Tokens tokens) {
        JsonObjectBuilder result = JSON.createObjectBuilder()
                .add("AccessToken", tokens.access())
                .add("IdToken", tokens.id())
                .add("TokenType", "Bearer")
                .add("ExpiresIn", 3600);
        tokens.refresh().ifPresent(refresh -> result.add("RefreshToken", refresh));
        return JSON.createObjectBuilder()
                .add("AuthenticationResult", result)
                .add("ChallengeParameters", JSON.createObjectBuilder())
                .build();
    }

    private JsonObject getUser(JsonObject input) throws ServiceException {
        UserPool.User user = userOf(input);
        JsonArrayBuilder attributes = JSON.createArrayBuilder()
                .add(attribute("sub", user.sub()))
                .add(attribute("email", user.email()))
                .add(attribute("email_verified", "true"));
        pool.attributes(user.username()).forEach((name, value) -> attributes.add(attribute(name, value)));
        return JSON.createObjectBuilder()
                .add("Username", user.username())
                .add("UserAttributes", attributes)
                .build();
    }

    private UserPool.User userOf(JsonObject input) throws ServiceException {
        JWTClaimsSet claims = pool.verify(input.getString("AccessToken"), "access")
                .orElseThrow(() -> new ServiceException("NotAuthorizedException", "Invalid Access Token"));
        if (!String.valueOf(claims.getClaim("scope")).contains(SCOPE)) {
            throw new ServiceException("NotAuthorizedException", "Access Token does not have required scopes");
        }
        return pool.user(String.valueOf(claims.getClaim("username"))).orElseThrow();
    }

    private static JsonObjectBuilder attribute(String name, String value) {
        return JSON.createObjectBuilder().add("Name", name).add("Value", value);
    }

    private JsonObject revokeToken(JsonObject input) throws ServiceException {
        if (!pool.revoke(input.getString("Token"), clientWithSecret(input).id())) {
            throw new ServiceException("UnauthorizedException", "The token was issued to another client.");
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject globalSignOut(JsonObject input) throws ServiceException {
        pool.revokeAll(userOf(input).username());
        return JsonValue.EMPTY_JSON_OBJECT;
    }
}
