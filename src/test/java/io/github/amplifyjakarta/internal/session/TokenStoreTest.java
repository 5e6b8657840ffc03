package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cluster.RedisStore;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.testing.NodesWithRedis;
import io.github.amplifyjakarta.testing.RedisServer;
import io.github.amplifyjakarta.testing.StoreBrowser;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** A session from its beginning to its end, by the auth routes: the same in cookies, in the shared store, in the HTTP session. */
@Timeout(60)
class TokenStoreTest extends NodesWithRedis {

    private static final String REFRESH = "GetTokensFromRefreshToken";
    private static final Duration HOUR = Duration.ofHours(1);

    /** Users that no other test has: they share the store. */
    private final String alice = "alice" + System.nanoTime();

    private final String bob = "bob" + System.nanoTime();

    private AmplifyRuntime node(String kind) {
        return node(Map.of("amplify.auth.session.store", kind), Optional.of(store));
    }

    /** The token endpoint issues tokens of another sign-in each time, because the tests share a store. */
    private void issue(String user, Duration lifetime) {
        pool.on("token", call -> TestPool.json(tokens(user, lifetime, "rt-" + System.nanoTime())));
        pool.on(
                REFRESH,
                call -> TestPool.json(
                        "{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access(user, HOUR) + "\",\"IdToken\":\""
                                + pool.id(user, HOUR) + "\",\"RefreshToken\":\"rt-" + System.nanoTime() + "\"}}"));
    }

    private String tokens(String user, Duration lifetime, String refreshToken) {
        return "{\"access_token\":\"" + pool.access(user, lifetime) + "\",\"id_token\":\"" + pool.id(user, lifetime)
                + "\",\"refresh_token\":\"" + refreshToken + "\"}";
    }

    private StoreBrowser signedIn(AmplifyRuntime node, String user) {
        issue(user, HOUR);
        StoreBrowser browser = new StoreBrowser();
        assertEquals(200, browser.signIn(node).status());
        return browser;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookies", "shared", "http-session"})
    void signsIn(String kind) {
        AmplifyRuntime node = node(kind);
        StoreBrowser browser = signedIn(node, alice);
        assertEquals(alice, browser.open(node).getCurrentUser().username());
        assertTrue(browser.open(node)
                .fetchAuthSession()
                .tokens()
                .orElseThrow()
                .idToken()
                .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookies", "shared", "http-session"})
    void renews(String kind) {
        AmplifyRuntime node = node(kind);
        StoreBrowser browser = signedIn(node, alice);
        pool.pass(Duration.ofMinutes(90));
        String renewed = browser.accessToken(node);
        assertEquals(1, pool.calls(REFRESH));
        assertEquals(renewed, browser.accessToken(node), "stored");
        assertEquals(1, pool.calls(REFRESH));
        pool.pass(Duration.ofMinutes(90));
        assertNotEquals(renewed, browser.accessToken(node), "by the new refresh token");
        assertEquals(2, pool.calls(REFRESH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookies", "shared", "http-session"})
    void signsOut(String kind) {
        AmplifyRuntime node = node(kind);
        StoreBrowser browser = signedIn(node, alice);
        StoreBrowser copy = browser.copy();
        assertEquals(302, browser.send(node, "sign-out", null).status());
        assertEquals(1, pool.calls("revoke"));
        assertTrue(browser.open(node).outcome().isSignedOut());
        assertFalse(copy.open(node).outcome().isSignedIn(), "a copy of what the browser had");
        browser.send(node, "sign-out-callback", null);
        assertTrue(
                browser.jar().keySet().stream().noneMatch(name -> name.contains(TestPool.CLIENT)),
                browser.jar().keySet().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookies", "shared", "http-session"})
    void endsWhenCognitoSaysSo(String kind) {
        AmplifyRuntime node = node(kind);
        StoreBrowser browser = signedIn(node, alice);
        pool.on(REFRESH, call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofMinutes(90));
        assertTrue(browser.open(node).outcome().isSignedOut());
        assertTrue(
                kind.equals("shared")
                        || browser.jar().keySet().stream().noneMatch(name -> name.contains(TestPool.CLIENT)),
                "without its session the cookie of the shared store opens nothing");
        assertTrue(browser.open(node).outcome().isSignedOut());
        assertEquals(1, pool.calls(REFRESH), "the session is gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookies", "shared", "http-session"})
    void survivesAnOutageOfCognito(String kind) throws Exception {
        AmplifyRuntime node = node(kind);
        StoreBrowser browser = signedIn(node, alice);
        pool.on(REFRESH, call -> TestPool.down());
        pool.pass(Duration.ofMinutes(90));
        assertInstanceOf(Outcome.Unknown.class, browser.open(node).outcome());
        issue(alice, HOUR);
        pool.pass(Duration.ofSeconds(10));
        for (int i = 0; i < 100 && !browser.open(node).outcome().isSignedIn(); i++) {
            Thread.sleep(100); // by the clock of Redis, the failure is known for three seconds
            pool.pass(Duration.ofSeconds(10));
        }
        assertTrue(browser.open(node).outcome().isSignedIn());
    }

    /** Fixation: whoever knew the session before the sign-in has no part in it. */
    @ParameterizedTest
    @ValueSource(strings = {"shared", "http-session"})
    void beginsEachSignInUnderAnotherId(String kind) {
        AmplifyRuntime node = node(kind);
        StoreBrowser browser = signedIn(node, alice);
        StoreBrowser before = browser.copy();
        issue(alice, HOUR);
        assertEquals(200, browser.signInAnew(node).status());
        assertTrue(browser.open(node).outcome().isSignedIn());
        assertNotEquals(before.id(), browser.id());
        assertFalse(before.open(node).outcome().isSignedIn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "http-session"})
    void keepsTokensOutOfTheBrowser(String kind) {
        AmplifyRuntime node = node(kind);
        StoreBrowser browser = signedIn(node, alice);
        assertTrue(
                browser.jar().values().stream().noneMatch(value -> value.contains(".") || value.length() > 43),
                browser.jar().toString());
    }

    /** Each of the two moves the session to its own place. */
    @ParameterizedTest
    @ValueSource(strings = {"shared", "http-session"})
    void movesASessionAtTheSignIn(String kind) {
        AmplifyRuntime inCookies = node("cookies");
        AmplifyRuntime other = node(kind);
        StoreBrowser browser = signedIn(inCookies, alice);
        assertTrue(browser.open(other).outcome().isSignedOut());
        issue(alice, HOUR);
        browser.signInAnew(other);
        assertTrue(browser.open(other).outcome().isSignedIn());
        assertTrue(browser.open(inCookies).outcome().isSignedOut(), "the cookies are deleted");
        issue(alice, HOUR);
        browser.signInAnew(inCookies);
        assertTrue(browser.open(inCookies).outcome().isSignedIn());
        assertTrue(browser.jar().keySet().stream().noneMatch(name -> name.startsWith("__Host-")));
    }

    /** The callback comes from Managed Login: browsers leave Strict cookies out. */
    @ParameterizedTest
    @ValueSource(strings = {"shared", "http-session"})
    void movesASessionWhoseCookiesItDoesNotSee(String kind) {
        AmplifyRuntime inCookies = node("cookies");
        StoreBrowser browser = signedIn(inCookies, alice);
        Map<String, String> strict = Map.copyOf(browser.jar());
        browser.jar().clear();
        issue(alice, HOUR);
        List<String> deleted = browser.signIn(node(kind)).cookies().stream()
                .filter(cookie -> cookie.value().isEmpty())
                .map(SetCookie::name)
                .toList();
        assertTrue(deleted.containsAll(strict.keySet()), deleted.toString());
    }

    @Test
    void hasOneCookieForTheSharedStore() {
        StoreBrowser browser = signedIn(node("shared"), alice);
        assertEquals(
                List.of("__Host-amplify." + TestPool.CLIENT),
                browser.jar().keySet().stream().toList());
        assertEquals(
                "; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=strict",
                browser.line("__Host-amplify." + TestPool.CLIENT).replaceFirst("^[^;]*", ""));
    }

    @Test
    void sharesASessionWithAllNodes() {
        StoreBrowser browser = signedIn(node("shared"), alice);
        AmplifyRuntime other = node("shared");
        assertEquals(alice, browser.open(other).getCurrentUser().username());
        pool.pass(Duration.ofMinutes(90));
        String renewed = browser.accessToken(other);
        assertEquals(renewed, browser.accessToken(node("shared")), "the answer that sets cookies cannot get lost");
        assertEquals(1, pool.calls(REFRESH));
    }

    @Test
    void signsOutOnAllNodes() {
        AmplifyRuntime node = node("shared");
        AmplifyRuntime other = node("shared");
        StoreBrowser browser = signedIn(node, alice);
        StoreBrowser copy = browser.copy();
        assertTrue(copy.open(other).outcome().isSignedIn());
        browser.send(node, "sign-out", null);
        pool.pass(Duration.ofSeconds(4));
        assertTrue(copy.open(other).outcome().isSignedOut());
    }

    @Test
    void endsAfterTheIdleTimeout() {
        Map<String, String> limits =
                Map.of("amplify.auth.session.store", "shared", "amplify.auth.session.idle-timeout", "PT30M");
        AmplifyRuntime node = node(limits, Optional.of(store));
        StoreBrowser browser = signedIn(node, alice);
        for (int i = 0; i < 6; i++) {
            pool.pass(Duration.ofMinutes(20));
            assertTrue(browser.open(node).outcome().isSignedIn(), "used in time");
        }
        pool.pass(Duration.ofMinutes(31));
        assertTrue(browser.open(node).outcome().isSignedOut());
        assertTrue(browser.open(node(limits, Optional.of(store))).outcome().isSignedOut());
    }

    @Test
    void endsAfterTheAbsoluteTimeout() {
        Map<String, String> limits =
                Map.of("amplify.auth.session.store", "shared", "amplify.auth.session.absolute-timeout", "PT2H");
        AmplifyRuntime node = node(limits, Optional.of(store));
        StoreBrowser browser = signedIn(node, alice);
        for (int i = 0; i < 5; i++) {
            pool.pass(Duration.ofMinutes(20));
            assertTrue(browser.open(node).outcome().isSignedIn());
        }
        pool.pass(Duration.ofMinutes(21));
        assertTrue(browser.open(node).outcome().isSignedOut(), "whatever it was used for");
    }

    /** A moment's outage is not noticed; a longer one is 503, and the cookie stays. */
    @Test
    void bridgesAnOutageOfTheStore() throws IOException {
        RedisServer server = RedisServer.start();
        try (RedisStore shared = new RedisStore(server.config())) {
            AmplifyRuntime node = node(Map.of("amplify.auth.session.store", "shared"), Optional.of(shared));
            StoreBrowser browser = signedIn(node, alice);
            AmplifyRuntime other = node(Map.of("amplify.auth.session.store", "shared"), Optional.of(shared));
            server.close();
            pool.pass(Duration.ofSeconds(30));
            assertTrue(browser.open(node).outcome().isSignedIn());
            assertInstanceOf(Outcome.Unknown.class, browser.open(other).outcome(), "it has never seen the session");
            pool.pass(Duration.ofSeconds(40));
            assertInstanceOf(Outcome.Unknown.class, browser.open(node).outcome());
            assertEquals(1, browser.jar().size());
            StoreBrowser guest = new StoreBrowser();
            assertTrue(guest.open(node).outcome().isSignedOut(), "without a cookie nobody is signed in");
            ShortCircuitResponse answer = guest.signIn(node);
            assertEquals(503, answer.status());
            assertTrue(answer.body().contains("auth/session-not-stored"), answer.body());
            assertEquals(
                    503, browser.send(node, "sign-out", null).status(), "or a copy of the cookie would go on after it");
            assertEquals(1, browser.jar().size());
        } finally {
            server.close();
        }
    }

    /** What is in the store cannot be read, changed or moved. */
    @Test
    void takesNothingThatAnotherHasWritten() {
        AmplifyRuntime node = node("shared");
        try (RedisClient client = RedisClient.create(redis.config().url())) {
            Set<String> before = sessions(client);
            StoreBrowser browser = signedIn(node, alice);
            String alices = added(before, sessions(client));
            Set<String> between = sessions(client);
            StoreBrowser another = signedIn(node, bob);
            String bobs = added(between, sessions(client));
            assertFalse((alices + client.get(alices)).contains(browser.id()));
            assertFalse((alices + client.get(alices)).contains(alice));
            for (String value : List.of("", "x", "a.b.c.d.e", client.get(bobs))) {
                client.set(alices, value);
                assertTrue(browser.open(node("shared")).outcome().isSignedOut(), value);
                assertEquals(1, browser.jar().size(), "the cookie stays");
            }
            assertEquals(bob, another.open(node("shared")).getCurrentUser().username());
        }
    }

    private static Set<String> sessions(RedisClient client) {
        return client.keys("amplify:" + TestPool.CLIENT + ":s:*");
    }

    private static String added(Set<String> before, Set<String> after) {
        Set<String> added = new HashSet<>(after);
        added.removeAll(before);
        assertEquals(1, added.size());
        return added.iterator().next();
    }

    @Test
    void ignoresCookiesThatWereNotMadeHere() {
        AmplifyRuntime node = node("shared");
        for (String value : List.of("x", "a".repeat(43), "a".repeat(44), "%00", "a".repeat(4000))) {
            StoreBrowser browser = new StoreBrowser();
            browser.jar().put("__Host-amplify." + TestPool.CLIENT, value);
            assertTrue(browser.open(node).outcome().isSignedOut(), value);
        }
    }

    /** Another request records the use of the session, or renews it, at the same moment. */
    @Test
    void losesNoRenewal() throws Exception {
        List<AmplifyRuntime> nodes = List.of(node("shared"), node("shared"), node("shared"));
        StoreBrowser browser = signedIn(nodes.get(0), alice);
        for (int round = 0; round < 10; round++) {
            pool.pass(Duration.ofMinutes(90));
            int before = pool.calls(REFRESH);
            List<Future<String>> requests = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                AmplifyRuntime node = nodes.get(i % 3);
                requests.add(threads.submit(() -> browser.accessToken(node)));
            }
            String first = requests.get(0).get();
            for (Future<String> request : requests) {
                assertEquals(first, request.get());
            }
            assertEquals(1, pool.calls(REFRESH) - before);
            assertEquals(first, browser.accessToken(node("shared")), "stored");
        }
    }

    @Test
    void asksTheStoreOnceForManyRequests() {
        AmplifyRuntime node = node("shared");
        StoreBrowser browser = signedIn(node, alice);
        AmplifyRuntime other = node("shared");
        for (int i = 0; i < 100; i++) {
            browser.open(other).outcome();
        }
        assertEquals(
                Map.of("done", 3L),
                other.counters().store().counts(),
                "the session; whether it has ended; the latest ends of sessions");
    }

    /** What the application keeps in the HTTP session of one user is not for the next. */
    @Test
    void endsTheHttpSessionOfAnotherUser() {
        AmplifyRuntime node = node("http-session");
        StoreBrowser browser = signedIn(node, alice);
        browser.put("cart", "of alice");
        issue(alice, HOUR);
        browser.signInAnew(node);
        assertEquals(Optional.of("of alice"), browser.get("cart"));
        issue(bob, HOUR);
        browser.signInAnew(node);
        assertEquals(Optional.empty(), browser.get("cart"));
        browser.put("cart", "of bob");
        browser.send(node, "sign-out", null);
        assertEquals(Optional.empty(), browser.get("cart"));
    }

    @Test
    void keepsTheHttpSessionOfAGuest() {
        AmplifyRuntime node = node("http-session");
        StoreBrowser browser = new StoreBrowser();
        browser.put("cart", "of a guest");
        String before = browser.id();
        issue(alice, HOUR);
        browser.signIn(node);
        assertEquals(Optional.of("of a guest"), browser.get("cart"));
        assertNotEquals(before, browser.id());
        StoreBrowser other = new StoreBrowser();
        other.put("cart", "of another guest");
        other.send(node, "sign-out", null);
        assertEquals(Optional.of("of another guest"), other.get("cart"), "nobody was signed in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "[]",
                "{\"version\":2,\"access\":\"a\",\"username\":\"b\"}",
                "{\"version\":1,\"access\":7}",
                "{\"version\":1,\"access\":\"a\",\"username\":\"b\",\"began\":1e400}"
            })
    void ignoresTextsOfOtherVersions(String text) {
        assertTrue(KeptTokens.parse(text)
                .filter(found -> !found.began().equals(Instant.EPOCH))
                .isEmpty());
        AmplifyRuntime node = node("http-session");
        StoreBrowser browser = new StoreBrowser();
        browser.put("io.github.amplifyjakarta.tokens." + TestPool.CLIENT, text);
        assertTrue(browser.open(node).outcome().isSignedOut());
    }
}
