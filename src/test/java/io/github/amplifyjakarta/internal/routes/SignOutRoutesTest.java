package io.github.amplifyjakarta.internal.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sign-out: who may ask for it, and what it deletes and revokes. */
class SignOutRoutesTest extends AuthRoutesFixture {

    @Test
    void acceptsPostForSignOutOnly() {
        ShortCircuitResponse posted = send("POST", "sign-out", null, Map.of());
        assertEquals(303, posted.status());
        assertTrue(posted.location().orElseThrow().contains("/logout?client_id="));
        assertEquals(405, send("POST", "sign-in", null, Map.of()).status());
    }

    @Test
    void rejectsPrefetchedSignOut() {
        assertEquals(
                503,
                get("sign-out", null, Map.of("sec-purpose", "prefetch;prerender"))
                        .status());
        assertTrue(jar.isEmpty());
    }

    @Test
    void rejectsSignOutByAnotherSite() {
        assertEquals(
                403,
                get("sign-out", null, Map.of("sec-fetch-site", "cross-site")).status());
        assertEquals(
                403,
                get("sign-out", null, Map.of("sec-fetch-site", "same-origin,cross-site"))
                        .status(),
                "a header that is sent twice");
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
    void deletesAllSessionCookiesThoughRevocationFails() {
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
    void reportsSignInAndSignOutOnce() {
        pool.issueTokens();
        get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of());
        pool.pass(Duration.ofHours(2)); // the session has expired meanwhile: nothing is renewed for a sign-out
        get("sign-out", null, Map.of());
        get("sign-out-callback", null, Map.of());
        get("sign-out-callback", null, Map.of());
        AuthUser alice = new AuthUser("alice", "sub-of-alice", Optional.empty());
        assertEquals(
                List.of(new AuthEvent.SignedIn(alice), new AuthEvent.SignedOut(Optional.of(alice))), pool.events());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void revokesAtMostFiveRefreshTokens() {
        jar.put("com.amplify.server_auth.isSigningOut", "true");
        for (int i = 0; i < 100; i++) {
            jar.put(TestPool.COOKIE + i + ".refreshToken", "rt-" + i);
        }
        pool.on("revoke", call -> TestPool.json(""));
        assertEquals(302, get("sign-out-callback", null, Map.of()).status());
        assertEquals(Map.of(), jar);
        assertEquals(5, pool.calls("revoke"));
    }

    /** A neighbour's cookies come first, where their path is longer. */
    @Test
    void revokesItsOwnRefreshTokenFirst() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        for (int i = 0; i < 5; i++) {
            jar.put(TestPool.COOKIE + "x" + i + ".refreshToken", "junk-" + i);
        }
        client.take(pool.header("alice", Duration.ofHours(-1), "rt-1"));
        assertTrue(runtime.sessions().open(client.cookies(), changes -> {}).isAuthenticated());
        jar.put("com.amplify.server_auth.isSigningOut", "true");
        List<String> revoked = new ArrayList<>();
        pool.on("revoke", call -> {
            revoked.add(call.body().replaceFirst(".*token=", ""));
            return new HttpReply(400, Map.of(), "{}");
        });
        Map<String, String> before = new LinkedHashMap<>(jar);
        assertEquals(302, get("sign-out-callback", null, Map.of()).status());
        assertEquals("rt-2", revoked.get(0), "the one that works");
        assertEquals(5, revoked.size());
        revoked.clear();
        jar.putAll(before);
        assertEquals(302, get("sign-out-callback", null, Map.of()).status());
        assertEquals("rt-1", revoked.get(0), "where nothing is known of another one");
    }

    @Test
    void keepsANewSessionAfterAnAbandonedSignOut() {
        pool.issueTokens();
        get("sign-out", null, Map.of("sec-fetch-site", "same-origin"));
        assertTrue(jar.keySet().stream().anyMatch(name -> name.contains("isSigningOut")));
        assertEquals(
                200,
                get("sign-in-callback", "code=c1&state=" + startFlow(), Map.of())
                        .status());
        assertEquals(400, get("sign-out-callback", null, Map.of()).status());
        assertTrue(jar.keySet().stream().anyMatch(name -> name.contains("accessToken")));
    }
}
