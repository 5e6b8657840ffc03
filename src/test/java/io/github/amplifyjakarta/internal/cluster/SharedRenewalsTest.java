package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.NodesWithRedis;
import io.github.amplifyjakarta.testing.RedisServer;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** Two nodes and a real Redis. The user pool rotates refresh tokens without a grace period: a second use ends the session. */
@Timeout(60)
class SharedRenewalsTest extends NodesWithRedis {

    private static final String REFRESH = "GetTokensFromRefreshToken";
    private static final Pattern REFRESH_TOKEN = Pattern.compile("\"RefreshToken\":\"([^\"]+)\"");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = Duration.ofHours(-1);

    /** Also headers that jose4j casts before it decrypts. */
    private static final List<String> GARBAGE = List.of(
            "",
            "x",
            "lease",
            "a.b.c.d.e",
            "{\"at\":1}",
            "\u00e9".repeat(1000),
            jwe("{\"alg\":5}"),
            jwe("{\"alg\":\"dir\",\"enc\":5}"),
            jwe("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"crit\":[5]}"),
            jwe("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":5}"));

    private final Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();
    private final List<SetCookie> changes = new CopyOnWriteArrayList<>();
    private final EntryNames names =
            new EntryNames(TestPool.config(Map.of()).userPool().orElseThrow());

    private RequestSession open(AmplifyRuntime node, RequestCookies cookies) {
        return node.sessions().open(cookies, changes::addAll);
    }

    private String accessToken(AmplifyRuntime node, RequestCookies cookies) {
        return open(node, cookies)
                .fetchAuthSession()
                .tokens()
                .orElseThrow()
                .accessToken()
                .token();
    }

    /** Rotation without a grace period. */
    private HttpReply rotated(String body) {
        Matcher found = REFRESH_TOKEN.matcher(body);
        assertTrue(found.find(), body);
        String token = found.group(1);
        int use = uses.computeIfAbsent(token, first -> new AtomicInteger()).incrementAndGet();
        return use == 1 ? pool.issued("alice", token + "+") : TestPool.error(400, "NotAuthorizedException");
    }

    /** {@return a refresh token that no other test has: they share the store} */
    private static String unique() {
        return "rt-" + System.nanoTime();
    }

    @Test
    void asksCognitoOnceForAStormOnTwoNodes() throws Exception {
        pool.on(REFRESH, call -> {
            pause(150);
            return rotated(call.body());
        });
        List<AmplifyRuntime> nodes = List.of(node(), node());
        RequestCookies cookies = pool.session("alice", PAST, unique());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            AmplifyRuntime node = nodes.get(i % 2);
            requests.add(threads.submit(() -> {
                start.await();
                return accessToken(node, cookies);
            }));
        }
        start.countDown();
        List<String> tokens = new ArrayList<>();
        for (Future<String> request : requests) {
            tokens.add(request.get());
        }
        assertEquals(1, pool.calls(REFRESH));
        assertEquals(1, tokens.stream().distinct().count());
    }

    private static void pause(long millis) throws HttpFailure {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new HttpFailure(HttpFailure.Kind.BROKEN, "interrupted", e);
        }
    }

    /** The response to the first node was lost, and the balancer leads to another one, hours later. */
    @Test
    void servesALateRequestOnAnotherNode() {
        pool.on(REFRESH, call -> rotated(call.body()));
        RequestCookies cookies = pool.session("alice", PAST, unique());
        String first = accessToken(node(), cookies);
        pool.pass(Duration.ofMinutes(50));
        assertEquals(first, accessToken(node(), cookies));
        assertEquals(1, pool.calls(REFRESH));
    }

    /** Meanwhile the tokens of the lost response have expired. Their refresh token is in them. */
    @Test
    void goesOnFromTokensThatHaveExpiredInTheStore() {
        pool.on(REFRESH, call -> rotated(call.body()));
        RequestCookies cookies = pool.session("alice", PAST, unique());
        String first = accessToken(node(), cookies);
        pool.pass(Duration.ofHours(3));
        String second = accessToken(node(), cookies);
        assertTrue(!first.equals(second));
        assertEquals(second, accessToken(node(), cookies));
        assertEquals(2, pool.calls(REFRESH));
        assertTrue(uses.values().stream().allMatch(use -> use.get() == 1), uses.toString());
    }

    @Test
    void renewsAnewWhenAsked() {
        pool.on(REFRESH, call -> json(pool.access("alice", HOUR), pool.id("alice", HOUR)));
        RequestCookies cookies = pool.session("alice", PAST, unique());
        accessToken(node(), cookies);
        accessToken(node(), cookies);
        assertEquals(1, pool.calls(REFRESH), "without rotation the result is shared for a minute");
        open(node(), cookies).fetchAuthSession(true);
        assertEquals(2, pool.calls(REFRESH), "the application has asked for new tokens");
        accessToken(node(), cookies);
        assertEquals(2, pool.calls(REFRESH), "and the others get them");
    }

    private static HttpReply json(String access, String id) {
        return TestPool.json(
                "{\"AuthenticationResult\":{\"AccessToken\":\"" + access + "\",\"IdToken\":\"" + id + "\"}}");
    }

    /** Only the node that Cognito has told deletes cookies. */
    @Test
    void deletesNoCookieOnTheWordOfTheStore() {
        pool.on(REFRESH, call -> TestPool.error(400, "NotAuthorizedException"));
        RequestCookies cookies = pool.session("alice", PAST, unique());
        assertInstanceOf(Outcome.SignedOut.class, open(node(), cookies).outcome());
        assertTrue(!changes.isEmpty(), "the first node deletes the session");
        changes.clear();
        assertInstanceOf(Outcome.SignedOut.class, open(node(), cookies).outcome());
        assertEquals(List.of(), changes);
        assertEquals(1, pool.calls(REFRESH));
    }

    @Test
    void sharesAFailure() {
        pool.on(REFRESH, call -> TestPool.down());
        RequestCookies cookies = pool.session("alice", PAST, unique());
        assertInstanceOf(Outcome.Unknown.class, open(node(), cookies).outcome());
        int asked = pool.calls(REFRESH);
        assertInstanceOf(Outcome.Unknown.class, open(node(), cookies).outcome());
        assertEquals(asked, pool.calls(REFRESH));
        assertEquals(List.of(), changes);
    }

    @Test
    void sharesNothingAboutTheAppClient() {
        pool.on(
                REFRESH,
                call -> new HttpReply(
                        400, Map.of(), "{\"__type\":\"NotAuthorizedException\",\"message\":\"Client is disabled\"}"));
        RequestCookies cookies = pool.session("alice", PAST, unique());
        assertInstanceOf(Outcome.Unknown.class, open(node(), cookies).outcome());
        assertInstanceOf(Outcome.Unknown.class, open(node(), cookies).outcome());
        assertEquals(List.of(), changes);
    }

    @Test
    void takesOverFromANodeThatHasDied() {
        pool.on(REFRESH, call -> rotated(call.body()));
        String token = unique();
        store.put(names.renewal(token), "lease:of-the-dead", Duration.ofSeconds(1));
        accessToken(node(), pool.session("alice", PAST, token));
        assertEquals(1, pool.calls(REFRESH));
    }

    @Test
    void replacesWhatItCannotRead() {
        pool.on(REFRESH, call -> rotated(call.body()));
        for (String garbage : GARBAGE) {
            String token = unique();
            store.put(names.renewal(token), garbage, HOUR);
            String first = accessToken(node(), pool.session("alice", PAST, token));
            assertEquals(first, accessToken(node(), pool.session("alice", PAST, token)), garbage);
        }
        assertEquals(GARBAGE.size(), pool.calls(REFRESH));
    }

    private static String jwe(String header) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "..A.A.A";
    }

    /** Who can write to the store can move entries, and cannot give one user's tokens to another. */
    @Test
    void ignoresTheEntryOfAnotherSession() {
        pool.on(REFRESH, call -> rotated(call.body()));
        String alices = unique();
        String bobs = unique();
        accessToken(node(), pool.session("alice", PAST, alices));
        String moved = store.get(List.of(names.renewal(alices))).get(0).orElseThrow();
        store.put(names.renewal(bobs), moved, HOUR);
        pool.on(REFRESH, call -> pool.issued("bob", "next"));
        String token = accessToken(node(), pool.session("bob", PAST, bobs));
        assertEquals(
                "bob",
                open(node(), pool.session("bob", PAST, bobs)).getCurrentUser().username());
        assertEquals(token, accessToken(node(), pool.session("bob", PAST, bobs)));
        assertEquals(2, pool.calls(REFRESH));
    }

    @Test
    void showsNothingToWhoReadsTheStore() {
        pool.on(REFRESH, call -> rotated(call.body()));
        String token = unique();
        accessToken(node(), pool.session("alice", PAST, token));
        String key = names.renewal(token);
        String value = store.get(List.of(key)).get(0).orElseThrow();
        assertTrue(!key.contains(token) && !value.contains("eyJraWQ") && !value.contains(token), key + " " + value);
        assertEquals(5, value.split("\\.", -1).length, "a JWE");
    }

    @Test
    void goesOnAloneWithoutTheStore() throws Exception {
        pool.on(REFRESH, call -> rotated(call.body()));
        RedisServer gone = RedisServer.start();
        try (RedisStore lost = new RedisStore(gone.config())) {
            AmplifyRuntime node = node(Optional.of(lost));
            accessToken(node, pool.session("alice", PAST, unique()));
            gone.close();
            accessToken(node, pool.session("alice", PAST, unique()));
            accessToken(node, pool.session("alice", PAST, unique()));
            Map<String, Long> operations = node.counters().store().counts();
            assertEquals(1, operations.get("failed"), operations.toString());
            assertEquals(1, operations.get("skipped"), operations.toString());
            assertEquals(3, pool.calls(REFRESH));
        }
    }

    /** The store dies between the lease and the result. */
    @Test
    void keepsItsTokensWhenTheStoreDies() throws Exception {
        RedisServer dying = RedisServer.start();
        pool.on(REFRESH, call -> {
            try {
                dying.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return rotated(call.body());
        });
        try (RedisStore lost = new RedisStore(dying.config())) {
            accessToken(node(Optional.of(lost)), pool.session("alice", PAST, unique()));
            assertEquals(1, pool.calls(REFRESH), "not asked again because of the store");
        }
    }

    @Test
    void waitsNoLongerThanTheLimitForAStoreOfTheApplication() {
        pool.on(REFRESH, call -> rotated(call.body()));
        SharedStore hangs = new HangingStore();
        AmplifyRuntime node = node(Optional.of(new TimeLimitedStore(hangs, threads)));
        accessToken(node, pool.session("alice", PAST, unique()));
        assertTrue(node.counters().store().counts().get("failed") >= 1);
        assertEquals(1, pool.calls(REFRESH));
    }

    /** A store that never answers. */
    private static final class HangingStore implements SharedStore {

        private static <T> T hang() {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("slept for ever");
        }

        @Override
        public Optional<String> putIfAbsent(String key, String value, Duration life) {
            return hang();
        }

        @Override
        public boolean replace(String key, String expected, String value, Duration life) {
            return hang();
        }

        @Override
        public List<Optional<String>> get(List<String> keys) {
            return hang();
        }

        @Override
        public void put(String key, String value, Duration life) {
            hang();
        }

        @Override
        public void delete(String key) {
            hang();
        }
    }

    @Test
    void servesNobodyAfterASignOutOnAnotherNode() {
        pool.on(REFRESH, call -> rotated(call.body()));
        pool.on("RevokeToken", call -> TestPool.json(""));
        String first = unique();
        RequestCookies old = pool.session("alice", PAST, first);
        AmplifyRuntime a = node();
        AmplifyRuntime b = node();
        accessToken(a, old);
        open(a, pool.session("alice", HOUR, first + "+")).forget(first + "+");
        assertInstanceOf(Outcome.SignedOut.class, open(b, old).outcome(), "old cookies on the other node");
        assertInstanceOf(
                Outcome.SignedOut.class,
                open(b, pool.session("alice", PAST, first + "+")).outcome(),
                "new cookies on the other node");
        assertInstanceOf(Outcome.SignedOut.class, open(node(), old).outcome(), "a node that is new");
        assertEquals(1, pool.calls(REFRESH));
    }

    /** The node that signs out knows the current refresh token only; the store leads from the older ones to it. */
    @Test
    void servesNobodyAfterASignOutOnANodeThatRenewedNothing() {
        pool.on(REFRESH, call -> rotated(call.body()));
        String first = unique();
        RequestCookies old = pool.session("alice", PAST, first);
        accessToken(node(), old);
        pool.pass(Duration.ofHours(2));
        accessToken(node(), old);
        open(node(), pool.session("alice", HOUR, first + "++")).forget(first + "++");
        assertInstanceOf(Outcome.SignedOut.class, open(node(), old).outcome());
        assertEquals(2, pool.calls(REFRESH));
    }

    /** The browser had the old cookies when it signed out. */
    @Test
    void namesTheRefreshTokensOfOtherNodesAtASignOut() {
        pool.on(REFRESH, call -> rotated(call.body()));
        String first = unique();
        RequestCookies old = pool.session("alice", PAST, first);
        accessToken(node(), old);
        pool.pass(Duration.ofHours(2));
        accessToken(node(), old);
        assertEquals(List.of(first + "++", first + "+"), open(node(), old).forget(first));
        assertInstanceOf(
                Outcome.SignedOut.class,
                open(node(), pool.session("alice", PAST, first + "++")).outcome());
    }

    @Test
    void revokesTokensThatComeAfterASignOutOnAnotherNode() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<String> revoked = new CopyOnWriteArrayList<>();
        pool.on("RevokeToken", call -> {
            revoked.add(call.body());
            return TestPool.json("");
        });
        pool.on(REFRESH, call -> {
            asked.countDown();
            await(answer);
            return rotated(call.body());
        });
        String token = unique();
        RequestCookies cookies = pool.session("alice", PAST, token);
        AmplifyRuntime a = node();
        Future<Outcome> renewal = threads.submit(() -> open(a, cookies).outcome());
        asked.await();
        open(node(), cookies).forget(token);
        answer.countDown();
        assertInstanceOf(Outcome.SignedOut.class, renewal.get());
        assertEquals(1, revoked.size());
        assertTrue(revoked.get(0).contains(token + "+"), revoked.toString());
        assertEquals(List.of(), changes, "the sign-out deletes the cookies");
    }

    /** Whoever still has the old cookies gets nothing for them then. */
    @Test
    void keepsARenewalAMinuteAfterItsDelivery() throws Exception {
        pool.on(REFRESH, call -> rotated(call.body()));
        String token = unique();
        String renewed = accessToken(node(), pool.session("alice", PAST, token));
        try (RedisClient redisClient = RedisClient.create(redis.config().url())) {
            assertTrue(redisClient.ttl(names.renewal(token)) > 60);
            open(
                            node(),
                            TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                                    + "alice.accessToken=" + renewed + "; " + TestPool.COOKIE + "alice.refreshToken="
                                    + token + "+"))
                    .outcome();
            for (int i = 0; i < 500 && redisClient.ttl(names.renewal(token)) > 60; i++) {
                Thread.sleep(10);
            }
            assertTrue(redisClient.ttl(names.renewal(token)) <= 60);
            assertEquals(
                    Optional.empty(),
                    store.get(List.of(names.undelivered(renewed))).get(0));
        }
    }

    @Test
    void asksTheStoreOnceForTheTokensOfAUser() {
        AmplifyRuntime node = node();
        RequestCookies cookies = pool.session(unique(), HOUR, unique()); // another user than in other tests
        for (int i = 0; i < 100; i++) {
            open(node, cookies).outcome();
        }
        assertEquals(
                Map.of("done", 2L),
                node.counters().store().counts(),
                "one for the user, and one of this node for the latest ends of sessions");
    }

    /** The call took longer than the lease: another node has renewed meanwhile, and Cognito refuses this one. */
    @Test
    void takesTheTokensOfTheNodeThatWasFaster() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        pool.on(REFRESH, call -> {
            if (calls.incrementAndGet() == 1) {
                asked.countDown();
                await(answer);
            }
            return rotated(call.body());
        });
        String token = unique();
        RequestCookies cookies = pool.session("alice", PAST, token);
        AmplifyRuntime slow = node();
        Future<String> late = threads.submit(() -> accessToken(slow, cookies));
        asked.await();
        store.delete(names.renewal(token)); // the end of its lease
        String renewed = accessToken(node(), cookies);
        answer.countDown();
        assertEquals(renewed, late.get());
        assertTrue(changes.stream().noneMatch(change -> change.toString().contains("Max-Age=0")), changes.toString());
    }

    /** The other node has failed meanwhile: the tokens of this one are the only ones, and late requests need them. */
    @Test
    void publishesItsTokensOverAFailure() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        pool.on(REFRESH, call -> {
            if (calls.incrementAndGet() > 1) {
                throw new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer", null);
            }
            asked.countDown();
            await(answer);
            return rotated(call.body());
        });
        String token = unique();
        RequestCookies cookies = pool.session("alice", PAST, token);
        AmplifyRuntime slow = node();
        Future<String> late = threads.submit(() -> accessToken(slow, cookies));
        asked.await();
        store.delete(names.renewal(token));
        assertInstanceOf(Outcome.Unknown.class, open(node(), cookies).outcome());
        answer.countDown();
        assertEquals(late.get(), accessToken(node(), cookies));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsASignOutWhenARenewalIsForced() {
        pool.on(REFRESH, call -> rotated(call.body()));
        RequestCookies cookies = pool.session("alice", HOUR, unique());
        RequestSession session = open(node(), cookies);
        String token = "rt-forced-" + System.nanoTime();
        session.forget(token);
        assertThrows(
                AuthException.class,
                () -> open(node(), pool.session("alice", HOUR, token)).fetchAuthSession(true));
        assertEquals(0, pool.calls(REFRESH));
    }

    /** Who can write to the store, and has an old access token, cannot make it young again. */
    @Test
    void asksCognitoInsteadOfTrustingExpiredTokens() {
        String invented = unique();
        String expired = pool.access("alice", HOUR);
        pool.pass(Duration.ofHours(5));
        PublishedRenewal forged = PublishedRenewal.issued(
                new IssuedTokens(Optional.of(expired), Optional.empty(), Optional.empty()),
                pool.clock().instant());
        store.put(names.renewal(invented), new Seal(invented, "amplify-jakarta renewal").close(forged.toJson()), HOUR);
        pool.on(REFRESH, call -> TestPool.error(400, "NotAuthorizedException"));
        RequestCookies cookies = TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                + "alice.accessToken=" + expired + "; " + TestPool.COOKIE + "alice.refreshToken=" + invented);
        assertInstanceOf(Outcome.SignedOut.class, open(node(), cookies).outcome());
        assertEquals(1, pool.calls(REFRESH));
    }
}
