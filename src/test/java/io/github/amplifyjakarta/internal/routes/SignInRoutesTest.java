package io.github.amplifyjakarta.internal.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in: flows, states, codes and the cookies of the new session. */
class SignInRoutesTest extends AuthRoutesFixture {

    @Test
    void completesSignInsOfTwoTabs() {
        pool.issueTokens();
        String first = startFlow();
        String second = startFlow();
        assertEquals(
                200, get("sign-in-callback", "code=c1&state=" + first, Map.of()).status());
        assertEquals(
                200,
                get("sign-in-callback", "code=c2&state=" + second, Map.of()).status());
    }

    /** OpenID Connect Core 1.0, section 3.1.2.1: prompt, max_age. */
    @ParameterizedTest
    @CsvSource({
        "'', false",
        "prompt=none, false",
        "prompt=login, true",
        "prompt=select_account, false",
        "max_age=3600, false",
        "max_age=30, true"
    })
    void letsASignedInUserSignInAgainWhenALinkAsksForIt(String query, boolean again) {
        pool.issueTokens();
        get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        pool.pass(Duration.ofMinutes(1));
        String location = get("sign-in", query, Map.of()).location().orElseThrow();
        assertEquals(again, location.contains("prompt=login"), location);
        assertEquals(again ? "https" : "/", again ? location.substring(0, 5) : location);
    }

    @Test
    void acceptsAStateOnce() {
        pool.issueTokens();
        String state = startFlow();
        assertEquals(
                200, get("sign-in-callback", "code=c1&state=" + state, Map.of()).status());
        assertEquals(
                "/",
                get("sign-in-callback", "code=c1&state=" + state, Map.of())
                        .location()
                        .orElseThrow(),
                "the back button, in a browser that is signed in");
        jar.clear();
        ShortCircuitResponse elsewhere = get("sign-in-callback", "code=c1&state=" + state, Map.of());
        assertTrue(elsewhere.location().orElseThrow().contains("error=timeout"));
        assertEquals(1, pool.calls("token"));
    }

    @Test
    void keepsFiveFlowsPerBrowser() {
        for (int i = 0; i < 50; i++) {
            startFlow();
            pool.pass(Duration.ofSeconds(1));
        }
        assertEquals(5, jar.size());
    }

    @Test
    void rejectsStatesOfAnotherBrowser() {
        pool.issueTokens();
        String foreign = startFlow();
        jar.clear();
        startFlow();
        assertEquals(
                302,
                get("sign-in-callback", "code=c1&state=" + foreign, Map.of()).status());
        assertEquals(0, pool.calls("token"));
        String own = jar.keySet().iterator().next();
        String similar = own.replace("com.amplify.server_auth.flow.", "") + "x".repeat(24);
        assertEquals(
                400,
                get("sign-in-callback", "code=c1&state=" + similar, Map.of()).status());
        assertEquals(0, pool.calls("token"));
    }

    @Test
    void restartsSignInOnceAfterASpentCode() {
        pool.on("token", call -> TestPool.json("{\"error\":\"invalid_grant\"}"));
        ShortCircuitResponse first = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        assertEquals(TestPool.ORIGIN + "/api/auth/sign-in", first.location().orElseThrow());
        ShortCircuitResponse second = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        assertEquals(
                "/?error=invalid_grant&error_description=Sign+in+again.",
                second.location().orElseThrow());
    }

    @Test
    void answers504WhenTheTokenEndpointHangs() {
        pool.on("token", call -> TestPool.down());
        ShortCircuitResponse response = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        assertEquals(504, response.status());
        assertTrue(response.body().contains("auth/token-endpoint-unreachable"), response.body());
        assertEquals(1, pool.calls("token"), "a code works once: a call that may have arrived is not repeated");
    }

    @Test
    void answers502WhenTokenResponsesAreUnusable() {
        List<HttpReply> nonsense = List.of(
                new HttpReply(200, Map.of(), "<html>Sign in to the hotel's network</html>"),
                new HttpReply(302, Map.of("location", "https://evil.test/"), ""),
                new HttpReply(500, Map.of(), "{}"),
                new HttpReply(200, Map.of(), "{}"),
                new HttpReply(200, Map.of(), "{\"access_token\":7}"),
                new HttpReply(200, Map.of(), "[".repeat(5_000)),
                new HttpReply(400, Map.of(), "{\"error\":\"<script>\"}"));
        for (HttpReply reply : nonsense) {
            pool.on("token", call -> reply);
            ShortCircuitResponse response = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
            assertEquals(502, response.status(), reply.body());
            assertFalse(response.body().contains("<"), response.body());
            assertEquals(Map.of(), jar, "no token, and the flow has ended");
        }
    }

    @Test
    void rejectsUnverifiedTokens() {
        TestPool forger = new TestPool();
        pool.on(
                "token",
                call -> TestPool.json("{\"access_token\":\"" + forger.access("alice", Duration.ofHours(1)) + "\"}"));
        assertEquals(
                502,
                get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of())
                        .status());
        pool.on(
                "token",
                call -> TestPool.json("{\"access_token\":\"" + pool.access("alice", Duration.ofHours(1))
                        + "\",\"id_token\":\"" + pool.id("bob", Duration.ofHours(1)) + "\"}"));
        assertEquals(
                502,
                get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of())
                        .status());
        assertEquals(Map.of(), jar);
    }

    @Test
    void encodesUserNamesInCookies() {
        String username = "a;Domain=evil.test;b\r\nSet-Cookie: x=y";
        pool.on(
                "token",
                call -> TestPool.json("{\"access_token\":\"" + pool.access(username, Duration.ofHours(1)) + "\"}"));
        ShortCircuitResponse response = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        assertEquals(200, response.status());
        for (SetCookie cookie : response.cookies()) {
            String line = cookie.render();
            assertFalse(line.contains("; Domain=") || line.contains(";Domain="), line);
            assertTrue(line.chars().allMatch(c -> c >= 0x20 && c < 0x7f), line);
        }
    }

    @Test
    void passesOnErrorsOfItsOwnFlowsOnly() {
        ShortCircuitResponse reflected = get("sign-in-callback", "error=Call&error_description=555-EVIL", Map.of());
        assertEquals(400, reflected.status());
        assertFalse(reflected.body().contains("EVIL"), reflected.body());
        ShortCircuitResponse ours = get(
                "sign-in-callback",
                "error=access_denied&error_description=" + "x".repeat(5_000) + "&state=" + startFlow(),
                Map.of());
        assertEquals(302, ours.status());
        assertTrue(ours.location().orElseThrow().length() < 300, "bounded");
        assertEquals(Map.of(), jar);
    }

    @Test
    void storesRefreshedTokensBesideARedirect() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        client.take(pool.header("alice", Duration.ofHours(-1), "rt-1"));
        assertEquals("/", get("sign-in", null, Map.of()).location().orElseThrow());
        assertEquals("rt-2", jar.get(TestPool.COOKIE + "alice.refreshToken"));
    }

    @Test
    void passesOnUnknownProviders() {
        for (String name : List.of("__proto__", "constructor", "toString")) {
            String location =
                    get("sign-in", "provider=" + name, Map.of()).location().orElseThrow();
            assertTrue(location.contains("&identity_provider=" + name), location);
        }
    }

    /** Many sign-ins that begin at once see the same old cookies: the next one ends what is too many. */
    @Test
    void keepsFiveFlowsOfParallelSignIns() {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            jar.clear();
            startFlow();
            all.putAll(jar);
        }
        jar.putAll(all);
        startFlow();
        assertEquals(5, jar.size());
    }

    @Test
    void encodesNamesOfFlowCookies() {
        for (int i = 0; i < 6; i++) {
            jar.put("com.amplify.server_auth.flow.x" + i + "%3B%20Domain%3Devil.example.com%0D%0A", "1.s.v");
        }
        get("sign-in", null, Map.of())
                .cookies()
                .forEach(cookie -> assertFalse(
                        cookie.render().contains("evil.example.com;")
                                || cookie.render().contains("\n"),
                        cookie.render()));
    }

    /** A browser drops such a cookie without a word: the next page would lead to the sign-in again, without an end. */
    @Test
    void rejectsSessionsThatExceedTheCookieSize() {
        String large = pool.accessInGroups("alice", Duration.ofHours(1), List.of("g".repeat(4_000)));
        pool.on("token", call -> TestPool.json("{\"access_token\":\"" + large + "\",\"refresh_token\":\"rt-1\"}"));
        pool.on("revoke", call -> TestPool.json(""));
        String state = startFlow();
        ShortCircuitResponse response = get("sign-in-callback", "code=c&state=" + state, Map.of());
        assertEquals(500, response.status(), response.body());
        assertTrue(response.body().contains("auth/session-too-large"), response.body());
        assertTrue(response.cookies().stream().noneMatch(cookie -> cookie.name().contains("accessToken")));
        assertEquals(1, pool.calls("revoke"));
    }

    @Test
    void warnsBeforeSessionsExceedTheCookieSize() {
        String large = pool.accessInGroups("alice", Duration.ofHours(1), List.of("g".repeat(2_400)));
        pool.on("token", call -> TestPool.json("{\"access_token\":\"" + large + "\",\"refresh_token\":\"rt-1\"}"));
        try (LogLines log = new LogLines("")) {
            String state = startFlow();
            get("sign-in-callback", "code=c&state=" + state, Map.of());
            assertTrue(
                    log.lines().stream()
                            .anyMatch(line -> line.contains("a session is nearly too large: the cookie accessToken has")
                                    && !line.contains("alice")),
                    log.lines()::toString);
        }
    }

    /** Firefox leaves Strict cookies at home behind any redirect of another site, and names a typed address "none". */
    @ParameterizedTest
    @ValueSource(strings = {"sec-fetch-site: cross-site", "sec-fetch-site: none", "accept: text/html,*/*"})
    void findsTheSessionOnceTheBrowserSendsStrictCookies(String header) {
        pool.issueTokens();
        String state = startFlow();
        assertEquals(
                200, get("sign-in-callback", "code=c1&state=" + state, Map.of()).status());
        Map<String, String> strict = new HashMap<>(jar);
        jar.keySet().removeIf(name -> name.startsWith("Cognito"));
        ShortCircuitResponse bounce =
                get("sign-in-callback", "code=c1&state=" + state, Map.of(header.split(": ")[0], header.split(": ")[1]));
        assertEquals(200, bounce.status());
        assertTrue(bounce.body().contains("/api/auth/sign-in-callback"), bounce.body());
        Map<String, String> lax = new HashMap<>(jar);
        jar.putAll(strict);
        Map<String, String> second =
                header.startsWith("sec") ? Map.of("sec-fetch-site", "same-origin") : Map.of("accept", "text/html,*/*");
        ShortCircuitResponse back = get("sign-in-callback", null, second);
        assertEquals("/", back.location().orElseThrow(), "signed in all the while");
        jar.clear();
        jar.putAll(lax);
        ShortCircuitResponse nobody = get("sign-in-callback", null, second);
        assertTrue(
                nobody.location().orElseThrow().contains("error=timeout"),
                nobody.location().toString());
        assertTrue(jar.keySet().stream().noneMatch(name -> name.endsWith(".ended")), "told once");
    }

    /** RFC 7636: tokens that wait for their key belong to the browser that has the verifier. */
    @Test
    void keepsIssuedTokensForTheBrowserThatBeganTheSignIn() {
        pool.issueTokens();
        pool.on("jwks.json", call -> TestPool.down());
        String state = startFlow();
        ShortCircuitResponse waiting = get("sign-in-callback", "code=c1&state=" + state, Map.of());
        assertEquals(503, waiting.status(), waiting.body());
        Map<String, String> victim = new HashMap<>(jar);
        jar.clear();
        String attackersState = startFlow();
        pool.on("jwks.json", call -> TestPool.json(pool.keySet()));
        pool.pass(Duration.ofSeconds(11));
        pool.on("token", call -> new HttpReply(400, Map.of(), "{\"error\":\"invalid_grant\"}"));
        ShortCircuitResponse stolen = get("sign-in-callback", "code=c1&state=" + attackersState, Map.of());
        assertEquals(302, stolen.status(), "the code alone is worth nothing");
        assertTrue(jar.keySet().stream().noneMatch(name -> name.contains("accessToken")));
        jar.clear();
        jar.putAll(victim);
        ShortCircuitResponse again = get("sign-in-callback", "code=c1&state=" + state, Map.of());
        assertEquals(200, again.status(), again.body());
        assertTrue(jar.keySet().stream().anyMatch(name -> name.contains("accessToken")));
        assertEquals(2, pool.calls("token"), "the code was redeemed once, and tried once by the other");
    }
}
