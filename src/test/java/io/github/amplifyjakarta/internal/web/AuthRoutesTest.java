package io.github.amplifyjakarta.internal.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests are named after what they prevent. */
class AuthRoutesTest {

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());
    private final Map<String, String> jar = new LinkedHashMap<>();

    private RouteResponse get(String slug, String query, Map<String, String> headers) {
        return send("GET", slug, query, headers);
    }

    private RouteResponse send(String method, String slug, String query, Map<String, String> headers) {
        RequestCookies cookies = TestPool.cookies(jar.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ")));
        List<SetCookie> changes = new ArrayList<>();
        RouteResponse response = runtime.routes()
                .orElseThrow()
                .handle(
                        slug,
                        new RouteRequest(method, RouteRequest.parseQuery(query), headers, cookies),
                        runtime.sessions().open(cookies, changes::addAll));
        changes.addAll(response.cookies());
        changes.forEach(change -> {
            if (change.value().isEmpty()) {
                jar.remove(change.name());
            } else {
                jar.put(change.name(), change.value());
            }
        });
        return response;
    }

    private String startFlow() {
        String location = get("sign-in", null, Map.of()).location().orElseThrow();
        return location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
    }

    private void issueTokens() {
        pool.on(
                "token",
                call -> TestPool.json(
                        "{\"access_token\":\"" + pool.access("alice", Duration.ofHours(1)) + "\",\"id_token\":\""
                                + pool.id("alice", Duration.ofHours(1)) + "\",\"refresh_token\":\"rt-1\"}"));
    }

    @Test
    void aSecondTabThatBreaksTheFirst() {
        issueTokens();
        String first = startFlow();
        String second = startFlow();
        assertEquals(
                200, get("sign-in-callback", "code=c1&state=" + first, Map.of()).status());
        assertEquals(
                200,
                get("sign-in-callback", "code=c2&state=" + second, Map.of()).status());
    }

    @Test
    void aStateThatIsUsedTwice() {
        issueTokens();
        String state = startFlow();
        assertEquals(
                200, get("sign-in-callback", "code=c1&state=" + state, Map.of()).status());
        RouteResponse again = get("sign-in-callback", "code=c1&state=" + state, Map.of());
        assertEquals(302, again.status());
        assertTrue(
                again.location().orElseThrow().contains("error=timeout"),
                again.location().orElseThrow());
    }

    @Test
    void floodOfFlowsInOneBrowser() {
        for (int i = 0; i < 50; i++) {
            startFlow();
            pool.pass(Duration.ofSeconds(1));
        }
        assertEquals(5, jar.size());
    }

    @Test
    void aStateOfAnotherBrowser() {
        issueTokens();
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
    void endlessLoopAfterASpentCode() {
        pool.on("token", call -> TestPool.json("{\"error\":\"invalid_grant\"}"));
        RouteResponse first = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        assertEquals(TestPool.ORIGIN + "/api/auth/sign-in", first.location().orElseThrow());
        RouteResponse second = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        assertEquals(
                "/?error=invalid_grant&error_description=Sign+in+again.",
                second.location().orElseThrow());
    }

    @Test
    void hangingTokenEndpoint() {
        pool.on("token", call -> TestPool.down());
        RouteResponse response = get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        assertEquals(504, response.status());
        assertTrue(response.body().contains("auth/token_endpoint_unreachable"), response.body());
        assertEquals(1, pool.calls("token"), "a code works once: a call that may have arrived is not repeated");
    }

    @Test
    void signOutByPrefetch() {
        assertEquals(
                503,
                get("sign-out", null, Map.of("sec-purpose", "prefetch;prerender"))
                        .status());
        assertTrue(jar.isEmpty());
    }

    @Test
    void signOutByAnotherSite() {
        assertEquals(
                403,
                get("sign-out", null, Map.of("sec-fetch-site", "cross-site")).status());
        assertEquals(
                403,
                get("sign-out", null, Map.of("referer", "https://evil.example.com/"))
                        .status());
        assertEquals(
                403,
                get("sign-out", null, Map.of("referer", TestPool.ORIGIN + ".evil.example.com/"))
                        .status());
        assertEquals(
                302,
                get("sign-out", null, Map.of("referer", TestPool.ORIGIN + "/page"))
                        .status());
        assertEquals(
                303,
                send("POST", "sign-out", null, Map.of("origin", TestPool.ORIGIN))
                        .status());
    }

    @Test
    void signOutThatLeavesTheUserSignedIn() {
        jar.put(TestPool.COOKIE + "LastAuthUser", "somebody");
        for (String kind :
                List.of("accessToken", "idToken", "refreshToken", "clockDrift", "deviceKey", "signInDetails")) {
            jar.put(TestPool.COOKIE + "alice%40example.com." + kind, "x");
        }
        jar.put("com.amplify.Cognito.eu-central-1%3Aaaaa-bbbb.identityId", "eu-central-1:1");
        jar.put("other", "stays");
        jar.put("com.amplify.server_auth.isSigningOut", "true");
        pool.on("revoke", call -> TestPool.down());
        assertEquals(302, get("sign-out-callback", null, Map.of()).status());
        assertEquals(Map.of("other", "stays"), jar);
        assertEquals(1, pool.calls("revoke"), "who does not answer in time is not asked again");
    }

    @Test
    void aCookieJarFullOfRefreshTokens() {
        jar.put("com.amplify.server_auth.isSigningOut", "true");
        for (int i = 0; i < 100; i++) {
            jar.put(TestPool.COOKIE + i + ".refreshToken", "rt-" + i);
        }
        pool.on("revoke", call -> TestPool.json(""));
        assertEquals(302, get("sign-out-callback", null, Map.of()).status());
        assertEquals(Map.of(), jar);
        assertEquals(5, pool.calls("revoke"));
    }

    @Test
    void attributesInjectedThroughTheNameOfAFlowCookie() {
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

    @Test
    void aGateThatLocksOutTheWayIn() {
        AmplifyRuntime closed = pool.runtime(Map.of("amplify.auth.session.protected-paths", "/*"));
        var nobody = closed.sessions().open(TestPool.cookies(""), changes -> {});
        for (String path :
                List.of("/sign-in", "/api/auth/sign-in", "/api/auth/sign-in-callback", "/api/auth/sign-out-callback")) {
            assertTrue(
                    closed.gate()
                            .checkPath(path, "", "GET", name -> null, nobody)
                            .isEmpty(),
                    path);
        }
        for (String path : List.of("/", "/x/sign-in", "//sign-in", "/api/auth/sign-in/x", "/api/auth/other")) {
            assertTrue(
                    closed.gate()
                            .checkPath(path, "", "GET", name -> null, nobody)
                            .isPresent(),
                    path);
        }
    }

    @Test
    void serverErrorsAndSecretsOfRandomInput() {
        Random random = new Random(42);
        issueTokens();
        String[] slugs = {"sign-in", "sign-up", "sign-in-callback", "sign-out", "sign-out-callback", "x"};
        for (int i = 0; i < 10_000; i++) {
            jar.clear();
            RequestCookies cookies = TestPool.cookies(garbage(random, "; =" + TestPool.COOKIE + "alice.accessToken%"));
            RouteResponse response = runtime.routes()
                    .orElseThrow()
                    .handle(
                            slugs[random.nextInt(slugs.length)],
                            new RouteRequest(
                                    "GET",
                                    RouteRequest.parseQuery(garbage(random, "&=%+codestateerror")),
                                    Map.of("sec-fetch-site", garbage(random, "-")),
                                    cookies),
                            runtime.sessions().open(cookies, changes -> {}));
            assertTrue(response.status() < 500, "status " + response.status());
            response.cookies()
                    .forEach(cookie ->
                            assertFalse(cookie.render().chars().anyMatch(Character::isISOControl), cookie.render()));
            response.location()
                    .ifPresent(location -> assertTrue(location.chars().allMatch(c -> c > 0x20 && c < 0x7f), location));
        }
    }

    private static String garbage(Random random, String seed) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(30);
        for (int i = 0; i < pieces; i++) {
            int from = random.nextInt(seed.length());
            switch (random.nextInt(3)) {
                case 0 -> text.append(seed, from, seed.length());
                case 1 -> text.append((char) random.nextInt(0x3000));
                default -> text.append(seed.charAt(from));
            }
        }
        return text.toString();
    }
}
