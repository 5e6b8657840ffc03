package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The session as the caller of Jakarta Security, and the data of MicroProfile Health and Telemetry. Alice is in the group
 * admins, bob is in no group.
 */
@ExtendWith(SharedServer.class)
class PlatformIT {

    private static DemoServer server;
    private Browser browser = new Browser();

    @BeforeAll
    static void start(DemoServer shared) {
        server = shared;
    }

    @BeforeEach
    void lastingTokens() throws Exception {
        Browser.tokensLive(server, 3600, true);
    }

    private static URI at(String path) {
        return server.origin().resolve("/secured/" + path);
    }

    private void signIn(String username) throws Exception {
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), username);
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = browser.get(at(path));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private String accessToken() {
        return browser.jar(server.origin()).entrySet().stream()
                .filter(cookie -> cookie.getKey().endsWith(".accessToken"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private int status(String path) throws Exception {
        return browser.get(at(path)).statusCode();
    }

    @Test
    void reportsNoCallerWithoutASession() throws Exception {
        assertEquals("nobody token null [] servlet nobody false", get("caller"));
        assertEquals("nobody token null []", get("api/reports/open"));
    }

    @Test
    void reportsTheSessionUserAsTheCaller() throws Exception {
        signIn("alice");
        assertEquals("alice admin token alice [admins] servlet alice true", get("caller"));
        assertEquals("alice admin token alice [admins]", get("api/reports/open"));
        browser = new Browser();
        signIn("bob");
        assertEquals("bob token bob [] servlet bob false", get("caller"));
    }

    @Test
    void answers401WithoutASessionAnd403ForAnotherGroup() throws Exception {
        for (String path : new String[] {"admins", "api/reports", "api/reports/board"}) {
            HttpResponse<String> nobody = browser.get(at(path));
            assertEquals(401, nobody.statusCode(), path);
            assertEquals(
                    "Bearer", nobody.headers().firstValue("WWW-Authenticate").orElse("none"), path);
            assertTrue(nobody.body().contains("\"auth/not-signed-in\""), path + nobody.body());
        }
        signIn("bob");
        assertEquals(403, status("admins"));
        assertEquals(403, status("api/reports"));
        browser = new Browser();
        signIn("alice");
        assertEquals("alice may", get("admins"));
        assertEquals("alice may", get("api/reports"));
        assertEquals(403, status("api/reports/board"));
    }

    @Test
    void redirectsBrowsersToSignInForContainerConstraints() throws Exception {
        HttpResponse<String> answer = browser.navigate(at("admins"));
        assertEquals(302, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").orElse("").endsWith("/api/auth/sign-in"));
    }

    @Test
    void sendsCookiesOfARefreshBeforeTheFilters() throws Exception {
        for (String path : new String[] {"caller", "admins", "api/reports", "api/reports/board"}) {
            Browser.tokensLive(server, 4, true);
            signIn("alice");
            lastingTokens();
            Map<String, String> before = Map.copyOf(browser.jar(server.origin()));
            HttpResponse<String> renewed = browser.get(at(path));
            assertEquals(path.endsWith("board") ? 403 : 200, renewed.statusCode(), path);
            assertFalse(before.equals(browser.jar(server.origin())), path + ": new cookies");
            assertEquals(Set.of("private", "no-store"), Browser.cacheControl(renewed), path);
            long lines = renewed.headers().allValues("Set-Cookie").stream()
                    .filter(line -> line.contains(".accessToken="))
                    .count();
            assertEquals(1, lines, path + ": each cookie once");
            browser = new Browser();
        }
    }

    @Test
    void prefersBearerTokensToCookies() throws Exception {
        signIn("alice");
        String token = accessToken();
        Browser api = new Browser();
        assertEquals(
                "alice may",
                api.get(at("api/reports"), "Authorization", "Bearer " + token).body());
        assertEquals(
                "alice may",
                api.get(at("admins"), "Authorization", "bearer " + token).body());
        assertEquals(Map.of(), api.jar(server.origin()), "a caller with a token of its own gets no cookies");
        HttpResponse<String> forged =
                browser.get(at("api/reports"), "Authorization", "Bearer " + token.replaceFirst(".$", ""));
        assertEquals(401, forged.statusCode(), "the cookies beside it do not help");
        assertEquals(
                "Bearer error=\"invalid_token\"",
                forged.headers().firstValue("WWW-Authenticate").orElse("none"));
        assertEquals(
                401,
                browser.get(at("api/reports"), "Authorization", "Bearer\tx").statusCode(),
                "nor beside what is no token at all");
        assertEquals(
                401,
                new Browser()
                        .get(server.origin().resolve("/api/get-current-user"), "Authorization", "Bearer " + token)
                        .statusCode(),
                "the demo beside it has not asked for bearer tokens");
    }

    @Test
    void answers503ForUnavailableKeysAndUsesCachedKeys() throws Exception {
        signIn("alice");
        assertEquals("alice may", get("admins"), "the keys are there");
        assertReady(); // the other applications have their keys, too
        Thread.sleep(11_000); // an unknown key ID causes no second fetch within this time
        String token = accessToken();
        String header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
        String unknownKey = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                header.replaceFirst("(\"kid\":\"[^\"]*)", "$1x").getBytes(StandardCharsets.UTF_8))
                + token.substring(token.indexOf('.'));
        keySet("error");
        try {
            for (String path : new String[] {"admins", "api/reports", "api/reports/open"}) {
                HttpResponse<String> answer = new Browser().get(at(path), "Authorization", "Bearer " + unknownKey);
                assertEquals(503, answer.statusCode(), path + answer.body());
            }
            browser = new Browser();
            signIn("alice");
            assertEquals("alice may", get("admins"), "a token never seen before, verified with the cached keys");
            assertReady();
        } finally {
            keySet("none");
        }
    }

    @Test
    void reportsReadinessWhenKeysAreLoaded() throws Exception {
        assertReady();
    }

    private static void assertReady() throws Exception {
        HttpResponse<String> ready = new Browser().get(server.readiness());
        assertEquals(200, ready.statusCode(), ready.body());
        // Payara writes numbers as text
        String check = "(?s).*\"amplify-jakarta\"[^}]*\"UP\"[^}]*\"keys\"\\s*:\\s*\"?1\\b.*";
        assertTrue(ready.body().matches(check), ready.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"microprofile", "jakarta"})
    void authorizesPlatformClientsWithTheSession(String client) throws Exception {
        signIn("alice");
        String signed = get("api/greetings/IAM/" + client);
        assertTrue(
                signed.matches("(?s).*\"path\":\"/greetings/Grüß dich, alice\",\"query\":\"\\{in=de at}\".*"
                        + "\"body\":\"\\{.*Servus.*\"mode\":\"iam\".*"),
                signed);
        assertEquals(2, signed.split("\"caller\":\"eu-central-1:", -1).length - 1, signed);
        String withToken = get("api/greetings/USER_POOL/" + client);
        assertEquals(2, withToken.split("\"caller\":\"alice\"", -1).length - 1, withToken);
        assertEquals(
                "api/no-credentials",
                new Browser().get(at("api/greetings/USER_POOL/" + client)).body());
    }

    @Test
    void writesBackRecordsThatWereReadWithTheirRelations() throws Exception {
        signIn("alice");
        assertEquals(
                "moved ACTIVE Money[amount=12.5, currency=EUR] day 0,day 1,… day 1,day 2 moved 2026-12-01T08:00:00Z",
                get("api/projects?team=admins"));
        assertTrue(browser.get(at("api/projects?team=strangers")).statusCode() == 403, "of another group");
    }

    @Test
    void publishesEvents() throws Exception {
        signIn("alice");
        assertEquals("2 1 too loud", get("api/projects/published"));
    }

    @Test
    void carriesTheSessionWithContextPropagationIfSupported() throws Exception {
        signIn("alice");
        HttpResponse<String> answer = browser.get(at("api/propagated"));
        if (ApplicationServer.current() == ApplicationServer.LIBERTY) {
            assertEquals("alice alice", answer.body());
        } else {
            assertEquals(500, answer.statusCode(), "there is no such API: " + answer.body());
        }
    }

    @Test
    void exportsCountersToTelemetry() throws Exception {
        signIn("alice");
        get("caller");
        get("caller");
        // the exporter of the server logs its data every second
        awaitInLog("amplify\\.token\\.checks.*result=\"cached\"");
        awaitInLog("amplify\\.client\\.calls.*operation=\"jwks\\.json\"");
    }

    private static void awaitInLog(String pattern) throws Exception {
        Pattern line = Pattern.compile(pattern);
        Instant end = Instant.now().plusSeconds(30);
        while (!line.matcher(server.log()).find()) {
            assertTrue(Instant.now().isBefore(end), pattern + " is not in the server's log");
            Thread.sleep(500);
        }
    }

    private static void keySet(String fault) throws Exception {
        Browser.fault(server, "/" + DemoServer.POOL + "/.well-known/jwks.json", fault);
    }
}
