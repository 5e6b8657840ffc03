package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** Refreshes that outlast their request. A call continues when a waiting thread is interrupted or stops waiting. */
class SlowRefreshTest extends SlowServices {

    @Test
    void keepsTheRefreshOfAnInterruptedRequest() throws Exception {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        open(pool.session("bob", HOUR, "rt-b")).outcome(); // the keys are here
        hang("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        ExecutorService workers = Executors.newFixedThreadPool(2);
        Future<Outcome> first = workers.submit(() -> open(cookies).outcome());
        await(asked);
        Future<Outcome> second = workers.submit(() -> open(cookies).outcome());
        first.cancel(true);
        workers.shutdown();
        answer.countDown();
        assertInstanceOf(Outcome.SignedIn.class, second.get(), "who waits for the same renewal gets it");
        assertInstanceOf(Outcome.SignedIn.class, open(cookies).outcome(), "and so does the next request");
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(1, events.size(), "the application is told once: " + events);
    }

    @Test
    void reportsUnknownToAnInterruptedRequest() throws Exception {
        hang("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        Thread.currentThread().interrupt();
        try {
            assertInstanceOf(Outcome.Unknown.class, open(cookies).outcome());
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is the caller's");
        }
    }

    /** 32 threads as WildFly has on two processors, and twice as many users whose renewals hang. */
    @Test
    void answersOtherPagesWhileManyRefreshesHang() throws Exception {
        RequestCookies good = pool.session("bob", HOUR, "rt-b");
        assertInstanceOf(Outcome.SignedIn.class, open(good).outcome());
        hang("GetTokensFromRefreshToken", call -> TestPool.down());
        List<RequestCookies> users = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            users.add(pool.session("user" + i, PAST, "rt-" + i));
        }
        ExecutorService workers = Executors.newFixedThreadPool(32);
        List<Future<Outcome>> hanging = new ArrayList<>();
        users.forEach(cookies -> hanging.add(workers.submit(() -> open(cookies).outcome())));
        await(asked);
        List<Future<Outcome>> others = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            others.add(workers.submit(() -> open(good).outcome()));
            others.add(workers.submit(() -> open(TestPool.cookies("")).outcome()));
        }
        int answered = 0;
        for (Future<Outcome> other : others) {
            assertFalse(other.get() instanceof Outcome.Unknown);
            answered++;
        }
        assertEquals(64, answered, "while no renewal has an answer");
        assertEquals(1, answer.getCount());
        while (hanging.stream().filter(future -> !future.isDone()).count() > 16) { // the others give up by themselves
            Thread.onSpinWait();
        }
        answer.countDown();
        for (Future<Outcome> future : hanging) {
            assertInstanceOf(Outcome.Unknown.class, future.get());
        }
        workers.shutdown();
        while (((ThreadPoolExecutor) services).getActiveCount() > 0) { // calls that nobody waits for any more
            Thread.onSpinWait();
        }
        int calls = pool.calls("GetTokensFromRefreshToken");
        assertTrue(calls <= 64, calls + " renewals under way");
        assertInstanceOf(
                Outcome.Unknown.class,
                open(pool.session("late", PAST, "rt-late")).outcome());
        assertEquals(calls, pool.calls("GetTokensFromRefreshToken"), "the circuit is open");
        pool.pass(Duration.ofSeconds(6));
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("later", "rt-later-2"));
        assertInstanceOf(
                Outcome.SignedIn.class,
                open(pool.session("later", PAST, "rt-later")).outcome());
    }

    /** With rotation Cognito may issue a refresh token that the sign-out cannot know. */
    @Test
    void revokesRefreshTokensIssuedAfterSignOut() throws Exception {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        open(pool.session("bob", HOUR, "rt-b")).outcome(); // the keys are here
        hang("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        List<String> revoked = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        pool.on("RevokeToken", call -> {
            revoked.add(call.body());
            ended.countDown();
            return TestPool.json(""); // as Amazon Cognito documents it
        });
        ExecutorService workers = Executors.newFixedThreadPool(1);
        Future<Outcome> renewal = workers.submit(() -> open(cookies).outcome());
        await(asked);
        open(cookies).forget("rt-1");
        answer.countDown();
        assertInstanceOf(Outcome.SignedOut.class, renewal.get());
        await(ended);
        workers.shutdown();
        assertEquals(1, revoked.size());
        assertTrue(revoked.get(0).contains("\"Token\":\"rt-2\""), revoked.toString());
    }

    @Test
    void recoversFromAMissingThread() {
        int[] failures = {0};
        AmplifyRuntime poor = AmplifyRuntime.of(
                TestPool.config(Map.of()),
                new AmplifyRuntime.Environment(
                        pool,
                        task -> {
                            if (failures[0]++ == 0) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            task.run();
                        },
                        pool.clock(),
                        pool.clock(),
                        Optional::empty),
                events::add);
        RequestCookies cookies = pool.session("alice", HOUR, "rt-1");
        assertInstanceOf(
                Outcome.Unknown.class,
                poor.sessions().open(cookies, changes -> {}).outcome());
        pool.pass(Duration.ofSeconds(11));
        assertInstanceOf(
                Outcome.SignedIn.class,
                poor.sessions().open(cookies, changes -> {}).outcome());
    }

    @Test
    void refreshesOnceInARequestThoughTheClockIsAhead() {
        pool.on("GetTokensFromRefreshToken", call -> {
            String issued = pool.issued("alice", "rt-2").body();
            pool.pass(Duration.ofHours(2)); // by the server's clock they have expired when they come
            return TestPool.json(issued);
        });
        List<Integer> writes = new ArrayList<>();
        AmplifyRuntime ahead = AmplifyRuntime.of(
                TestPool.config(Map.of()),
                new AmplifyRuntime.Environment(
                        pool, Runnable::run, pool.clock(), TestPool.standingClock(), Optional::empty),
                events::add);
        RequestSession session =
                ahead.sessions().open(pool.session("alice", PAST, "rt-1"), changes -> writes.add(changes.size()));
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Outcome.SignedIn.class, session.outcome());
        }
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(1, writes.size(), "cookies are written once");
    }

    @Test
    void verifiesRefreshedTokensOnceTheirKeyIsThere() {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        open(pool.session("bob", HOUR, "rt-b")).outcome();
        // Cognito signs with a new key, and the key set was fetched a moment ago
        Map<String, Object> access = Map.of("token_use", "access", "client_id", TestPool.CLIENT, "username", "alice");
        String token = pool.sign("key-2", "alice", HOUR, access);
        pool.on(
                "GetTokensFromRefreshToken",
                call -> TestPool.json(
                        "{\"AuthenticationResult\":{\"AccessToken\":\"" + token + "\",\"RefreshToken\":\"rt-2\"}}"));
        Outcome.Unknown unknown =
                assertInstanceOf(Outcome.Unknown.class, open(cookies).outcome());
        assertEquals(AuthException.Reason.COULD_NOT_CHECK, unknown.why().reason());
        pool.on("jwks.json", call -> TestPool.json(bothKeys()));
        pool.pass(Duration.ofSeconds(2));
        List<String> written = new ArrayList<>();
        Outcome outcome = runtime.sessions()
                .open(cookies, changes -> changes.forEach(change -> written.add(change.value())))
                .outcome();
        assertInstanceOf(Outcome.SignedIn.class, outcome);
        assertTrue(written.contains("rt-2"), "the rotated token was kept: " + written);
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
    }

    private String bothKeys() {
        String key = pool.keySet().replace("{\"keys\":[", "").replace("]}", "");
        return "{\"keys\":[" + key + "," + key.replace("key-1", "key-2") + "]}";
    }

    @Test
    void refreshesTokensThatExpiredBeforeTheirKeyCame() {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        open(pool.session("bob", HOUR, "rt-b")).outcome();
        String late = pool.sign(
                "key-2",
                "alice",
                HOUR,
                Map.of("token_use", "access", "client_id", TestPool.CLIENT, "username", "alice"));
        pool.on(
                "GetTokensFromRefreshToken",
                call -> call.body().contains("rt-1")
                        ? TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + late
                                + "\",\"RefreshToken\":\"rt-2\"}}")
                        : pool.issued("alice", "rt-3"));
        assertInstanceOf(Outcome.Unknown.class, open(cookies).outcome());
        pool.on("jwks.json", call -> TestPool.json(bothKeys()));
        pool.pass(Duration.ofHours(3));
        Outcome.SignedIn signedIn =
                assertInstanceOf(Outcome.SignedIn.class, open(cookies).outcome());
        assertFalse(signedIn.tokens().accessToken().token().equals(late), "they have expired");
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
    }
}
