package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that carry the cookies from before a refresh. */
class SessionLineageTest extends SessionFixture {

    @Test
    void acceptsOldCookiesAfterARefresh() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void keepsRotatedTokenUntilTheBrowserSendsIt() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies old = pool.session("alice", PAST, "rt-1");
        assertTrue(open(old).isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofMinutes(50));
        changes.clear();
        assertTrue(open(old).isAuthenticated());
        assertTrue(changes.stream().anyMatch(change -> change.value().equals("rt-2")), "the browser still needs it");

        pool.on("GetTokensFromRefreshToken", call -> {
            assertTrue(call.body().contains("rt-2"), "the old refresh token is worth nothing any more");
            return pool.issued("alice", "rt-3");
        });
        pool.pass(Duration.ofHours(3));
        assertTrue(open(old).isAuthenticated(), "the renewed tokens have expired as well");
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void keepsRotatedTokenThatTheBrowserDropped() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies old = pool.session("alice", PAST, "rt-1");
        assertTrue(open(old).isAuthenticated());
        assertTrue(open(pool.session("alice", HOUR, "rt-1")).isAuthenticated(), "with the new access token");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofSeconds(61));
        assertTrue(open(old).isAuthenticated());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsNewCookiesWhenALongTaskIsSignedOut(boolean forced) {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies old = pool.session("alice", Duration.ofSeconds(30), "rt-1");
        RequestSession task = open(old);
        assertTrue(task.isAuthenticated());
        pool.pass(Duration.ofSeconds(31));
        assertTrue(open(old).isAuthenticated());
        assertTrue(open(pool.session("alice", HOUR, "rt-2")).isAuthenticated(), "the browser has them");
        changes.clear();
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofMinutes(2));
        if (forced) {
            assertFalse(task.fetchAuthSession(true).tokens().isPresent());
        }
        assertFalse(task.isAuthenticated());
        assertEquals(List.of(), changes);
    }

    @Test
    void rejectsOldCookiesAMinuteAfterTheNewOnes() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies old = pool.session("alice", PAST, "rt-1");
        assertTrue(open(old).isAuthenticated());
        RequestCookies fresh = pool.session("alice", HOUR, "rt-2");
        assertTrue(open(fresh).isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofSeconds(50));
        assertTrue(open(fresh).isAuthenticated());
        assertTrue(open(old).isAuthenticated(), "late requests are on their way");
        pool.pass(Duration.ofSeconds(11));
        assertFalse(open(old).isAuthenticated());
    }

    @Test
    void rejectsOldCookiesAfterSeveralRotations() {
        for (int i = 1; i <= 4; i++) {
            String next = "rt-" + (i + 1);
            pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", next));
            assertTrue(open(pool.session("alice", PAST, "rt-" + i)).isAuthenticated());
            pool.pass(Duration.ofMinutes(90));
        }
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertFalse(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
    }
}
