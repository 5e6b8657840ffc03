package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OAuth endpoints of the sandbox refuse the same requests as those of Cognito. */
class RefusalsIT {

    private static final String REDIRECT = "http://localhost:8080/api/auth/sign-in-callback";
    private static final String VERIFIER = "a".repeat(64);
    private static final String CHALLENGE = "_-BU_nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs";

    private static SandboxProcess sandbox;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        sandbox = new SandboxProcess();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> get(String path, Map<String, String> query) throws IOException, InterruptedException {
        URI uri = sandbox.uri().resolve(path + "?" + encoded(query));
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.uri().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> authorization() {
        return new LinkedHashMap<>(Map.of(
                "client_id", SandboxProcess.CLIENT,
                "redirect_uri", REDIRECT,
                "response_type", "code",
                "scope", "openid aws.cognito.signin.user.admin",
                "state", "s",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    }

    private String code() throws IOException, InterruptedException {
        Map<String, String> form = authorization();
        form.putAll(Map.of("username", "alice", "password", "Passw0rd!"));
        String location = post("/login", form).headers().firstValue("Location").orElseThrow();
        return location.replaceFirst("^.*[?&]code=([^&]*).*$", "$1");
    }

    private static Map<String, String> exchange(String code) {
        return new LinkedHashMap<>(Map.of(
                "client_id", SandboxProcess.CLIENT,
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", REDIRECT,
                "code_verifier", VERIFIER));
    }

    @Test
    void refusesUnregisteredRedirectsClientsAndChallenges() throws Exception {
        assertEquals(200, get("/oauth2/authorize", authorization()).statusCode());
        for (Map.Entry<String, String> wrong : Map.of(
                        "redirect_uri", REDIRECT + "/",
                        "client_id", "another",
                        "response_type", "token",
                        "code_challenge_method", "plain",
                        "code_challenge", "short")
                .entrySet()) {
            Map<String, String> query = authorization();
            query.put(wrong.getKey(), wrong.getValue());
            HttpResponse<String> refused = get("/oauth2/authorize", query);
            assertEquals(400, refused.statusCode(), wrong.toString());
            assertTrue(refused.headers().firstValue("Location").isEmpty(), wrong.toString());
        }
        assertEquals(
                400,
                get("/logout", Map.of("client_id", SandboxProcess.CLIENT, "logout_uri", "https://evil.test/"))
                        .statusCode());
    }

    @Test
    void refusesUsedAndMismatchedCodes() throws Exception {
        String code = code();
        assertEquals(200, post("/oauth2/token", exchange(code)).statusCode());
        assertEquals(
                "{\"error\":\"invalid_grant\"}",
                post("/oauth2/token", exchange(code)).body());
        for (Map.Entry<String, String> wrong : Map.of(
                        "code_verifier", "b".repeat(64), "redirect_uri", REDIRECT + "?x", "code", "made-up")
                .entrySet()) {
            Map<String, String> form = exchange(code());
            form.put(wrong.getKey(), wrong.getValue());
            assertEquals(
                    "{\"error\":\"invalid_grant\"}", post("/oauth2/token", form).body(), wrong.toString());
        }
    }

    @Test
    void refusesMissingAndWrongSecrets() throws Exception {
        Map<String, String> form = exchange("any");
        form.put("client_id", SandboxProcess.CONFIDENTIAL_CLIENT);
        String unknownClient = "{\"error\":\"invalid_client\"}";
        assertEquals(unknownClient, post("/oauth2/token", form).body());
        assertEquals(
                unknownClient,
                post("/oauth2/token", form, "Authorization", basic("wrong")).body());
        assertEquals(
                "{\"error\":\"invalid_grant\"}",
                post("/oauth2/token", form, "Authorization", basic(SandboxProcess.CLIENT_SECRET))
                        .body());
        assertEquals(
                unknownClient,
                post("/oauth2/revoke", Map.of("client_id", SandboxProcess.CONFIDENTIAL_CLIENT, "token", "x"))
                        .body());
    }

    /** RFC 6749, section 4.1.2.1, and OpenID Connect Core, section 3.1.2.6. */
    @Test
    void redirectsWithErrorsForUnknownScopesAndNoSession() throws Exception {
        Map<String, String> query = authorization();
        query.put("scope", "openid made-up");
        assertEquals(
                REDIRECT + "?error=invalid_scope&state=s",
                get("/oauth2/authorize", query).headers().firstValue("Location").orElseThrow());
        query.put("scope", "openid");
        query.put("prompt", "none");
        assertEquals(
                REDIRECT + "?error=login_required&state=s",
                get("/oauth2/authorize", query).headers().firstValue("Location").orElseThrow());
    }

    @Test
    void refusesGrantsThatTheClientMayNotUse() throws Exception {
        Map<String, String> form = exchange("any");
        form.put("grant_type", "client_credentials");
        assertEquals(
                "{\"error\":\"unauthorized_client\"}",
                post("/oauth2/token", form).body());
    }

    private String issued(String name, String code) throws IOException, InterruptedException {
        String body = post("/oauth2/token", exchange(code)).body();
        return body.replaceFirst("^.*\"" + name + "\":\"([^\"]*)\".*$", "$1");
    }

    private HttpResponse<String> call(String operation, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(sandbox.uri())
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> refresh(String token) throws IOException, InterruptedException {
        return call(
                "GetTokensFromRefreshToken",
                "{\"ClientId\":\"" + SandboxProcess.CLIENT + "\",\"RefreshToken\":\"" + token + "\"}");
    }

    /** RFC 7009, section 2.1. */
    @Test
    void refusesToRevokeATokenOfAnotherClient() throws Exception {
        String token = issued("refresh_token", code());
        Map<String, String> form = Map.of("client_id", SandboxProcess.CONFIDENTIAL_CLIENT, "token", token);
        assertEquals(
                "{\"error\":\"unauthorized_client\"}",
                post("/oauth2/revoke", form, "Authorization", basic(SandboxProcess.CLIENT_SECRET))
                        .body());
        assertEquals(200, refresh(token).statusCode());
        assertEquals(
                200,
                post("/oauth2/revoke", Map.of("client_id", SandboxProcess.CLIENT, "token", token))
                        .statusCode());
        assertEquals(400, refresh(token).statusCode());
    }

    /** RFC 6749, section 4.1.2. */
    @Test
    void revokesTokensOfACodeUsedTwice() throws Exception {
        String code = code();
        String token = issued("refresh_token", code);
        assertEquals(200, refresh(token).statusCode());
        post("/oauth2/token", exchange(code));
        assertTrue(refresh(token).body().contains("NotAuthorizedException"));
    }

    @Test
    void endsSessionsOnReuseOfARotatedToken() throws Exception {
        post("/sandbox/tokens", Map.of("lifetime", "3600", "rotation", "true", "grace", "0"));
        try {
            String token = issued("refresh_token", code());
            String next = refresh(token).body().replaceFirst("^.*\"RefreshToken\":\"([^\"]*)\".*$", "$1");
            assertTrue(refresh(token).body().contains("RefreshTokenReuseException"));
            assertTrue(refresh(token).body().contains("NotAuthorizedException"));
            assertTrue(refresh(next).body().contains("NotAuthorizedException"), "the session has ended");
        } finally {
            post("/sandbox/tokens", Map.of("lifetime", "3600", "rotation", "false"));
        }
    }

    @Test
    void signsWithANewKeyAndKeepsOldKeys() throws Exception {
        String before = issued("access_token", code());
        post("/sandbox/keys", Map.of());
        String after = issued("access_token", code());
        String keySet = sandbox.get("/eu-central-1_Sandbox01/.well-known/jwks.json");
        assertNotEquals(keyId(before), keyId(after));
        assertTrue(keySet.contains(keyId(before)) && keySet.contains(keyId(after)), keySet);
        for (String token : List.of(before, after)) {
            assertEquals(
                    200, call("GetUser", "{\"AccessToken\":\"" + token + "\"}").statusCode());
        }
    }

    private static String keyId(String token) {
        String header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), UTF_8);
        return header.replaceFirst("^.*\"kid\":\"([^\"]*)\".*$", "$1");
    }

    private static String basic(String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((SandboxProcess.CONFIDENTIAL_CLIENT + ":" + secret).getBytes(UTF_8));
    }
}
