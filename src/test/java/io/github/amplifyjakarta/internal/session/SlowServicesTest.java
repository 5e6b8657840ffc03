package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls belong to nobody's thread: whoever is interrupted or tired of waiting takes nothing away. */
@Timeout(60)
class SlowServicesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = Duration.ofHours(-1);

    private final TestPool pool = new TestPool();
    private final ExecutorService services = Executors.newCachedThreadPool();
    private final List<AuthEvent> events = new CopyOnWriteArrayList<>();
    private final AmplifyRuntime runtime = AmplifyRuntime.of(
            TestPool.config(Map.of()),
            new AmplifyRuntime.Environment(pool, services, pool.clock(), pool.clock()),
            events::add);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void close() {
        answer.countDown();
        services.shutdownNow();
    }

    private void hang(String operation, TestPool.Aws then) {
        pool.on(operation, call -> {
            asked.countDown();
            await(answer);
            return then.answer(call);
        });
    }

    private static void await(CountDownLatch latch) throws HttpFailure {
        try {
            assertTrue(latch.await(50, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new HttpFailure(HttpFailure.Kind.BROKEN, "interrupted", e);
        }
    }

    private RequestSession open(RequestCookies cookies) {
        return runtime.sessions().open(cookies, changes -> {});
    }

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

    @Test
    void keepsTheCredentialsCallOfAnInterruptedRequest() throws Exception {
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}"));
        hang("GetCredentialsForIdentity", call -> pool.credentials("A", "S", "T"));
        RequestCookies cookies = pool.session("alice", HOUR, "rt-1");
        ExecutorService workers = Executors.newFixedThreadPool(2);
        Future<?> first = workers.submit(() -> open(cookies).fetchAuthSession().credentials());
        await(asked);
        Future<String> second = workers.submit(() ->
                open(cookies).fetchAuthSession().credentials().orElseThrow().accessKeyId());
        first.cancel(true);
        workers.shutdown();
        answer.countDown();
        assertEquals("A", second.get());
        assertEquals(1, pool.calls("GetCredentialsForIdentity"));
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

    /** The code was never sent: it is as good as before. */
    @Test
    void keepsTheFlowOfAnUnsentCode() {
        pool.issueTokens();
        RouteClient browser = new RouteClient(runtime);
        String state = state(browser);
        pool.on("token", call -> {
            throw new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, "refused", null);
        });
        ShortCircuitResponse unreachable =
                browser.send("GET", "/api/auth/sign-in-callback", "code=c1&state=" + state, Map.of());
        assertEquals(503, unreachable.status(), unreachable.body());
        assertTrue(unreachable.body().contains("Load this page again"), unreachable.body());
        pool.issueTokens();
        ShortCircuitResponse again =
                browser.send("GET", "/api/auth/sign-in-callback", "code=c1&state=" + state, Map.of());
        assertEquals(200, again.status(), again.body());
    }

    private static String state(RouteClient browser) {
        return browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow()
                .replaceFirst(".*[?&]state=([^&]*).*", "$1");
    }

    /** RFC 6749, section 4.1.2: a code works once, and the tokens that come late are all that is left of the sign-in. */
    @Test
    void keepsTheTokensOfAnAbandonedExchange() throws Exception {
        RouteClient browser = new RouteClient(runtime);
        String state = state(browser);
        String callback = "code=c1&state=" + state;
        String tokens = "{\"access_token\":\"" + pool.access("alice", HOUR) + "\",\"refresh_token\":\"rt-1\"}";
        hang("token", call -> TestPool.json(tokens));
        ExecutorService workers = Executors.newFixedThreadPool(2);
        Future<ShortCircuitResponse> first =
                workers.submit(() -> browser.send("GET", "/api/auth/sign-in-callback", callback, Map.of()));
        await(asked);
        first.cancel(true);
        workers.shutdown();
        assertTrue(workers.awaitTermination(30, TimeUnit.SECONDS));
        answer.countDown();
        ShortCircuitResponse again = browser.send("GET", "/api/auth/sign-in-callback", callback, Map.of());
        assertEquals(200, again.status(), again.body());
        assertTrue(again.cookies().stream().anyMatch(cookie -> cookie.name().endsWith("alice.accessToken")));
        assertEquals(1, pool.calls("token"), "the code was used once");
    }

    /** Whoever signs out waits two seconds at most, and the next ones a tenth of a second. */
    @Test
    void signsOutWhileRevocationsHang() throws Exception {
        hang("revoke", call -> TestPool.json(""));
        for (int i = 0; i < 3; i++) {
            RouteClient browser = new RouteClient(runtime);
            browser.take(pool.header("alice", HOUR, "rt-" + i));
            ShortCircuitResponse response =
                    browser.send("GET", "/api/auth/sign-out", null, Map.of("sec-fetch-site", "same-origin"));
            assertEquals(302, response.status());
            assertTrue(response.cookies().stream()
                    .anyMatch(cookie -> cookie.name().endsWith("alice.refreshToken")
                            && cookie.value().isEmpty()));
        }
        assertEquals(1, answer.getCount(), "while no revocation has an answer");
        assertEquals(3, pool.calls("revoke"));
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

    @Test
    void requiresSignInWhenTheRefreshTokenIsInvalid() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "InvalidParameterException"));
        List<Object> changes = new ArrayList<>();
        RequestSession session = runtime.sessions().open(pool.session("alice", PAST, "rt-1"), changes::addAll);
        assertInstanceOf(Outcome.SignedOut.class, session.outcome());
        assertEquals(List.of(), changes, "cookies stay");
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
                        pool.clock()),
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
    void asksForAnIdentityOnceForManyCredentials() {
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}"));
        pool.on("GetCredentialsForIdentity", call -> pool.credentials("A", "S", "T"));
        for (int i = 0; i < 3; i++) {
            assertTrue(open(pool.session("alice", HOUR, "rt-1"))
                    .fetchAuthSession(false)
                    .credentials()
                    .isPresent());
            pool.pass(Duration.ofMinutes(59));
        }
        assertEquals(3, pool.calls("GetCredentialsForIdentity"));
        assertEquals(1, pool.calls("GetId"));
        pool.on("GetCredentialsForIdentity", call -> TestPool.error(400, "ResourceNotFoundException"));
        assertThrows(
                AuthException.class,
                () -> open(pool.session("alice", HOUR, "rt-1"))
                        .fetchAuthSession()
                        .credentials());
        pool.on("GetCredentialsForIdentity", call -> pool.credentials("B", "S", "T"));
        assertTrue(open(pool.session("alice", HOUR, "rt-1"))
                .fetchAuthSession()
                .credentials()
                .isPresent());
        assertEquals(2, pool.calls("GetId"), "an identity that is gone is not asked for again");
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
                new AmplifyRuntime.Environment(pool, Runnable::run, pool.clock(), TestPool.standingClock()),
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
    void takesTheDeviceFromTheAccessToken() {
        List<String> bodies = new ArrayList<>();
        pool.on("GetTokensFromRefreshToken", call -> {
            bodies.add(call.body());
            return pool.issued("alice", "rt-2");
        });
        String access = pool.sign(
                "alice",
                PAST,
                Map.of(
                        "token_use", "access",
                        "client_id", TestPool.CLIENT,
                        "username", "alice",
                        "device_key", "eu-central-1_device"));
        String cookies = pool.header("alice", PAST, "rt-1").replaceFirst("accessToken=[^;]*", "accessToken=" + access);
        assertInstanceOf(Outcome.SignedIn.class, open(TestPool.cookies(cookies)).outcome());
        assertTrue(bodies.get(0).contains("\"DeviceKey\":\"eu-central-1_device\""), "the claim stands in");
    }
}
