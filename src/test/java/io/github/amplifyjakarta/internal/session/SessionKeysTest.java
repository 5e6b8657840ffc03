package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Sessions while the keys of the user pool are fetched, replaced or out of reach. */
class SessionKeysTest extends SessionFixture {

    @Test
    void waitsForTheFirstKeyFetch() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        pool.on("jwks.json", call -> {
            fetching.countDown();
            await(release);
            return TestPool.json(pool.keySet());
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<Boolean> first =
                threads.submit(() -> open(pool.session("alice", HOUR, "rt-1")).isAuthenticated());
        fetching.await();
        Thread[] waiting = new Thread[1];
        CountDownLatch started = new CountDownLatch(1);
        Future<Boolean> second = threads.submit(() -> {
            waiting[0] = Thread.currentThread();
            started.countDown();
            return open(pool.session("bob", HOUR, "rt-1")).isAuthenticated();
        });
        started.await();
        while (waiting[0].getState() != Thread.State.TIMED_WAITING && !second.isDone()) {
            Thread.onSpinWait();
        }
        release.countDown();
        assertTrue(first.get());
        assertTrue(second.get());
        threads.shutdown();
        assertEquals(1, pool.calls("jwks.json"));
    }

    @Test
    void usesStaleKeysDuringAnOutage() {
        assertTrue(open(pool.session("alice", HOUR, "rt-1")).isAuthenticated());
        pool.on("jwks.json", call -> TestPool.down());
        pool.pass(Duration.ofHours(13));
        assertTrue(open(pool.session("bob", HOUR, "rt-1")).isAuthenticated());
        assertEquals(2, pool.calls("jwks.json"));
    }

    @Test
    void keepsKeysWhenTheNewKeySetIsEmpty() {
        assertTrue(open(pool.session("alice", HOUR, "rt-1")).isAuthenticated());
        pool.on("jwks.json", call -> TestPool.json("{\"keys\":[]}"));
        pool.pass(Duration.ofHours(13));
        assertTrue(open(pool.session("bob", HOUR, "rt-1")).isAuthenticated());
    }

    @Test
    void fetchesKeysOnceForManyUnknownKeyIds() {
        open(pool.session("alice", HOUR, "rt-1")).isAuthenticated();
        pool.pass(Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            String token = pool.sign(
                    "unknown-" + i,
                    "alice",
                    HOUR,
                    Map.of("token_use", "access", "client_id", TestPool.CLIENT, "username", "alice"));
            assertFalse(open(TestPool.cookies(
                            TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken=" + token))
                    .isAuthenticated());
        }
        assertEquals(2, pool.calls("jwks.json"));
    }

    @Test
    void fetchesOnlyTheKeysForManyRequests() {
        for (int i = 0; i < 1_000; i++) {
            open(pool.session("alice", HOUR, "rt-1")).getCurrentUser();
        }
        assertEquals(1, pool.calls("jwks.json"));
        assertEquals(0, pool.calls("GetId"));
    }

    @Test
    void keepsSessionWhenKeysAreUnreachable() {
        pool.on("jwks.json", call -> TestPool.down());
        AuthException error = assertThrows(
                AuthException.class,
                () -> open(pool.session("alice", HOUR, "rt-1")).isAuthenticated());
        assertEquals(Reason.COULD_NOT_CHECK, error.reason());
        assertEquals(List.of(), changes);
    }

    @Test
    void reportsCouldNotCheckForAccessTokenOfNewKey() {
        assertTrue(open(pool.session("alice", HOUR, "rt-1")).isAuthenticated());
        pool.on("jwks.json", call -> TestPool.down());
        pool.pass(Duration.ofMinutes(1));
        String token = pool.sign(
                "key-2",
                "alice",
                HOUR,
                Map.of("token_use", "access", "client_id", TestPool.CLIENT, "username", "alice"));
        RequestSession session = open(TestPool.cookies(
                TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken=" + token));
        assertEquals(
                Reason.COULD_NOT_CHECK,
                assertThrows(AuthException.class, session::isAuthenticated).reason());
    }

    @Test
    void reportsCouldNotCheckForIdTokenOfNewKey() {
        assertTrue(open(pool.session("alice", HOUR, "rt-1")).isAuthenticated());
        pool.on("jwks.json", call -> TestPool.down());
        pool.pass(Duration.ofMinutes(1));
        String id = pool.sign(
                "key-2", "alice", HOUR, Map.of("token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "alice"));
        RequestSession session = open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                + "alice.accessToken=" + pool.access("alice", HOUR) + "; " + TestPool.COOKIE + "alice.idToken=" + id));
        assertEquals(
                Reason.COULD_NOT_CHECK,
                assertThrows(AuthException.class, session::isAuthenticated).reason());
    }
}
