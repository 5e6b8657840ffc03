package io.github.amplifyjakarta.internal.signin;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;
import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.aws.AwsJsonApi;
import io.github.amplifyjakarta.internal.cluster.Hmac;
import io.github.amplifyjakarta.internal.oauth.ClientSecrets;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the user pool's JSON API by which a user signs in or up (Amazon Cognito user pools API reference).
 * None is sent again when Cognito may have got it: a repeated answer would end the sign-in.
 */
final class SignInApi {

    private static final String SECRET_HASH = "SECRET_HASH";

    private final UserPoolConfig pool;
    private final ClientSecrets secrets;
    private final AwsJsonApi api;

    SignInApi(UserPoolConfig pool, HttpTransport http) {
        this.pool = pool;
        this.secrets = new ClientSecrets(pool);
        this.api = new AwsJsonApi(http, pool.endpoint(), "AWSCognitoIdentityProviderService");
    }

    /**
     * The user at the browser.
     *
     * @param username the user name, which SECRET_HASH is made of
     * @param address the address of the browser; empty when Cognito shall not know it
     * @param clientMetadata what Lambda triggers get
     */
    record Client(String username, Optional<String> address, Map<String, String> clientMetadata) {

        Client named(String other) {
            return new Client(other, address, clientMetadata);
        }

        @Override
        public String toString() {
            return "Client[<redacted>]";
        }
    }

    /** Cognito's answer to a step. */
    sealed interface Reply {

        /**
         * The user has signed in.
         *
         * @param tokens the tokens, not yet verified
         * @param remembersDevices whether the user pool wants to remember the browser
         */
        record Issued(IssuedTokens tokens, boolean remembersDevices) implements Reply {}

        /** Cognito asks for something. */
        record Asked(UserPoolChallenge challenge) implements Reply {}
    }

    /** {@return the pool's id after its region, which is part of what SRP proves} */
    String poolName() {
        return pool.userPoolId().substring(pool.userPoolId().indexOf('_') + 1);
    }

    Reply initiate(String flow, Map<String, String> parameters, Client client) throws AwsError, HttpFailure {
        return reply(call("InitiateAuth", client, (input, hash) -> {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            all.put("USERNAME", client.username());
            hash.ifPresent(value -> all.put(SECRET_HASH, value));
            input.add("AuthFlow", flow).add("AuthParameters", object(all));
        }));
    }

    /** @param challenge the challenge that is answered, by Cognito's name */
    Reply respond(UserPoolChallenge challenge, Map<String, String> responses, Client client)
            throws AwsError, HttpFailure {
        return reply(call("RespondToAuthChallenge", client, (input, hash) -> {
            Map<String, String> all = new LinkedHashMap<>(responses);
            all.put("USERNAME", client.username());
            hash.ifPresent(value -> all.put(SECRET_HASH, value));
            input.add("ChallengeName", challenge.name()).add("ChallengeResponses", object(all));
            challenge.session().ifPresent(session -> input.add("Session", session));
        }));
    }

    /** {@return Cognito's answer, which has a secret for an authenticator app} */
    JsonObject associateSoftwareToken(String session) throws AwsError, HttpFailure {
        return api.callOnce(
                "AssociateSoftwareToken",
                JSON.createObjectBuilder().add("Session", session).build());
    }

    JsonObject verifySoftwareToken(String session, String code) throws AwsError, HttpFailure {
        return api.callOnce(
                "VerifySoftwareToken",
                JSON.createObjectBuilder()
                        .add("Session", session)
                        .add("UserCode", code)
                        .build());
    }

    JsonObject signUp(String password, Map<String, String> attributes, Client client) throws AwsError, HttpFailure {
        var list = JSON.createArrayBuilder();
        attributes.forEach((name, value) ->
                list.add(JSON.createObjectBuilder().add("Name", name).add("Value", value)));
        JsonArray userAttributes = list.build();
        return call("SignUp", client, (input, hash) -> {
            named(input, hash, client);
            if (!userAttributes.isEmpty()) {
                input.add("UserAttributes", userAttributes);
            }
            if (!password.isEmpty()) {
                input.add("Password", password);
            }
        });
    }

    void confirmSignUp(String code, Client client) throws AwsError, HttpFailure {
        call(
                "ConfirmSignUp",
                client,
                (input, hash) -> named(input, hash, client).add("ConfirmationCode", code));
    }

    JsonObject resendConfirmationCode(Client client) throws AwsError, HttpFailure {
        return call("ResendConfirmationCode", client, (input, hash) -> named(input, hash, client));
    }

    void forgotPassword(Client client) throws AwsError, HttpFailure {
        call("ForgotPassword", client, (input, hash) -> named(input, hash, client));
    }

    void confirmForgotPassword(String code, String password, Client client) throws AwsError, HttpFailure {
        call(
                "ConfirmForgotPassword",
                client,
                (input, hash) ->
                        named(input, hash, client).add("ConfirmationCode", code).add("Password", password));
    }

    private static JsonObjectBuilder named(JsonObjectBuilder input, Optional<String> hash, Client client) {
        hash.ifPresent(value -> input.add("SecretHash", value));
        return input.add("Username", client.username());
    }

    /** Adds what an operation needs beside the app client. */
    private interface Input {

        /** @param hash SECRET_HASH; empty for an app client without a secret */
        void addTo(JsonObjectBuilder input, Optional<String> hash);
    }

    private JsonObject call(String operation, Client client, Input more) throws AwsError, HttpFailure {
        return secrets.tryEach(secret -> {
            JsonObjectBuilder input = JSON.createObjectBuilder().add("ClientId", pool.clientId());
            if (!client.clientMetadata().isEmpty()) {
                input.add("ClientMetadata", object(client.clientMetadata()));
            }
            client.address()
                    .ifPresent(address -> input.add(
                            "UserContextData", JSON.createObjectBuilder().add("IpAddress", address)));
            more.addTo(input, secret.map(found -> secretHash(client.username(), found)));
            return api.callOnce(operation, input.build());
        });
    }

    /** Amazon Cognito developer guide, "Computing secret hash values". */
    private String secretHash(String username, String secret) {
        return Base64.getEncoder()
                .encodeToString(Hmac.sha256(secret.getBytes(UTF_8), (username + pool.clientId()).getBytes(UTF_8)));
    }

    private static JsonObjectBuilder object(Map<String, String> fields) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        fields.forEach(object::add);
        return object;
    }

    private static Reply reply(JsonObject answer) {
        if (answer.get("AuthenticationResult") instanceof JsonObject result) {
            return new Reply.Issued(
                    new IssuedTokens(
                            text(result, "AccessToken"), text(result, "IdToken"), text(result, "RefreshToken")),
                    result.get("NewDeviceMetadata") instanceof JsonObject);
        }
        Map<String, String> parameters =
                answer.get("ChallengeParameters") instanceof JsonObject found ? textsByName(found) : Map.of();
        return new Reply.Asked(new UserPoolChallenge(
                text(answer, "ChallengeName").orElse(""),
                text(answer, "Session"),
                parameters,
                texts(answer.get("AvailableChallenges"))));
    }

    /** {@return the fields that are texts, by their names} */
    static Map<String, String> textsByName(JsonObject object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (value instanceof JsonString string) {
                texts.put(name, string.getString());
            }
        });
        return texts;
    }

    /** {@return the texts of a list; none for anything else} */
    static List<String> texts(@Nullable JsonValue value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof JsonArray list) {
            for (JsonValue item : list) {
                if (item instanceof JsonString string) {
                    texts.add(string.getString());
                }
            }
        }
        return texts;
    }
}
