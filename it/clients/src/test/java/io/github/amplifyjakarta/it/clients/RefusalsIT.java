package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stand-in's OAuth endpoints refuse what Cognito's refuse. */
class RefusalsIT {

    private static final String REDIRECT = "http://localhost:8080/api/auth/sign-in-callback";
    private static final String VERIFIER = "a".repeat(64);
    private static final String CHALLENGE = "_-BU_nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs";

    private static StandIn standIn;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        standIn = new StandIn();
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> get(String path, Map<String, String> query) throws IOException, InterruptedException {
        URI uri = standIn.uri().resolve(path + "?" + encoded(query));
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(standIn.uri().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> authorization() {
        return new LinkedHashMap<>(Map.of(
                "client_id", StandIn.CLIENT,
                "redirect_uri", REDIRECT,
                "response_type", "code",
                "scope", "openid",
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
                "client_id", StandIn.CLIENT,
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", REDIRECT,
                "code_verifier", VERIFIER));
    }

    @Test
    void redirectsClientsAndChallengesThatAreNotRegistered() throws Exception {
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
                get("/logout", Map.of("client_id", StandIn.CLIENT, "logout_uri", "https://evil.test/"))
                        .statusCode());
    }

    @Test
    void codesThatWereUsedOrBelongToAnotherVerifierRedirectOrClient() throws Exception {
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
    void secretsThatAreMissingOrWrong() throws Exception {
        Map<String, String> form = exchange("any");
        form.put("client_id", StandIn.CONFIDENTIAL_CLIENT);
        String unknownClient = "{\"error\":\"invalid_client\"}";
        assertEquals(unknownClient, post("/oauth2/token", form).body());
        assertEquals(
                unknownClient,
                post("/oauth2/token", form, "Authorization", basic("wrong")).body());
        assertEquals(
                "{\"error\":\"invalid_grant\"}",
                post("/oauth2/token", form, "Authorization", basic(StandIn.CLIENT_SECRET))
                        .body());
        assertEquals(
                unknownClient,
                post("/oauth2/revoke", Map.of("client_id", StandIn.CONFIDENTIAL_CLIENT, "token", "x"))
                        .body());
    }

    private static String basic(String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((StandIn.CONFIDENTIAL_CLIENT + ":" + secret).getBytes(UTF_8));
    }
}
