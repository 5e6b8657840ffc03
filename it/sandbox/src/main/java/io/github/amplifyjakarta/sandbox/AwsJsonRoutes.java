package io.github.amplifyjakarta.sandbox;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The JSON APIs of user pools and identity pools. */
final class AwsJsonRoutes {

    private final Settings settings;
    private final UserPool pool;

    AwsJsonRoutes(Settings settings, UserPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    void call(Exchange exchange) throws IOException {
        switch (exchange.header("X-Amz-Target").orElse("").replaceFirst("^.*\\.", "")) {
            case "GetUser" -> getUser(exchange);
            case "GetTokensFromRefreshToken" -> refresh(exchange);
            case "RevokeToken" -> revoke(exchange);
            case "GetId" -> getId(exchange);
            case "GetCredentialsForIdentity" -> getCredentials(exchange);
            default -> error(exchange, "UnknownOperationException", "unknown operation");
        }
    }

    private void getUser(Exchange exchange) throws IOException {
        Optional<JWTClaimsSet> claims = pool.verify(exchange.json().getString("AccessToken"), "access");
        if (claims.isEmpty()) {
            error(exchange, "NotAuthorizedException", "Invalid Access Token");
            return;
        }
        if (!String.valueOf(claims.get().getClaim("scope")).contains("aws.cognito.signin.user.admin")) {
            error(exchange, "NotAuthorizedException", "Access Token does not have required scopes");
            return;
        }
        UserPool.User user =
                pool.user(String.valueOf(claims.get().getClaim("username"))).orElseThrow();
        JsonObjectBuilder answer = Json.createObjectBuilder()
                .add("Username", user.username())
                .add(
                        "UserAttributes",
                        Json.createArrayBuilder()
                                .add(attribute("sub", user.sub()))
                                .add(attribute("email", user.email()))
                                .add(attribute("email_verified", "true")));
        exchange.send(200, "application/x-amz-json-1.1", answer.build().toString());
    }

    private static JsonObjectBuilder attribute(String name, String value) {
        return Json.createObjectBuilder().add("Name", name).add("Value", value);
    }

    private void refresh(Exchange exchange) throws IOException {
        JsonObject input = exchange.json();
        Optional<UserPool.Tokens> tokens = settings.clientId().equals(input.getString("ClientId"))
                ? pool.refresh(input.getString("RefreshToken"))
                : Optional.empty();
        if (tokens.isEmpty()) {
            error(exchange, "NotAuthorizedException", "Refresh Token has been revoked");
            return;
        }
        JsonObjectBuilder result = Json.createObjectBuilder()
                .add("AccessToken", tokens.get().access())
                .add("IdToken", tokens.get().id())
                .add("TokenType", "Bearer")
                .add("ExpiresIn", 3600);
        tokens.get().refresh().ifPresent(next -> result.add("RefreshToken", next));
        exchange.send(
                200,
                "application/x-amz-json-1.1",
                Json.createObjectBuilder()
                        .add("AuthenticationResult", result)
                        .build()
                        .toString());
    }

    private void revoke(Exchange exchange) throws IOException {
        pool.revoke(exchange.json().getString("Token"));
        exchange.send(200, "application/x-amz-json-1.1", "{}");
    }

    private void getId(Exchange exchange) throws IOException {
        Optional<String> identity = identity(exchange.json());
        if (identity.isEmpty()
                || !settings.identityPoolId().equals(exchange.json().getString("IdentityPoolId"))) {
            error(exchange, "NotAuthorizedException", "Invalid login token.");
            return;
        }
        exchange.send(
                200,
                "application/x-amz-json-1.1",
                Json.createObjectBuilder()
                        .add("IdentityId", identity.get())
                        .build()
                        .toString());
    }

    /** The identity that the logins prove: one for each user, one for guests; empty for a login that is not true. */
    private Optional<String> identity(JsonObject input) {
        JsonObject logins = input.getJsonObject("Logins");
        if (logins == null) {
            return Optional.of(identityOf("guest"));
        }
        String provider = settings.issuer().substring("https://".length());
        return Optional.ofNullable(logins.getString(provider, null))
                .flatMap(token -> pool.verify(token, "id"))
                .filter(claims -> claims.getAudience().contains(settings.clientId()))
                .map(claims -> identityOf(claims.getSubject()));
    }

    private static String identityOf(String owner) {
        return "eu-central-1:" + UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8));
    }

    private void getCredentials(Exchange exchange) throws IOException {
        String asked = exchange.json().getString("IdentityId");
        if (identity(exchange.json()).filter(asked::equals).isEmpty()) {
            error(exchange, "NotAuthorizedException", "Access to Identity '" + asked + "' is forbidden.");
            return;
        }
        JsonObjectBuilder credentials = Json.createObjectBuilder()
                .add("AccessKeyId", "ASIASANDBOX" + Math.abs(asked.hashCode()))
                .add("SecretKey", "sandbox-secret-" + asked)
                .add("SessionToken", "sandbox-session-" + asked)
                .add("Expiration", Instant.now().plusSeconds(3600).getEpochSecond());
        exchange.send(
                200,
                "application/x-amz-json-1.1",
                Json.createObjectBuilder()
                        .add("IdentityId", asked)
                        .add("Credentials", credentials)
                        .build()
                        .toString());
    }

    private static void error(Exchange exchange, String name, String message) throws IOException {
        exchange.send(
                400,
                "application/x-amz-json-1.1",
                Json.createObjectBuilder()
                        .add("__type", name)
                        .add("message", message)
                        .build()
                        .toString());
    }
}
