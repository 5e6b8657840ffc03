package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Callers who bring an access token themselves. */
class BearerTokenTest {

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());
    private final List<SetCookie> changes = new ArrayList<>();

    private RequestSession session(String token) {
        String cookies = TestPool.COOKIE + "LastAuthUser=bob; " + TestPool.COOKIE + "bob.accessToken="
                + pool.access("bob", Duration.ofHours(1));
        return runtime.sessions().open(TestPool.request(cookies), token, changes::addAll);
    }

    @Test
    void ignoresCookiesBesideABearerToken() {
        assertEquals(
                "alice",
                session(pool.access("alice", Duration.ofHours(1)))
                        .getCurrentUser()
                        .username());
        for (String refused : List.of(
                "",
                "x",
                "a.b.c",
                pool.access("alice", Duration.ofHours(1)) + "x",
                pool.id("alice", Duration.ofHours(1)))) {
            assertFalse(session(refused).isAuthenticated(), refused);
            assertEquals(
                    AuthException.Reason.NOT_SIGNED_IN,
                    assertThrows(AuthException.class, () -> session(refused).getCurrentUser())
                            .reason());
        }
        assertEquals(List.of(), changes, "no cookie is touched");
    }

    @Test
    void rejectsExpiredBearerTokens() {
        String token = pool.access("alice", Duration.ofMinutes(5));
        pool.pass(Duration.ofMinutes(5).minusSeconds(1));
        assertTrue(session(token).isAuthenticated(), "until its last second, without Amplify's tolerance");
        pool.pass(Duration.ofSeconds(2));
        assertFalse(session(token).isAuthenticated());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(List.of(new AuthEvent.SessionRefused(AuthEvent.Refusal.EXPIRED)), pool.events());
    }

    @Test
    void reportsCouldNotCheckWhenKeysAreUnreachable() {
        pool.on("jwks.json", call -> TestPool.down());
        AuthException unknown = assertThrows(
                AuthException.class,
                () -> session(pool.access("alice", Duration.ofHours(1))).isAuthenticated());
        assertEquals(AuthException.Reason.COULD_NOT_CHECK, unknown.reason());
    }
}
