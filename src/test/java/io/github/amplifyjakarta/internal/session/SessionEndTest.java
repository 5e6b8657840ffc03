package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Sessions that end, by a sign-out or by Amazon Cognito. */
class SessionEndTest extends SessionFixture {

    @Test
    void forgetsRefreshResultsAtSignOut() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies old = pool.session("alice", PAST, "rt-1");
        assertTrue(open(old).isAuthenticated());
        RequestSession current = open(pool.session("alice", HOUR, "rt-2"));
        assertTrue(current.isAuthenticated());
        current.forget("rt-2");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertFalse(open(old).isAuthenticated());
    }

    @Test
    void discardsARefreshUnderWayAtSignOut() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        pool.on("GetTokensFromRefreshToken", call -> {
            asked.countDown();
            await(answer);
            return pool.issued("alice", "rt-2");
        });
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        ExecutorService threads = Executors.newFixedThreadPool(1);
        Future<Boolean> page = threads.submit(() -> open(cookies).isAuthenticated());
        asked.await();
        for (int again = 0; again < 2; again++) {
            assertEquals(List.of(), open(cookies).forget("rt-1"));
            assertFalse(open(cookies).isAuthenticated(), "who comes late");
            assertFalse(open(cookies).fetchAuthSession(true).tokens().isPresent(), "and asks for new ones");
        }
        answer.countDown();
        assertFalse(page.get());
        threads.shutdown();
        assertEquals(List.of(), changes, "nor does anybody delete the cookies of a new sign-in");
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(List.of(), pool.events(), "Cognito refused nothing");
        pool.pass(Duration.ofSeconds(61));
        assertTrue(open(cookies).isAuthenticated(), "it is for Cognito to say now");
    }

    @Test
    void stopsRefreshingAfterSignOut() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        assertEquals(List.of(), open(cookies).forget("rt-1"));
        assertFalse(open(cookies).isAuthenticated());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void deletesCookiesWhenCognitoEndsTheSession() {
        RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
        assertTrue(session.isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertFalse(session.fetchAuthSession(true).tokens().isPresent());
        assertTrue(changes.stream().anyMatch(change -> change.value().isEmpty()), "its tokens have not expired: now");
    }

    @Test
    void deletesCookiesWithAndWithoutDomain() {
        AmplifyRuntime withDomain = pool.runtime(Map.of("amplify.auth.cookies.domain", "example.com"));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertFalse(withDomain
                .sessions()
                .open(pool.session("alice", PAST, "rt-1"), changes::addAll)
                .isAuthenticated());
        assertEquals(8, changes.size(), "four cookies, with Domain and, from before it was configured, without");
        assertEquals(
                4,
                changes.stream()
                        .filter(change -> change.render().contains("; Domain=example.com"))
                        .count());
        changes.forEach(change -> {
            assertTrue(change.render().contains("; Path=/"), change.render());
            assertTrue(change.render().contains("; Max-Age=0"), change.render());
        });
    }
}
