package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;
import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Token endpoint and revocation endpoint of Managed Login. */
final class TokenRoute {

    private final Settings settings;
    private final UserPool pool;

    TokenRoute(Settings settings, UserPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    void token(Exchange exchange) throws IOException {
        Map<String, String> form = exchange.form();
        Optional<Settings.AppClient> client = authenticated(exchange, form);
        if (!exchange.method().equals("POST") || client.isEmpty()) {
            error(exchange, "invalid_client");
            return;
        }
        if ("client_credentials".equals(form.get("grant_type"))) { // no app client here is allowed that
            error(exchange, "unauthorized_client");
            return;
        }
        if (!"authorization_code".equals(form.get("grant_type"))) {
            error(exchange, "unsupported_grant_type");
            return;
        }
        Optional<UserPool.Grant> grant = pool.redeem(form.getOrDefault("code", ""))
                .filter(found -> found.clientId().equals(client.get().id()))
                .filter(found -> found.redirectUri().equals(form.get("redirect_uri")))
                .filter(found -> found.challenge().equals(challenge(form.getOrDefault("code_verifier", ""))));
        if (grant.isEmpty()) {
            error(exchange, "invalid_grant");
            return;
        }
        UserPool.Tokens tokens = pool.issue(grant.get());
        JsonObjectBuilder answer = JSON.createObjectBuilder()
                .add("access_token", tokens.access())
                .add("token_type", "Bearer")
                .add("expires_in", 3600);
        if (grant.get().scope().contains("openid")) {
            answer.add("id_token", tokens.id());
        }
        tokens.refresh().ifPresent(refresh -> answer.add("refresh_token", refresh));
        exchange.json(200, answer.build().toString());
    }

    void revoke(Exchange exchange) throws IOException {
        Map<String, String> form = exchange.form();
        Optional<Settings.AppClient> client = authenticated(exchange, form);
        if (client.isEmpty()) {
            error(exchange, "invalid_client");
        } else if (!pool.revoke(form.getOrDefault("token", ""), client.get().id())) { // RFC 7009, section 2.1
            error(exchange, "unauthorized_client");
        } else {
            exchange.send(200, "application/json", "");
        }
    }

    /** A client with a secret has to show it (RFC 6749, section 2.3.1), one without must not. */
    private Optional<Settings.AppClient> authenticated(Exchange exchange, Map<String, String> form) {
        return settings.client(form.getOrDefault("client_id", ""))
                .filter(client -> exchange.header("Authorization")
                        .equals(client.secret()
                                .map(secret -> "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString((client.id() + ":" + secret).getBytes(US_ASCII)))));
    }

    private static void error(Exchange exchange, String code) throws IOException {
        exchange.json(400, JSON.createObjectBuilder().add("error", code).build().toString());
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
