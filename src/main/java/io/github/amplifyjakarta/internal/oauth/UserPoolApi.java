package io.github.amplifyjakarta.internal.oauth;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.aws.AwsJsonApi;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations of the user pool's JSON API that a session needs (Amazon Cognito user pools API reference). */
public final class UserPoolApi implements TokenIssuer {

    /** These errors come from a proxy or a captive portal, not from Cognito. */
    private static final Set<String> NO_WORD_OF_COGNITO = Set.of("UnknownError", "InvalidResponse");

    private final UserPoolConfig pool;
    private final ClientSecrets secrets;
    private final AwsJsonApi api;

    public UserPoolApi(UserPoolConfig pool, HttpTransport http) {
        this.pool = pool;
        this.secrets = new ClientSecrets(pool);
        this.api = new AwsJsonApi(http, pool.endpoint(), "AWSCognitoIdentityProviderService");
    }

    /**
     * Calls GetTokensFromRefreshToken.
     *
     * @param deviceKey the remembered device; empty without one
     * @return new tokens; they include a refresh token only when the app client rotates refresh tokens
     */
    public IssuedTokens refresh(String refreshToken, Optional<String> deviceKey) throws AwsError, HttpFailure {
        JsonObject answer = refreshed(refreshToken, deviceKey);
        JsonObject result =
                answer.get("AuthenticationResult") instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
        return new IssuedTokens(text(result, "AccessToken"), text(result, "IdToken"), text(result, "RefreshToken"));
    }

    @Override
    public Issuance issue(Request request) throws AwsError, HttpFailure {
        return new Issuance(refresh(request.refreshToken(), request.deviceKey()), Duration.ZERO);
    }

    private JsonObject refreshed(String refreshToken, Optional<String> deviceKey) throws AwsError, HttpFailure {
        return secrets.tryEach(secret -> {
            JsonObjectBuilder input =
                    JSON.createObjectBuilder().add("ClientId", pool.clientId()).add("RefreshToken", refreshToken);
            secret.ifPresent(found -> input.add("ClientSecret", found));
            deviceKey.ifPresent(key -> input.add("DeviceKey", key));
            return api.call("GetTokensFromRefreshToken", input.build());
        });
    }

    /** Calls RevokeToken. It ends a refresh token and the tokens that it produced. */
    public void revoke(String refreshToken) throws AwsError, HttpFailure {
        for (Iterator<Optional<String>> order = secrets.inOrder().iterator(); ; ) {
            JsonObjectBuilder input =
                    JSON.createObjectBuilder().add("ClientId", pool.clientId()).add("Token", refreshToken);
            order.next().ifPresent(secret -> input.add("ClientSecret", secret));
            try {
                api.call("RevokeToken", input.build());
                return;
            } catch (AwsError e) {
                if (e.status() == 200) { // the response has an empty body (Amazon Cognito user pools API reference)
                    return;
                }
                if (e.retryable() || !order.hasNext()) {
                    throw e;
                }
            }
        }
    }

    /** Calls GlobalSignOut. It ends all refresh tokens of the user of an access token. */
    public void globalSignOut(String accessToken) throws AwsError, HttpFailure {
        api.call(
                "GlobalSignOut",
                JSON.createObjectBuilder().add("AccessToken", accessToken).build());
    }

    /** {@return whether Cognito rejected the app client; a wrong or replaced secret says nothing about the user} */
    public static boolean isAboutTheClient(AwsError e) {
        String message = e.text().toLowerCase(Locale.ROOT);
        return e.name().equals("NotAuthorizedException") && (message.contains("client") || message.contains("secret"));
    }

    /** {@return whether this is no word of Cognito: an overload, or an error of what is in between} */
    public static boolean isNoWordOfCognito(AwsError e) {
        return e.retryable() || NO_WORD_OF_COGNITO.contains(e.name());
    }

    /** {@return whether Cognito has stated something about the session, rather than about itself or the app client} */
    public static boolean isAboutTheSession(AwsError e) {
        return !isNoWordOfCognito(e) && !isAboutTheClient(e);
    }

    /** Calls GetUser for the attributes of the user of an access token. */
    public Map<String, String> attributes(String accessToken) throws AwsError, HttpFailure {
        JsonObject answer = api.call(
                "GetUser",
                JSON.createObjectBuilder().add("AccessToken", accessToken).build());
        Map<String, String> attributes = new LinkedHashMap<>();
        if (answer.get("UserAttributes") instanceof jakarta.json.JsonArray list) {
            for (JsonValue item : list) {
                if (item instanceof JsonObject attribute) {
                    Optional<String> value = text(attribute, "Value");
                    text(attribute, "Name").ifPresent(name -> value.ifPresent(found -> attributes.put(name, found)));
                }
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    static Optional<String> text(JsonObject object, String field) {
        return object.get(field) instanceof JsonString text && !text.getString().isEmpty()
                ? Optional.of(text.getString())
                : Optional.empty();
    }
}
