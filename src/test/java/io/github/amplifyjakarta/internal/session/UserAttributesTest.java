package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** User attributes that Amazon Cognito answers slowly. */
class UserAttributesTest extends SlowServices {

    /** As renewals, what a page asks Cognito for must not take all threads of the server. */
    @Test
    void answersOtherPagesWhileManyPagesWaitForAttributes() throws Exception {
        RequestCookies good = pool.session("bob", HOUR, "rt-b");
        assertInstanceOf(Outcome.SignedIn.class, open(good).outcome());
        hang("GetUser", call -> TestPool.down());
        ExecutorService workers = Executors.newFixedThreadPool(32);
        List<Future<?>> hanging = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            RequestCookies cookies = pool.session("user" + i, HOUR, "rt-" + i);
            hanging.add(workers.submit(() -> open(cookies).fetchUserAttributes()));
        }
        await(asked);
        List<Future<Outcome>> others = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            others.add(workers.submit(() -> open(good).outcome()));
        }
        for (Future<Outcome> other : others) {
            assertInstanceOf(Outcome.SignedIn.class, other.get(), "while GetUser has no answer");
        }
        assertEquals(1, answer.getCount());
        answer.countDown();
        for (Future<?> future : hanging) {
            ExecutionException failed = assertThrows(ExecutionException.class, future::get);
            assertEquals(AuthException.Reason.SERVICE, ((AuthException) failed.getCause()).reason());
        }
        workers.shutdown();
    }

    @Test
    void refreshesWhileTheCircuitForAttributesIsOpen() {
        RequestCookies alice = pool.session("alice", HOUR, "rt-1");
        pool.on("GetUser", call -> {
            throw new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer", null);
        });
        for (int i = 0; i < 4; i++) {
            assertThrows(AuthException.class, () -> open(alice).fetchUserAttributes());
        }
        assertEquals(3, pool.calls("GetUser"), "the circuit is open");
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("bob", "rt-2"));
        assertInstanceOf(
                Outcome.SignedIn.class, open(pool.session("bob", PAST, "rt-b")).outcome());
    }

    @Test
    void sharesTheCallForAttributesOfOneToken() throws Exception {
        RequestCookies cookies = pool.session("alice", HOUR, "rt-1");
        open(cookies).outcome();
        hang("GetUser", call -> TestPool.json("{\"UserAttributes\":[{\"Name\":\"a\",\"Value\":\"1\"}]}"));
        ExecutorService workers = Executors.newFixedThreadPool(8);
        List<Future<Map<String, String>>> pages = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pages.add(workers.submit(() -> open(cookies).fetchUserAttributes()));
        }
        await(asked);
        while (((ThreadPoolExecutor) workers).getActiveCount() < 8) {
            Thread.onSpinWait();
        }
        answer.countDown();
        for (Future<Map<String, String>> page : pages) {
            assertEquals(Map.of("a", "1"), page.get());
        }
        workers.shutdown();
        assertTrue(pool.calls("GetUser") < 8, pool.calls("GetUser") + " calls for eight pages");
    }
}
