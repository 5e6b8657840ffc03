package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys and refresh tokens that Cognito rotates without a grace period. */
@ExtendWith(SharedServer.class)
class RotationIT {

    private static DemoServer server;

    private final Browser browser = new Browser();

    @BeforeAll
    static void start(DemoServer shared) {
        server = shared;
    }

    @AfterEach
    void ordinaryTokens() throws Exception {
        Browser.tokensLive(server, 3600, false);
    }

    private static void tokensLive(int seconds) throws Exception {
        Browser.tokensRotate(server, seconds, 0);
    }

    private static URI at(String path) {
        return server.origin().resolve(path);
    }

    private String refreshToken() {
        return browser.jar(server.origin()).entrySet().stream()
                .filter(cookie -> cookie.getKey().endsWith(".refreshToken"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** The library keeps the renewed tokens until their key is available. Rotation has invalidated the old ones. */
    @Test
    void keepsTheSessionWhenANewKeyIsUnavailable() throws Exception {
        String keySet = "/" + DemoServer.POOL + "/.well-known/jwks.json";
        tokensLive(-1);
        browser.signIn(at("/api/auth/sign-in"), "alice");
        tokensLive(3600);
        Browser.fault(server, keySet, "error");
        new Browser().post(server.sandbox().resolve("/sandbox/keys"), Map.of());
        int renewals = server.calls("GetTokensFromRefreshToken");
        try {
            assertEquals(503, browser.navigate(at("/account.jsp")).statusCode());
        } finally {
            Browser.fault(server, keySet, "none");
        }
        String account = browser.await(
                at("/account.jsp"),
                body -> body.contains("<span id=\"username\">alice</span>"),
                Duration.ofSeconds(30));
        assertTrue(account.contains("<span id=\"username\">alice</span>"), account);
        assertEquals(renewals + 1, server.calls("GetTokensFromRefreshToken"));
    }

    /** The library deletes no cookies, because the response of the other node may still reach the browser. */
    @Test
    void keepsCookiesAfterRotationByAnotherNode() throws Exception {
        tokensLive(-1);
        browser.signIn(at("/api/auth/sign-in"), "alice");
        tokensLive(3600);
        HttpRequest ofTheOtherNode = HttpRequest.newBuilder(server.sandbox())
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService.GetTokensFromRefreshToken")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"ClientId\":\"sandboxclient00000000000001\",\"RefreshToken\":\"" + refreshToken() + "\"}"))
                .build();
        assertEquals(
                200,
                HttpClient.newHttpClient()
                        .send(ofTheOtherNode, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
        int renewals = server.calls("GetTokensFromRefreshToken");
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> page = browser.navigate(at("/account.jsp"));
            assertEquals(302, page.statusCode(), page.body());
            assertTrue(
                    page.headers().allValues("Set-Cookie").stream().noneMatch(line -> line.startsWith("Cognito")),
                    page.headers().toString());
        }
        assertEquals(renewals + 1, server.calls("GetTokensFromRefreshToken"), "Cognito is asked once");
    }
}
