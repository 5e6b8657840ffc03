package io.github.amplifyjakarta.internal.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cognito's token endpoint and revocation endpoint (RFC 6749 section 4.1.3, RFC 7636 section 4.5, RFC 7009). */
public final class TokenEndpoint {

    private static final String INVALID_RESPONSE = "invalid-response";

    /** RFC 6749, section 5.2, without quotes and backslashes. */
    private static final Pattern DESCRIPTION = Pattern.compile("[ !#-\\[\\]-~]{1,200}");

    private static final Set<String> REFUSED_CLIENT = Set.of("invalid_client", "unauthorized_client");

    private final UserPoolConfig pool;
    private final URI token;
    private final URI revoke;
    private final HttpTransport http;
    private final ClientSecrets secrets;

    /** The endpoint returned an OAuth error (RFC 6749, section 5.2) or a response that is not a token response. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;
        private final String error;

        RefusedException(String error, String message) {
            super(message);
            this.error = error;
        }

        /** {@return the OAuth error code, or {@code invalid-response}} */
        public String error() {
            return error;
        }
    }

    public TokenEndpoint(UserPoolConfig pool, HttpTransport http) {
        this.pool = pool;
        String base = pool.oauth().orElseThrow().endpoint().toString().replaceFirst("/$", "");
        this.token = URI.create(base + "/oauth2/token");
        this.revoke = URI.create(base + "/oauth2/revoke");
        this.http = http;
        this.secrets = new ClientSecrets(pool);
    }

    /**
     * Exchanges an authorization code. A code works once, so the call is retried only when it was certainly not sent.
     */
    public IssuedTokens exchange(String code, String redirectUri, String verifier)
            throws RefusedException, HttpFailure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", pool.clientId());
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        form.put("grant_type", "authorization_code");
        HttpReply reply = post(token, form);
        JsonObject body = reply.json()
                .orElseThrow(() -> new RefusedException(INVALID_RESPONSE, "the token endpoint answered " + reply));
        Optional<String> error = UserPoolApi.text(body, "error");
        if (error.isPresent() || reply.status() != 200) {
            String refused = bounded(error.orElse(INVALID_RESPONSE));
            throw new RefusedException(refused, message(refused, body, reply));
        }
        return new IssuedTokens(
                UserPoolApi.text(body, "access_token"),
                UserPoolApi.text(body, "id_token"),
                UserPoolApi.text(body, "refresh_token"));
    }

    /** The description is Cognito's own text (RFC 6749, section 5.2). It contains no token. */
    private String message(String error, JsonObject body, HttpReply reply) {
        String description = UserPoolApi.text(body, "error_description")
                .filter(text -> DESCRIPTION.matcher(text).matches())
                .map(text -> " (" + text + ")")
                .orElse("");
        String advice = REFUSED_CLIENT.contains(error)
                ? ": Cognito refused the app client " + pool.clientId() + " with "
                        + (pool.clientSecrets().isEmpty()
                                ? "no secret"
                                : pool.clientSecrets().size() + " secret(s)")
                        + ", expected what its app client has: check amplify.auth.user-pool-client-id and"
                        + " amplify.auth.user-pool-client-secret"
                : "";
        return "the token endpoint answered " + reply + description + advice;
    }

    /** Revokes a refresh token and the access tokens that it produced. */
    public HttpReply revoke(String refreshToken) throws HttpFailure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", pool.clientId());
        form.put("token", refreshToken);
        return post(revoke, form);
    }

    /** Trying an unknown secret is harmless: Cognito then uses up neither the code nor the token. */
    private HttpReply post(URI uri, Map<String, String> form) throws HttpFailure {
        HttpReply reply = null;
        for (Optional<String> secret : secrets.inOrder()) {
            reply = post(uri, form, secret);
            if (!isRefusedClient(reply)) {
                secrets.worked(secret);
                return reply;
            }
        }
        return Objects.requireNonNull(reply);
    }

    /** RFC 6749, section 5.2; RFC 7009, section 2.2.1. */
    private static boolean isRefusedClient(HttpReply reply) {
        return reply.status() == 401
                || reply.json()
                        .flatMap(body -> UserPoolApi.text(body, "error"))
                        .filter("invalid_client"::equals)
                        .isPresent();
    }

    private HttpReply post(URI uri, Map<String, String> form, Optional<String> secret) throws HttpFailure {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Cache-Control", "no-cache");
        headers.put("Accept", "application/json");
        // Cognito, "Token endpoint": Base64Encode(client_id:client_secret). The values are not form-encoded first,
        // unlike RFC 6749, 2.3.1.
        secret.map(found -> pool.clientId() + ":" + found)
                .ifPresent(pair -> headers.put(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpCall call = new HttpCall("POST", uri, headers, body);
        try {
            return http.send(call);
        } catch (HttpFailure e) {
            if (e.kind() == HttpFailure.Kind.NOT_CONNECTED) {
                return http.send(call);
            }
            throw e;
        }
    }

    private static String bounded(String error) {
        return error.matches("[A-Za-z0-9_.-]{1,64}") ? error : INVALID_RESPONSE;
    }
}
