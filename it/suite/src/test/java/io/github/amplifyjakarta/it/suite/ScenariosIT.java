package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Unusual applications, for example one that lists its classes, has a context path and has no error page. */
@ExtendWith(SharedServer.class)
class ScenariosIT {

    private static DemoServer server;

    private Browser browser = new Browser();

    @BeforeAll
    static void start(DemoServer shared) {
        server = shared;
    }

    private static URI at(String path) {
        return server.origin().resolve("/listed" + path);
    }

    /** Signs in to the demo application, which has the same host, app client and cookies. */
    private void signIn(int lifetimeSeconds, boolean rotation) throws Exception {
        Browser.tokensLive(server, lifetimeSeconds, rotation);
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), "alice");
    }

    /** Signs in with the app client that has a secret. */
    private HttpResponse<String> signInConfidentially() throws Exception {
        return browser.signIn(server.origin().resolve("/confidential/api/auth/sign-in"), "bob");
    }

    private static void lastingTokens() throws Exception {
        Browser.tokensLive(server, 3600, true);
    }

    @Test
    void providesTheSessionToApplicationsThatListClasses() throws Exception {
        assertEquals("guest", browser.get(at("/api/who-am-i")).body());
        signIn(3600, false);
        assertEquals("alice", browser.get(at("/api/who-am-i")).body());
    }

    @Test
    void acceptsRoutesWithATrailingSlash() throws Exception {
        for (String route : List.of("/confidential/api/auth/sign-in", "/confidential/api/auth/sign-in/")) {
            HttpResponse<String> start = browser.navigate(server.origin().resolve(route));
            assertEquals(302, start.statusCode(), route);
            String location = start.headers().firstValue("Location").orElseThrow();
            assertTrue(location.contains("/oauth2/authorize?"), location);
        }
    }

    @Test
    void protectsSubResourcesOfAnnotatedClasses() throws Exception {
        assertEquals(401, browser.get(at("/api/orders/7")).statusCode());
        assertEquals(401, browser.post(at("/api/notes"), Map.of()).statusCode(), "a mark on a generic method");
        signIn(3600, false);
        assertEquals("order 7", browser.get(at("/api/orders/7")).body());
    }

    /** Without amplify.auth.session.jakarta-security, where a server enforces them for its own callers or not at all. */
    @Test
    void enforcesTheAnnotationsForRoles() throws Exception {
        assertEquals(
                "for everybody", browser.get(at("/api/administration/open")).body());
        for (String path : List.of("", "/board", "/users", "/statistics", "/audit", "/rooms")) {
            URI guarded = at("/api/administration" + path);
            assertEquals(401, browser.get(guarded).statusCode(), "a guest: " + path);
            assertEquals(302, browser.navigate(guarded).statusCode(), "a guest's browser: " + path);
        }
        assertEquals(403, browser.get(at("/api/administration/closed")).statusCode());
        signIn(3600, false);
        for (String path : List.of("", "/users", "/audit", "/rooms")) {
            assertEquals(200, browser.get(at("/api/administration" + path)).statusCode(), "alice: " + path);
        }
        for (String path : List.of("/board", "/statistics", "/closed")) {
            HttpResponse<String> refused = browser.get(at("/api/administration" + path));
            assertEquals(403, refused.statusCode(), "alice: " + path);
            assertTrue(refused.body().contains("auth/forbidden"), refused.body());
        }
        browser = new Browser();
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), "bob");
        assertEquals(403, browser.get(at("/api/administration")).statusCode());
        assertEquals(403, browser.get(at("/api/administration/audit")).statusCode());
        assertEquals(403, browser.get(at("/api/administration/rooms")).statusCode());
        HttpResponse<String> page = browser.navigate(at("/api/administration"));
        assertEquals(403, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Type").orElseThrow().startsWith("text/html"));
        assertEquals("for users", browser.get(at("/api/administration/users")).body());
    }

    @Test
    void protectsResourcesBehindForwardsAndRewrites() throws Exception {
        for (String way : List.of("", "&forward", "&wrapped")) {
            String page = "/dispatching?to=/api/inner" + way;
            assertEquals(401, browser.get(at(page)).statusCode(), page);
        }
        assertEquals(401, browser.get(at("/api/alias-of-inner")).statusCode(), "rewritten before the matching");
    }

    @Test
    void providesTheSessionUntilTheRequestEnds() throws Exception {
        signIn(3600, false);
        assertEquals("listener alice, observer alice", seenWhereItEnds("/api/who-am-i", 2));
        assertEquals("asynchronous listener alice, listener alice, observer alice", seenWhereItEnds("/ending", 3));
    }

    /** {@return the users that the listeners saw} The response arrives before the request ends, so this waits for them. */
    private String seenWhereItEnds(String path, int atLeast) throws Exception {
        String note = UUID.randomUUID().toString();
        assertEquals(200, browser.get(at(path + "?note=" + note)).statusCode());
        URI seen = at("/api/request-ends?of=" + note);
        return browser.await(seen, answer -> answer.split(", ").length >= atLeast, Duration.ofSeconds(10));
    }

    @Test
    void leavesPathsBesideTheRoutesToTheApplication() throws Exception {
        assertEquals(
                "the application's own",
                browser.post(at("/api/auth/webhook"), Map.of()).body());
    }

    @Test
    void supportsAppClientsWithASecret() throws Exception {
        URI home = server.origin().resolve("/confidential/api/who-am-i");
        Browser.tokensLive(server, 4, true);
        HttpResponse<String> callback = signInConfidentially();
        assertEquals(200, callback.statusCode(), callback.body());
        lastingTokens();
        assertEquals("bob", browser.get(home).body(), "renewed with the client's secret");
        assertEquals("guest", browser.get(at("/api/who-am-i")).body(), "another app client, another session");

        browser.follow(browser.navigate(server.origin().resolve("/confidential/api/auth/sign-out")));
        HttpResponse<String> end =
                browser.follow(browser.navigate(server.origin().resolve("/confidential/api/auth/sign-out-callback")));
        assertEquals("guest", end.body());
        assertTrue(browser.jar(server.origin()).isEmpty());
        String events =
                browser.get(server.origin().resolve("/confidential/api/audit")).body();
        assertTrue(events.endsWith("SignedIn,bob,TokensRefreshed,SignedOut"), events);
        String beside = browser.get(at("/api/audit")).body();
        assertFalse(beside.contains("Signed"), "the application beside it hears nothing of it: " + beside);
    }

    @Test
    void protectsAnnotatedResourcesWithoutTheFilters() throws Exception {
        URI members = server.origin().resolve("/unfiltered/api/members");
        assertEquals(401, browser.get(members).statusCode());
        assertEquals(
                401,
                browser.get(URI.create(members.toString().replace("/api", "/%61pi")))
                        .statusCode());
        assertEquals(
                200,
                browser.get(server.origin().resolve("/unfiltered/index.html")).statusCode());
        signIn(3600, false);
        assertEquals("for the signed-in only", browser.get(members).body());
    }

    @Test
    void forbidsCachingOfErrorPagesWithSessionCookies() throws Exception {
        Browser.tokensLive(server, 4, false);
        signInConfidentially();
        lastingTokens();
        HttpResponse<String> error = browser.get(server.origin().resolve("/confidential/throwing"));
        assertEquals(500, error.statusCode());
        assertTrue(error.body().contains("an error page"), error.body());
        assertTrue(error.headers().allValues("Set-Cookie").size() >= 4);
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(error));
    }

    @Test
    void forbidsCachingOfResponsesWithSessionCookies() throws Exception {
        signIn(4, false);
        lastingTokens();
        HttpResponse<String> renewed = browser.get(at("/caching"));
        assertEquals("alice", renewed.body());
        assertTrue(renewed.headers().allValues("Set-Cookie").size() >= 4);
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(renewed));
        HttpResponse<String> later = browser.get(at("/caching"));
        assertEquals(List.of(), later.headers().allValues("Set-Cookie"));
        assertEquals(Set.of("public", "max-age=7200", "immutable"), Browser.cacheControl(later));
    }

    /** Alice sends the first request through the cache. Bob and a guest then request the same URL. */
    @Test
    void keepsSharedCachesFromStoringSessions() throws Exception {
        Browser bob = new Browser();
        Browser.tokensLive(server, 3600, false);
        bob.signIn(server.origin().resolve("/api/auth/sign-in"), "bob");
        for (URI page : List.of(
                at("/caching"),
                server.origin().resolve("/api/get-current-user"),
                server.origin().resolve("/api/auth/sign-out"),
                server.origin().resolve("/api/auth/sign-in"),
                server.origin().resolve("/api/auth/sign-in-callback?code=x&state=y"))) {
            browser = new Browser();
            signIn(4, false);
            lastingTokens();
            SharedCache cache = new SharedCache();
            HttpResponse<String> hers = cache.get(browser, page);
            assertFalse(hers.headers().allValues("Set-Cookie").isEmpty(), page + " sets no cookie");
            for (Browser other : List.of(bob, new Browser())) {
                HttpResponse<String> answer = cache.get(other, page);
                assertFalse(answer.body().contains("alice"), page + " hands out " + answer.body());
                for (String line : hers.headers().allValues("Set-Cookie")) {
                    assertFalse(
                            !line.contains("=;")
                                    && !line.contains("=true;")
                                    && answer.headers().allValues("Set-Cookie").contains(line),
                            page + " hands out " + line.replaceFirst("=.*", ""));
                }
            }
        }
        SharedCache cache = new SharedCache();
        browser = new Browser();
        signIn(3600, false);
        assertEquals("alice", cache.get(browser, at("/caching")).body());
        assertEquals(
                "alice", cache.get(bob, at("/caching")).body(), "what the application itself calls public is kept");
    }

    @Test
    void resendsRenewedCookiesThatAResponseLost() throws Exception {
        for (String page : new String[] {"/throwing", "/committed", "/api/failing"}) {
            browser = new Browser();
            signIn(4, true);
            lastingTokens();
            Map<String, String> before = Map.copyOf(browser.jar(server.origin()));
            HttpResponse<String> answer = browser.get(at(page));
            assertTrue(answer.statusCode() == 500 || answer.body().contains("alice"), page + answer.body());
            // the sandbox accepts a rotated token again for a short time; the server must not call it here
            browser.jar(server.origin()).clear();
            browser.jar(server.origin()).putAll(before);
            int asked = server.calls("GetTokensFromRefreshToken");
            assertEquals("alice", browser.get(at("/api/who-am-i")).body(), page);
            assertEquals(asked, server.calls("GetTokensFromRefreshToken"), page);
            assertTrue(
                    !browser.jar(server.origin()).equals(before), page + ": the new cookies came with the next answer");
        }
    }
}
