package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the examples of docs/migration-from-nextjs.md. */
@ExtendWith(SharedServer.class)
class GuideIT {

    private static DemoServer server;
    private final Browser browser = new Browser();

    @BeforeAll
    static void start(DemoServer shared) throws Exception {
        server = shared;
        Browser.credentialsLive(server, 3); // of the guest, for the first test that needs them
    }

    @AfterAll
    static void lastingCredentials() throws Exception {
        Browser.credentialsLive(server, 3600);
    }

    @BeforeEach
    void lastingTokens() throws Exception {
        Browser.tokensLive(server, 3600, true);
    }

    private static URI at(String path) {
        return server.origin().resolve("/guide/" + path);
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = browser.get(at(path));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body().strip();
    }

    private void signIn(String username) throws Exception {
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), username);
    }

    @Test
    void rendersPagesForSignedInUsers() throws Exception {
        assertEquals(302, browser.navigate(at("hello")).statusCode(), "to sign in");
        assertEquals("<p>Hello, guest</p>", get("welcome.jsp"));
        signIn("alice");
        assertEquals("<p>Hello, alice</p>", get("hello"));
        assertEquals("<p>Hello, alice</p>", get("welcome.jsp"));
    }

    @Test
    void answersRouteHandlers() throws Exception {
        assertEquals(401, browser.get(at("api/current-user")).statusCode());
        assertTrue(get("api/session").contains("\"signedIn\":false"));
        signIn("alice");
        assertTrue(get("api/current-user").contains("\"username\":\"alice\""));
        String session = get("api/session");
        assertTrue(session.contains("\"signedIn\":true"), session);
        assertTrue(session.contains("\"groups\":[\"admins\"]"), session);
        assertTrue(session.contains("alice@example.com"), session);
        assertTrue(session.contains("\"identityId\":\"eu-central-1:"), session);
    }

    private void assertSentAwayFromTheStaffRoom() throws Exception {
        HttpResponse<String> answer = browser.get(at("staff/index.html"));
        assertEquals(302, answer.statusCode(), answer.body());
        assertEquals(
                at("no-staff.html").getPath(),
                URI.create(answer.headers().firstValue("Location").orElse("")).getPath());
    }

    @Test
    void redirectsGuestsAndEndedSessionsInMiddleware() throws Exception {
        assertSentAwayFromTheStaffRoom();
        Browser.tokensLive(server, 2, true);
        signIn("alice");
        assertTrue(browser.jar(server.origin()).keySet().removeIf(cookie -> cookie.endsWith(".refreshToken")));
        Thread.sleep(3_100); // the session has expired and cannot be renewed
        assertSentAwayFromTheStaffRoom();
    }

    @Test
    void checksGroupsInMiddleware() throws Exception {
        signIn("bob");
        assertSentAwayFromTheStaffRoom();
        Browser other = new Browser();
        other.signIn(server.origin().resolve("/api/auth/sign-in"), "alice");
        assertTrue(other.get(at("staff/index.html")).body().contains("staff room"));
    }

    @Test
    void runsServerActions() throws Exception {
        signIn("bob");
        HttpResponse<String> added = browser.post(at("api/todos"), Map.of("content", "buy milk"));
        assertEquals(303, added.statusCode());
        assertEquals(
                "[\"buy milk\"]",
                browser.get(URI.create(added.headers().firstValue("Location").orElseThrow()))
                        .body());
    }

    @Test
    void rendersStaticPagesAgainAfterTheirUrlsExpire() throws Exception {
        String first = get("api/splash");
        assertTrue(first.contains("/public/splash.png?") && first.contains("X-Amz-Credential=ASIA"), first);
        assertEquals(first, get("api/splash"), "not rendered for each request");
        Browser.credentialsLive(server, 3600);
        Thread.sleep(3_100);
        String second = get("api/splash");
        assertNotEquals(first, second);
        Thread.sleep(3_100);
        assertEquals(second, get("api/splash"));
    }

    @Test
    void runsSchedulersAsTheGuest() throws Exception {
        Instant end = Instant.now().plusSeconds(20);
        String prices = get("api/prices");
        while (prices.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(200);
            prices = get("api/prices");
        }
        assertTrue(prices.startsWith("as of today, for eu-central-1:"), prices);
    }
}
