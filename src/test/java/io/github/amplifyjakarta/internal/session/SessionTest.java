package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which cookies are a session, and whose. */
class SessionTest extends SessionFixture {

    @Test
    void acceptsCookiesNamedByATypedEmailAddress() {
        String typed = TestPool.COOKIE + "Alice%40Example.com.";
        String cookies = TestPool.COOKIE + "LastAuthUser=Alice@Example.com; " + typed + "accessToken="
                + pool.access("sub-1", PAST) + "; " + typed + "refreshToken=rt-1; " + typed + "idToken=";
        Map<String, Object> claims =
                new LinkedHashMap<>(Map.of("token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "sub-1"));
        String nobodys = pool.sign("sub-1", HOUR, claims);
        claims.put("email", "alice@example.com");
        String hers = pool.sign("sub-1", HOUR, claims);
        assertFalse(open(TestPool.cookies(cookies + nobodys)).isAuthenticated());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));

        pool.on("GetTokensFromRefreshToken", call -> pool.issued("sub-1", "rt-2"));
        assertEquals(
                "sub-1", open(TestPool.cookies(cookies + hers)).getCurrentUser().username());
        assertTrue(
                changes.stream()
                        .map(SetCookie::name)
                        .allMatch(name -> name.startsWith(typed) || name.endsWith(".LastAuthUser")),
                "the renewed tokens take the old ones' place");
        assertEquals("Alice@Example.com", changes.get(0).value());
    }

    @Test
    void takesTheUserNameFromTheToken() {
        String user = TestPool.COOKIE + "ADMIN.";
        Map<String, Object> claims = Map.of(
                "token_use",
                "id",
                "aud",
                TestPool.CLIENT,
                "cognito:username",
                "mallory",
                "preferred_username",
                "admin");
        RequestSession session = open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=ADMIN; " + user + "accessToken="
                + pool.access("mallory", HOUR) + "; " + user + "idToken=" + pool.sign("mallory", HOUR, claims)));
        assertEquals("mallory", ((LoadedSession.Outcome.SignedIn) session.outcome()).username());
    }

    @Test
    void keepsSessionDespiteTheBrowsersClockDrift() {
        String cookies = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.clockDrift=600000; "
                + TestPool.COOKIE + "alice.accessToken=" + pool.access("alice", Duration.ofMinutes(9));
        assertTrue(open(TestPool.cookies(cookies)).isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        assertTrue(open(TestPool.cookies(cookies + "; " + TestPool.COOKIE + "alice.refreshToken=rt-1"))
                .isAuthenticated());
    }

    @Test
    void rejectsExpiredTokensWhateverTheClockDriftCookie() {
        for (String drift : List.of("-99999999999", "NaN", "-3600001", "", "x")) {
            String cookies = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.clockDrift=" + drift
                    + "; " + TestPool.COOKIE + "alice.accessToken=" + pool.access("alice", PAST);
            assertFalse(open(TestPool.cookies(cookies)).outcome() instanceof LoadedSession.Outcome.SignedIn, drift);
        }
    }

    @Test
    void rejectsExpiredTokensOfAnotherAppClient() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        String foreign = pool.sign(
                "alice", PAST, Map.of("token_use", "access", "client_id", "another-client", "username", "alice"));
        assertFalse(open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                        + "alice.accessToken=" + foreign + "; " + TestPool.COOKIE + "alice.refreshToken=rt-1"))
                .isAuthenticated());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void rejectsTokensOfDifferentUsers() {
        String user = TestPool.COOKIE + "alice.";
        String accessAndName = TestPool.COOKIE + "LastAuthUser=alice; " + user + "accessToken=";
        assertFalse(open(TestPool.cookies(
                        accessAndName + pool.access("alice", HOUR) + "; " + user + "idToken=" + pool.id("bob", HOUR)))
                .isAuthenticated());
        assertFalse(
                open(TestPool.cookies(accessAndName + pool.access("bob", HOUR))).isAuthenticated());
    }

    @Test
    void ignoresMalformedSignInDetails() {
        String cookies = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken="
                + pool.access("alice", HOUR) + "; " + TestPool.COOKIE + "alice.signInDetails=";
        for (String details : List.of("[".repeat(2_000), "[".repeat(100_000), "{", "%7B%7D", "null")) {
            assertTrue(open(TestPool.cookies(cookies + details)).isAuthenticated());
        }
    }

    @Test
    void rejectsTokensOfAnotherApplication() {
        AmplifyRuntime other = pool.runtime(Map.of("amplify.auth.user-pool-client-id", "client2"));
        String asIfOurs = TestPool.COOKIE.replace(TestPool.CLIENT, "client2");
        RequestCookies moved = TestPool.cookies(
                asIfOurs + "LastAuthUser=alice; " + asIfOurs + "alice.accessToken=" + pool.access("alice", HOUR));
        assertTrue(open(pool.session("alice", HOUR, "rt")).isAuthenticated());
        assertFalse(other.sessions().open(moved, changes::addAll).isAuthenticated());
    }

    @Test
    void readsEveryUserNameItHasWritten() {
        for (String name : List.of(
                "alice@example.com",
                "a+b",
                "alice smith",
                "zoë",
                "日本太郎",
                "a(b)c",
                "a%40b",
                "a%zz",
                "a;b",
                "a|b",
                "a=b",
                "a,b",
                "a\"b",
                "a\\b",
                "😀",
                "o'hara",
                "__proto__",
                "LastAuthUser",
                "a.b.accessToken")) {
            changes.clear();
            pool.on("GetTokensFromRefreshToken", call -> pool.issued(name, "rt-2"));
            String encoded = io.github.amplifyjakarta.internal.cookie.CookieText.encodeName(name);
            String value = io.github.amplifyjakarta.internal.cookie.CookieText.encodeValue(name);
            RequestCookies browser = TestPool.cookies(TestPool.COOKIE + "LastAuthUser=" + value + "; " + TestPool.COOKIE
                    + encoded + ".accessToken=" + pool.access(name, PAST) + "; " + TestPool.COOKIE + encoded
                    + ".refreshToken=rt-of-" + value);
            assertEquals(name, open(browser).getCurrentUser().username());
            String jar = String.join(
                    "; ",
                    changes.stream()
                            .map(change -> change.render().replaceFirst(";.*", ""))
                            .toList());
            assertEquals(name, open(TestPool.cookies(jar)).getCurrentUser().username(), jar);
        }
    }

    @Test
    void redactsSecretsInText() {
        RequestCookies cookies = pool.session("alice", HOUR, "secret-refresh-token");
        RequestSession session = open(cookies);
        String printed =
                session.fetchAuthSession() + " " + session.fetchAuthSession().tokens() + session.outcome() + changes;
        assertFalse(printed.contains("eyJ"), printed);
        assertFalse(printed.contains("secret-refresh-token"), printed);
    }
}
