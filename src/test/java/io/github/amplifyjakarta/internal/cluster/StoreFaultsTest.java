package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.transport.BoundedWait;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.NodesWithRedis;
import io.github.amplifyjakarta.testing.StoreBrowser;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** What goes wrong in between: outages of one node, full stores, old values, late requests, clocks. */
@Timeout(60)
class StoreFaultsTest extends NodesWithRedis {

    private static final String REFRESH = "GetTokensFromRefreshToken";
    private static final Duration HOUR = Duration.ofHours(1);

    private final String alice = "alice" + System.nanoTime();
    private final String bob = "bob" + System.nanoTime();
    private final EntryNames names =
            new EntryNames(TestPool.config(Map.of()).userPool().orElseThrow());
    private final MemoryStore memory = new MemoryStore();

    /** A correct store, whose life times follow the pool's clock. */
    private final class MemoryStore implements SharedStore {
        private record Value(String text, Instant end) {}

        final Map<String, Value> values = new ConcurrentHashMap<>();

        private Optional<String> at(String key) {
            return Optional.ofNullable(values.get(key))
                    .filter(v -> pool.clock().instant().isBefore(v.end()))
                    .map(Value::text);
        }

        @Override
        public synchronized Optional<String> putIfAbsent(String key, String value, Duration life) {
            Optional<String> there = at(key);
            if (there.isEmpty()) {
                put(key, value, life);
            }
            return there;
        }

        @Override
        public synchronized boolean replace(String key, String expected, String value, Duration life) {
            if (at(key).filter(expected::equals).isEmpty()) {
                return false;
            }
            put(key, value, life);
            return true;
        }

        @Override
        public synchronized List<Optional<String>> get(List<String> keys) {
            return keys.stream().map(this::at).toList();
        }

        @Override
        public synchronized void put(String key, String value, Duration life) {
            values.put(key, new Value(value, pool.clock().instant().plus(life)));
        }

        @Override
        public synchronized void delete(String key) {
            values.remove(key);
        }
    }

    /** One node's way to the store. */
    private static final class Link implements SharedStore {
        final SharedStore store;
        volatile Predicate<String> fails = operation -> false;
        volatile Runnable afterLookUp = () -> {};
        final AtomicInteger lookUps = new AtomicInteger();

        Link(SharedStore store) {
            this.store = store;
        }

        private void pass(String operation) {
            if (fails.test(operation)) {
                throw new IllegalStateException(operation + " failed");
            }
        }

        @Override
        public Optional<String> putIfAbsent(String key, String value, Duration life) {
            pass("putIfAbsent");
            return store.putIfAbsent(key, value, life);
        }

        @Override
        public boolean replace(String key, String expected, String value, Duration life) {
            pass("replace");
            return store.replace(key, expected, value, life);
        }

        @Override
        public List<Optional<String>> get(List<String> keys) {
            pass("get");
            List<Optional<String>> found = store.get(keys);
            if (keys.size() > 1) {
                lookUps.incrementAndGet();
                afterLookUp.run();
            }
            return found;
        }

        @Override
        public void put(String key, String value, Duration life) {
            pass("put");
            store.put(key, value, life);
        }

        @Override
        public void delete(String key) {
            pass("delete");
            store.delete(key);
        }
    }

    private AmplifyRuntime shared(SharedStore at) {
        return node(Map.of("amplify.auth.session.store", "shared"), Optional.of(at));
    }

    private String tokens(String user, String refreshToken) {
        return "{\"access_token\":\"" + pool.access(user, HOUR) + "\",\"id_token\":\"" + pool.id(user, HOUR)
                + "\",\"refresh_token\":\"" + refreshToken + "\"}";
    }

    private void renewWith(String user, String refreshToken) {
        pool.on(
                REFRESH,
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access(user, HOUR)
                        + "\",\"IdToken\":\"" + pool.id(user, HOUR) + "\",\"RefreshToken\":\"" + refreshToken
                        + "\"}}"));
    }

    /** Rotation without a grace period: each refresh token is good once. */
    private void rotate(String user) {
        Map<String, Boolean> spent = new ConcurrentHashMap<>();
        pool.on(REFRESH, call -> {
            String sent = call.body().replaceFirst("(?s).*\"RefreshToken\":\"([^\"]*)\".*", "$1");
            return spent.put(sent, true) == null
                    ? TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access(user, HOUR)
                            + "\",\"IdToken\":\"" + pool.id(user, HOUR) + "\",\"RefreshToken\":\"rt-"
                            + System.nanoTime() + "\"}}")
                    : TestPool.error(400, "NotAuthorizedException");
        });
    }

    private StoreBrowser signedIn(AmplifyRuntime node, String user) {
        String refreshToken = "rt-" + System.nanoTime();
        pool.on("token", call -> TestPool.json(tokens(user, refreshToken)));
        StoreBrowser browser = new StoreBrowser();
        assertEquals(200, browser.signIn(node).status());
        return browser;
    }

    /** An outage at one node signs a user out whose session another node has renewed. */
    @Test
    void keepsASessionThatAnotherNodeHasRenewedDuringAnOutage() {
        Link link = new Link(memory);
        AmplifyRuntime cutOff = shared(link);
        AmplifyRuntime healthy = shared(memory);
        StoreBrowser browser = signedIn(cutOff, alice);
        rotate(alice);
        pool.pass(Duration.ofMinutes(59).plusSeconds(30));
        assertTrue(browser.open(cutOff).outcome().isSignedIn());
        pool.pass(Duration.ofSeconds(40)); // the access token is over
        assertTrue(browser.open(healthy).outcome().isSignedIn()); // renews, rotates, stores
        link.fails = operation -> true; // one moment, at one node
        browser.open(cutOff).outcome();
        link.fails = operation -> false;
        assertEquals(1, browser.jar().size(), "the cookie stays");
        assertTrue(browser.open(healthy).outcome().isSignedIn(), "the session is good");
    }

    /** Total outage, two nodes, rotation: the second node to be asked deletes the cookie. */
    @Test
    void keepsASessionThatTwoNodesRenewDuringAnOutage() {
        Link link = new Link(memory);
        AmplifyRuntime first = shared(link);
        AmplifyRuntime second = shared(link);
        StoreBrowser browser = signedIn(first, alice);
        rotate(alice);
        pool.pass(Duration.ofMinutes(59).plusSeconds(40));
        browser.open(first).outcome();
        browser.open(second).outcome();
        pool.pass(Duration.ofSeconds(30));
        link.fails = operation -> true;
        assertTrue(browser.open(first).outcome().isSignedIn());
        browser.open(second).outcome();
        assertEquals(1, browser.jar().size(), "an outage costs no session");
    }

    /** A sign-out while the store does not answer is lost for good. */
    @Test
    void endsASessionThatWasSignedOutDuringAnOutage() {
        AmplifyRuntime healthy = shared(memory);
        Link link = new Link(memory);
        AmplifyRuntime cutOff = shared(link);
        StoreBrowser browser = signedIn(healthy, alice);
        rotate(alice);
        StoreBrowser stolen = browser.copy();
        link.fails = operation -> true;
        int status = browser.send(cutOff, "sign-out", null).status();
        link.fails = operation -> false;
        pool.pass(Duration.ofHours(3));
        assertTrue(
                status >= 500 || !stolen.open(cutOff).outcome().isSignedIn(),
                "answer " + status + ", revocations " + pool.calls("revoke") + ", and the session is renewed");
    }

    /** The shortest idle time-out that can be configured. */
    @Test
    void keepsASessionInUseWithTheShortestIdleTimeout() {
        AmplifyRuntime node = node(
                Map.of("amplify.auth.session.store", "shared", "amplify.auth.session.idle-timeout", "PT1M"),
                Optional.of(memory));
        StoreBrowser browser = signedIn(node, alice);
        for (int second = 10; second < 120; second += 10) {
            pool.pass(Duration.ofSeconds(10));
            assertTrue(browser.open(node).outcome().isSignedIn(), "used every ten seconds, ended after " + second);
        }
    }

    /** An administrator's end is over after a day. */
    @Test
    void staysEndedAfterADay() {
        AmplifyRuntime node = node(Optional.of(memory));
        StoreBrowser browser = signedIn(node, alice);
        renewWith(alice, "rt-next");
        pool.pass(Duration.ofMinutes(1));
        node.sessions().revocations().endSessionsOf("sub-of-" + alice);
        assertFalse(browser.open(node).outcome().isSignedIn());
        pool.pass(Duration.ofHours(25));
        assertFalse(browser.open(node).outcome().isSignedIn(), "began before the end");
    }

    /** A store that is full can still be read. */
    @Test
    void readsSessionsWhileTheStoreRefusesToWrite() {
        StoreBrowser first = signedIn(shared(memory), alice);
        StoreBrowser second = signedIn(shared(memory), bob);
        pool.pass(Duration.ofDays(4)); // idle time-out: 30 days
        renewWith(alice, "rt-next");
        AmplifyRuntime node = node(
                Map.of("amplify.auth.session.store", "shared", "amplify.auth.session.idle-timeout", "P30D"),
                Optional.of(memory));
        first.open(node).outcome();
        Link full = new Link(memory);
        full.fails =
                operation -> operation.equals("put") || operation.equals("replace") || operation.equals("putIfAbsent");
        AmplifyRuntime other = shared(full);
        pool.pass(Duration.ofDays(4));
        pool.on(
                REFRESH,
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\""
                        + pool.access(call.body().contains("next") ? alice : bob, HOUR) + "\"}}"));
        first.open(other).outcome(); // its use cannot be recorded
        second.open(other).outcome().fold(in -> true, out -> true, unknown -> {
            throw new AssertionError("503: " + unknown.getMessage());
        });
    }

    private String accessToken(String user, String origin) {
        Map<String, Object> claims = new LinkedHashMap<>(TestPool.accessClaims(user));
        claims.put("jti", "jti-" + System.nanoTime());
        claims.put("origin_jti", origin);
        claims.put("auth_time", pool.clock().instant().getEpochSecond());
        return pool.sign(user, HOUR, claims);
    }

    private String cookies(String user, String accessToken) {
        String prefix = TestPool.COOKIE + user;
        return TestPool.COOKIE + "LastAuthUser=" + user + "; " + prefix + ".accessToken=" + accessToken + "; " + prefix
                + ".refreshToken=rt-" + accessToken.substring(accessToken.length() - 20);
    }

    private boolean isSignedIn(AmplifyRuntime node, String user, String accessToken) {
        return node.sessions()
                .open(TestPool.cookies(cookies(user, accessToken)), none -> {})
                .isAuthenticated();
    }

    private ShortCircuitResponse signOut(AmplifyRuntime node, String user, String accessToken) {
        RouteClient browser = new RouteClient(node);
        browser.take(cookies(user, accessToken));
        return browser.send("GET", "/api/auth/sign-out", null, Map.of());
    }

    /** A look-up goes on as long as others sign out. */
    @Test
    void looksUpATokenAFewTimesAtMost() {
        Link link = new Link(memory);
        AmplifyRuntime node = node(Optional.of(link));
        AtomicInteger left = new AtomicInteger(100);
        String others = accessToken(bob, "origin-bob");
        link.afterLookUp = () -> {
            if (left.getAndDecrement() > 0) {
                signOut(node, bob, others); // one browser that repeats the same request
            }
        };
        isSignedIn(node, alice, accessToken(alice, "origin-alice"));
        assertTrue(link.lookUps.get() < 10, "look-ups for one request: " + link.lookUps.get());
    }

    /** One browser that repeats its sign-out drives all other ends out of the list. */
    @Test
    void listsAnEndOnce() {
        AmplifyRuntime node = node(Optional.of(memory));
        String token = accessToken(bob, "origin-bob");
        for (int i = 0; i < 20; i++) {
            signOut(node, bob, token);
        }
        String mark = names.sessionMark("origin-bob");
        List<String> list = List.of(memory.at(names.latestEnds()).orElseThrow().split(" "));
        assertEquals(1, Collections.frequency(list, mark));
    }

    /** A writer to the store begins a sign-out of a session that it knows nothing of. */
    @Test
    void endsNoSessionByAValueOfTheStore() {
        AmplifyRuntime node = shared(memory);
        StoreBrowser browser = signedIn(node, bob);
        long soon = pool.clock().instant().plusSeconds(290).getEpochSecond();
        memory.put(names.end(names.userMark("sub-of-" + alice)), Long.toString(soon), HOUR);
        pool.on("token", call -> TestPool.json(tokens(alice, "rt-alice")));
        ShortCircuitResponse answer = browser.signInAnew(node);
        int revoked = pool.calls("revoke");
        browser.send(node, "sign-out-callback", null);
        browser.send(node, "sign-out-callback", null);
        assertTrue(
                browser.open(node).outcome().isSignedIn(),
                answer.location() + "; revoked at the callback: " + revoked + ", after it: " + pool.calls("revoke"));
    }

    /** A node whose clock is behind takes an end back. */
    @Test
    void neverTakesAnEndBack() {
        AmplifyRuntime right = node(Optional.of(memory));
        AmplifyRuntime behind = AmplifyRuntime.of(
                TestPool.config(Map.of()),
                new AmplifyRuntime.Environment(
                        pool,
                        threads,
                        Clock.offset(pool.clock(), Duration.ofSeconds(-60)),
                        pool.clock(),
                        () -> Optional.of(memory)),
                events::add);
        String token = accessToken(alice, "origin-x");
        pool.pass(Duration.ofSeconds(10));
        right.sessions().revocations().endSessionsOf("sub-of-" + alice);
        assertFalse(isSignedIn(right, alice, token));
        behind.sessions().revocations().endSessionsOf("sub-of-" + alice);
        assertFalse(isSignedIn(node(Optional.of(memory)), alice, token));
    }

    /** A value that was replaced (a replay, or a failover of Redis) deletes the cookie. */
    @Test
    void keepsTheCookieWhenTheStoreHasAnOldValue() {
        AmplifyRuntime node = shared(memory);
        StoreBrowser browser = signedIn(node, alice);
        rotate(alice);
        Map<String, MemoryStore.Value> before = Map.copyOf(memory.values);
        pool.pass(Duration.ofMinutes(90));
        assertTrue(browser.open(node).outcome().isSignedIn());
        memory.values.clear();
        memory.values.putAll(before);
        browser.open(shared(memory)).outcome();
        assertEquals(1, browser.jar().size(), "nothing that is read from the store deletes a cookie");
    }

    /** Throttling makes all nodes forget the identity, so that each calls GetId again. */
    @Test
    void keepsTheIdentityWhenThePoolIsBusy() {
        String good = "eu-central-1:00000000-0000-0000-0000-000000000001";
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"" + good + "\"}"));
        pool.on("GetCredentialsForIdentity", call -> pool.credentials("A", "S", "T"));
        assertEquals(Optional.of(good), identityId(node(Optional.of(memory))));
        String key = names.identity(
                "eu-central-1:aaaa-bbbb",
                "https://cognito-idp.eu-central-1.amazonaws.com/" + TestPool.POOL,
                "sub-of-" + alice);
        assertTrue(memory.at(key).isPresent());
        pool.on("GetCredentialsForIdentity", call -> TestPool.error(400, "TooManyRequestsException"));
        try {
            identityId(node(Optional.of(memory)));
        } catch (RuntimeException e) {
            // busy
        }
        assertTrue(memory.at(key).isPresent(), "GetId calls: " + pool.calls("GetId"));
    }

    private Optional<String> identityId(AmplifyRuntime node) {
        return node.sessions()
                .open(pool.session(alice, HOUR, "rt-" + alice), none -> {})
                .fetchAuthSession()
                .identityId();
    }

    /** One call that fails makes a node blind for longer than five seconds. */
    @Test
    void learnsOfASignOutAfterOneFailedCall() throws Exception {
        Link link = new Link(memory);
        AmplifyRuntime other = node(Optional.of(link));
        String token = accessToken(alice, "origin-y");
        assertTrue(isSignedIn(other, alice, token));
        signOut(node(Optional.of(memory)), alice, token);
        AtomicInteger failures = new AtomicInteger(1);
        link.fails = operation -> failures.getAndDecrement() > 0;
        boolean signedIn = true;
        for (int second = 1; second <= 5; second++) {
            pool.pass(Duration.ofSeconds(1));
            signedIn = isSignedIn(other, alice, token);
            Thread.sleep(200);
        }
        assertFalse(signedIn, "five seconds after the sign-out");
    }

    /** A slow renewal of an old sign-in ends the HTTP session of a new one. */
    @Test
    void keepsTheHttpSessionOfALaterSignIn() {
        AmplifyRuntime node = node(Map.of("amplify.auth.session.store", "http-session"), Optional.empty());
        StoreBrowser browser = signedIn(node, alice);
        pool.pass(Duration.ofMinutes(90));
        pool.on("token", call -> TestPool.json(tokens(alice, "rt-later")));
        AtomicInteger once = new AtomicInteger();
        pool.on(REFRESH, call -> {
            if (once.getAndIncrement() == 0) {
                browser.signInAnew(node);
            }
            return TestPool.error(400, "NotAuthorizedException");
        });
        browser.open(node).outcome();
        assertTrue(browser.open(node).outcome().isSignedIn(), "the later sign-in");
    }

    /** A renewal of the sign-in before replaces the tokens of a later one in the same HTTP session. */
    @Test
    void keepsTheTokensOfALaterSignIn() {
        AmplifyRuntime node = node(Map.of("amplify.auth.session.store", "http-session"), Optional.empty());
        StoreBrowser browser = signedIn(node, alice);
        pool.pass(Duration.ofMinutes(90));
        pool.on("token", call -> TestPool.json(tokens(alice, "rt-later")));
        AtomicInteger once = new AtomicInteger();
        pool.on(REFRESH, call -> {
            if (once.getAndIncrement() == 0) {
                browser.signInAnew(node);
                pool.pass(Duration.ofSeconds(1));
            }
            return TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access(alice, HOUR)
                    + "\",\"RefreshToken\":\"rt-before-2\"}}");
        });
        browser.open(node).outcome();
        String text = browser.get("io.github.amplifyjakarta.tokens." + TestPool.CLIENT)
                .orElseThrow();
        assertTrue(text.contains("rt-later"), "has the tokens of the earlier sign-in");
    }

    /** The log has a line for each request of an outage. */
    @Test
    void logsAnOutageOnce() {
        Link link = new Link(memory);
        AmplifyRuntime node = shared(link);
        StoreBrowser browser = signedIn(shared(memory), alice);
        link.fails = operation -> true;
        try (LogLines log = new LogLines("io.github.amplifyjakarta")) {
            for (int i = 0; i < 1000; i++) {
                browser.open(node).outcome();
            }
            assertEquals(1, log.warnings().size(), log.warnings().toString());
        }
    }

    /** More users than SEEN_TOKENS: each request asks the store. */
    @Test
    void asksOnceForEachUserHourAndNode() {
        Counters counters = new Counters();
        StoreCalls calls = new StoreCalls(() -> Optional.of(memory), counters.store(), pool.clock());
        ServiceCalls none = new ServiceCalls("x", Runnable::run, new BoundedWait(), pool.clock());
        SharedRenewals.Shared shared = new SharedRenewals.Shared(calls, names, none);
        Clocks clocks = new Clocks(pool.clock(), pool.clock());
        EndedSessions ended = new EndedSessions(
                shared,
                new SharedRenewals(
                        new UserPoolApi(TestPool.config(Map.of()).userPool().orElseThrow(), pool),
                        shared,
                        HOUR,
                        clocks),
                clocks);
        int users = 100_000; // docs/scaling.md, "A million users": active in an hour
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < users; i++) {
                ended.isOver(new Jwt("t" + i, Map.of("jti", "j" + i, "origin_jti", "o" + i, "sub", "s" + i)), true);
            }
        }
        long done = counters.store().counts().get("done");
        assertTrue(done < users * 1.1, "reads for " + users + " tokens in one hour, ten requests each: " + done);
    }

    /** An error that Redis answers to one call fails the calls of others. */
    @Test
    void failsNoOtherCallAfterAnErrorAnswer() throws Exception {
        try (RedisClient client = RedisClient.create(redis.config().url())) {
            client.lpush("amplify:list", "x"); // WRONGTYPE; OOM and NOPERM are the same to Jedis
        }
        store.get(List.of("a"));
        AtomicInteger failed = new AtomicInteger();
        List<Future<?>> readers = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        for (int i = 0; i < 8; i++) {
            readers.add(threads.submit(() -> {
                while (System.nanoTime() < end) {
                    try {
                        store.get(List.of("a", "b"));
                    } catch (RuntimeException e) {
                        failed.incrementAndGet();
                    }
                }
            }));
        }
        while (System.nanoTime() < end) {
            try {
                store.putIfAbsent("amplify:list", "v", HOUR);
            } catch (RuntimeException e) {
                Thread.sleep(5);
            }
        }
        for (Future<?> reader : readers) {
            reader.get();
        }
        assertEquals(0, failed.get(), "reads that failed");
    }

    /** Cognito has signed the user out everywhere, and its answer was lost: the user tries again. */
    @Test
    void endsTheOtherDevicesWhenTheAnswerOfCognitoWasLost() {
        AmplifyRuntime node = node(Optional.of(memory));
        AmplifyRuntime other = node(Optional.of(memory));
        String telephone = accessToken(alice, "origin-telephone");
        String browser = accessToken(alice, "origin-browser");
        assertTrue(isSignedIn(other, alice, telephone));
        pool.on("GlobalSignOut", call -> TestPool.down());
        assertEquals(502, signOutEverywhere(node, browser).status());
        pool.on(
                "GlobalSignOut",
                call -> TestPool.error(400, "NotAuthorizedException")); // Access Token has been revoked
        pool.on(REFRESH, call -> TestPool.error(400, "NotAuthorizedException"));
        int status = signOutEverywhere(node, browser).status();
        pool.pass(Duration.ofSeconds(10));
        assertFalse(isSignedIn(other, alice, telephone), "the answer to the user is " + status);
    }

    private ShortCircuitResponse signOutEverywhere(AmplifyRuntime node, String accessToken) {
        RouteClient browser = new RouteClient(node);
        browser.take(cookies(alice, accessToken));
        return browser.send("GET", "/api/auth/sign-out", "global=true", Map.of());
    }
}
