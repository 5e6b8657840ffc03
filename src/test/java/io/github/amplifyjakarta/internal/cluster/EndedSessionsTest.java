package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.testing.NodesWithRedis;
import io.github.amplifyjakarta.testing.RedisServer;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** Nodes and a real Redis: a session that has ended on one has ended on all. */
@Timeout(60)
class EndedSessionsTest extends NodesWithRedis {

    /** After this time a request waits for the latest ends. */
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SIGN_OUT = "/api/auth/sign-out";

    private final List<SetCookie> changes = new CopyOnWriteArrayList<>();
    private final EntryNames names =
            new EntryNames(TestPool.config(Map.of()).userPool().orElseThrow());

    /** A user that no other test has: they share the store. */
    private final String user = "user" + System.nanoTime();

    private String accessToken(String origin) {
        return accessToken(Map.of("origin_jti", origin));
    }

    private String accessToken(Map<String, Object> more) {
        Map<String, Object> claims = new LinkedHashMap<>(TestPool.accessClaims(user));
        claims.put("jti", "jti-" + System.nanoTime());
        claims.put("auth_time", pool.clock().instant().getEpochSecond());
        claims.putAll(more);
        return pool.sign(user, HOUR, claims);
    }

    private String cookies(String accessToken) {
        String prefix = TestPool.COOKIE + user;
        return TestPool.COOKIE + "LastAuthUser=" + user + "; " + prefix + ".accessToken=" + accessToken + "; " + prefix
                + ".refreshToken=rt-" + accessToken.substring(accessToken.length() - 20);
    }

    private boolean isSignedIn(AmplifyRuntime node, String accessToken) {
        return node.sessions()
                .open(TestPool.cookies(cookies(accessToken)), changes::addAll)
                .isAuthenticated();
    }

    private static boolean isSignedInAsBearer(AmplifyRuntime node, String accessToken) {
        return node.sessions()
                .open(TestPool.request(""), accessToken, none -> {})
                .isAuthenticated();
    }

    private ShortCircuitResponse signOut(AmplifyRuntime node, String accessToken, String query) {
        RouteClient browser = new RouteClient(node);
        browser.take(cookies(accessToken));
        return browser.send("GET", SIGN_OUT, query, Map.of());
    }

    private void signOut(AmplifyRuntime node, String accessToken) {
        assertEquals(302, signOut(node, accessToken, null).status());
    }

    private static String unique() {
        return "origin-" + System.nanoTime();
    }

    @Test
    void refusesATokenThatItFirstSeesAfterTheSignOut() {
        String token = accessToken(unique());
        signOut(node(), token);
        AmplifyRuntime other = node();
        assertFalse(isSignedIn(other, token));
        assertFalse(isSignedInAsBearer(other, token));
        assertEquals(List.of(), changes, "the cookies may be another application's");
        assertTrue(
                events.contains(new AuthEvent.SessionRefused(AuthEvent.Refusal.ENDED)), "the application can be told");
    }

    @Test
    void refusesATokenThatItHasSeenBefore() {
        String token = accessToken(unique());
        AmplifyRuntime other = node();
        assertTrue(isSignedIn(other, token));
        signOut(node(), token);
        pool.pass(FOUR_SECONDS);
        assertFalse(isSignedIn(other, token));
        assertFalse(isSignedInAsBearer(other, token));
    }

    /** A request does not wait for the store while others come every second. */
    @Test
    void readsTheLatestEndsMeanwhile() throws Exception {
        String token = accessToken(unique());
        AmplifyRuntime other = node();
        assertTrue(isSignedIn(other, token));
        signOut(node(), token);
        assertTrue(isSignedIn(other, token), "not read yet");
        pool.pass(Duration.ofSeconds(2));
        boolean signedIn = true;
        for (int i = 0; i < 1000 && signedIn; i++) {
            signedIn = isSignedIn(other, token);
            Thread.sleep(5);
        }
        assertFalse(signedIn);
    }

    @Test
    void refusesItsOwnSignOutsAtOnce() {
        String token = accessToken(unique());
        AmplifyRuntime node = node();
        assertTrue(isSignedIn(node, token));
        signOut(node, token);
        assertFalse(isSignedIn(node, token));
    }

    @Test
    void endsAllTokensOfTheSessionAndNoOther() {
        String origin = unique();
        String old = accessToken(origin);
        String renewed = accessToken(origin);
        String another = accessToken(unique());
        AmplifyRuntime other = node();
        assertTrue(isSignedIn(other, old));
        assertTrue(isSignedIn(other, renewed));
        assertTrue(isSignedIn(other, another));
        signOut(node(), old);
        pool.pass(FOUR_SECONDS);
        assertFalse(isSignedIn(other, old));
        assertFalse(isSignedIn(other, renewed));
        assertTrue(isSignedIn(other, another), "the user's session in another browser");
    }

    /** App clients without token revocation. */
    @Test
    void endsATokenWithoutAnOrigin() {
        String token = accessToken(Map.of());
        String another = accessToken(Map.of());
        signOut(node(), token);
        AmplifyRuntime other = node();
        assertFalse(isSignedIn(other, token));
        assertTrue(isSignedIn(other, another));
    }

    @Test
    void endsNothingByAForgedToken() {
        String token = accessToken(unique());
        AmplifyRuntime node = node();
        signOut(node, token.substring(0, token.length() - 6) + "AAAAAA");
        assertTrue(isSignedIn(node, token));
        assertTrue(isSignedIn(node(), token));
    }

    @Test
    void endsAllSessionsOfAUser() {
        String browser = accessToken(unique());
        String telephone = accessToken(unique());
        AmplifyRuntime other = node();
        assertTrue(isSignedIn(other, browser));
        node().sessions().revocations().endSessionsOf("sub-of-" + user);
        pool.pass(FOUR_SECONDS);
        assertFalse(isSignedIn(other, browser));
        assertFalse(isSignedIn(other, telephone));
        assertTrue(isSignedIn(other, accessToken(unique())), "a sign-in after it");
    }

    /** A token of an app client without a user. */
    @Test
    void knowsTheAgeOfATokenWithoutAuthTime() {
        Map<String, Object> claims = new LinkedHashMap<>(TestPool.accessClaims(user));
        String before = pool.sign(user, HOUR, claims);
        node().sessions().revocations().endSessionsOf("sub-of-" + user);
        pool.pass(FOUR_SECONDS);
        AmplifyRuntime node = node();
        assertFalse(isSignedInAsBearer(node, before));
        assertTrue(isSignedInAsBearer(node, pool.sign(user, HOUR, claims)));
    }

    @Test
    void saysThatThereIsNoStore() {
        AmplifyRuntime alone = node(Optional.empty());
        AuthException thrown = assertThrows(
                AuthException.class, () -> alone.sessions().revocations().endSessionsOf("sub-of-" + user));
        assertEquals(AuthException.Reason.NOT_CONFIGURED, thrown.reason());
        assertThrows(
                IllegalArgumentException.class,
                () -> alone.sessions().revocations().endSessionsOf(" "));
    }

    /** An outage fails open, and is counted. */
    @Test
    void acceptsTokensWhileTheStoreIsOutOfReach() throws Exception {
        RedisServer gone = RedisServer.start();
        try (RedisStore lost = new RedisStore(gone.config())) {
            AmplifyRuntime node = node(Optional.of(lost));
            gone.close();
            String token = accessToken(unique());
            assertTrue(isSignedIn(node, token));
            AuthException thrown = assertThrows(
                    AuthException.class, () -> node.sessions().revocations().endSessionsOf("sub-of-" + user));
            assertEquals(AuthException.Reason.SERVICE, thrown.reason());
            assertEquals(302, signOut(node, token, null).status(), "the user is signed out all the same");
            assertFalse(isSignedIn(node, token), "and this node knows it");
            assertTrue(node.counters().store().counts().get("failed") > 0);
        }
    }

    /** What was not looked up during the outage is looked up after it. */
    @Test
    void looksUpTokensThatItSawDuringAnOutage() throws Exception {
        RedisServer server = RedisServer.start();
        try (RedisStore shared = new RedisStore(server.config())) {
            AmplifyRuntime node = node(Optional.of(shared));
            server.close();
            String token = accessToken(unique());
            assertTrue(isSignedIn(node, token));
            server = server.restarted();
            signOut(node(Optional.of(shared)), token);
            pool.pass(StoreCalls.OPEN.plusSeconds(1));
            assertFalse(isSignedIn(node, token));
        } finally {
            server.close();
        }
    }

    /** More ends between two reads than the list has. */
    @Test
    void noticesThatItHasMissedSome() throws Exception {
        String token = accessToken(unique());
        AmplifyRuntime other = node();
        assertTrue(isSignedIn(other, token));
        AmplifyRuntime node = node();
        signOut(node, token);
        LatestEnds list = new LatestEnds(calls(), names);
        for (int i = 0; i < 6; i++) {
            List<String> many = new ArrayList<>();
            for (int j = 0; j < 100; j++) {
                many.add(names.sessionMark("other-" + i + "-" + j));
            }
            list.add(many);
        }
        pool.pass(FOUR_SECONDS);
        assertFalse(isSignedIn(other, token));
    }

    private StoreCalls calls() {
        return new StoreCalls(() -> Optional.of(store), node().counters().store(), pool.clock());
    }

    /** The store was emptied, or somebody has written to it. */
    @Test
    void looksUpAllTokensWhenTheListIsAnother() {
        for (String list : List.of("", "x", "x 1", "x -1 a", "x 1 a", "x 99999999999999 a b", "\u00e9 ".repeat(9000))) {
            String token = accessToken(unique());
            AmplifyRuntime other = node();
            signOut(node(), accessToken(unique())); // the list exists
            assertTrue(isSignedIn(other, token));
            store.delete(names.latestEnds());
            if (!list.isEmpty()) {
                store.put(names.latestEnds(), list, HOUR);
            }
            store.put(names.end(names.sessionMark(origin(other, token))), "1", HOUR);
            pool.pass(FOUR_SECONDS);
            assertFalse(isSignedIn(other, token), list);
            signOut(node(), accessToken(unique()));
        }
    }

    private static String origin(AmplifyRuntime node, String token) {
        return node.sessions()
                .open(TestPool.request(""), token, none -> {})
                .fetchAuthSession()
                .tokens()
                .orElseThrow()
                .accessToken()
                .text("origin_jti");
    }

    /** Who can write to the store can refuse sessions, but not lock users out for ever. */
    @Test
    void ignoresEndsThatMakeNoSense() {
        String mark = names.end(names.userMark("sub-of-" + user));
        for (String value : List.of("", "x", "-1", "99999999999", "9".repeat(100), "0")) {
            store.put(mark, value, HOUR);
            assertTrue(isSignedIn(node(), accessToken(unique())), value);
        }
    }

    @Test
    void asksTheStoreSeldom() {
        AmplifyRuntime node = node();
        String token = accessToken(unique());
        for (int i = 0; i < 1000; i++) {
            assertTrue(isSignedIn(node, token));
        }
        assertEquals(Map.of("done", 2L), node.counters().store().counts());
    }

    /** Sign-outs and requests at once, on three nodes. No session of another user ends. */
    @Test
    void knowsEverySignOutAndNoOther() throws Exception {
        List<AmplifyRuntime> nodes = List.of(node(), node(), node());
        List<String> ended = new ArrayList<>();
        List<String> staying = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ended.add(accessToken(unique()));
            staying.add(accessToken(unique()));
        }
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String token = ended.get(i);
            AmplifyRuntime node = nodes.get(i % 3);
            tasks.add(threads.submit(() -> signOut(node, token)));
            tasks.add(threads.submit(() -> {
                for (AmplifyRuntime each : nodes) {
                    isSignedIn(each, token);
                    pool.pass(Duration.ofMillis(100));
                }
            }));
        }
        for (Future<?> task : tasks) {
            task.get();
        }
        pool.pass(FOUR_SECONDS);
        for (AmplifyRuntime node : nodes) {
            ended.forEach(token -> assertFalse(isSignedIn(node, token)));
            staying.forEach(token -> assertTrue(isSignedIn(node, token)));
        }
    }

    @Test
    void signsOutEverywhere() {
        pool.on("GlobalSignOut", call -> TestPool.json("{}"));
        String browser = accessToken(unique());
        String telephone = accessToken(unique());
        AmplifyRuntime other = node();
        assertTrue(isSignedIn(other, telephone));
        assertEquals(302, signOut(node(), browser, "global=true").status());
        assertEquals(1, pool.calls("GlobalSignOut"));
        pool.pass(FOUR_SECONDS);
        assertFalse(isSignedIn(other, telephone));
    }

    @Test
    void signsOutEverywhereWithoutAStore() {
        pool.on("GlobalSignOut", call -> TestPool.json("{}"));
        assertEquals(
                302,
                signOut(node(Optional.empty()), accessToken(unique()), "global=true")
                        .status());
        assertEquals(1, pool.calls("GlobalSignOut"));
    }

    /** Otherwise the user would think that the lost telephone is signed out. */
    @Test
    void saysThatOtherDevicesAreStillSignedIn() {
        String token = accessToken(unique());
        AmplifyRuntime node = node();
        pool.on("GlobalSignOut", call -> TestPool.error(400, "InternalErrorException"));
        assertEquals(502, signOut(node, token, "global=true").status());
        pool.on("GlobalSignOut", call -> TestPool.down());
        assertEquals(502, signOut(node, token, "global=true").status());
        assertTrue(isSignedIn(node, token), "the user can try again");
        assertEquals(302, signOut(node, token, "global=false").status());
    }

    /** Cognito has revoked the access token: the session may have ended elsewhere, or its tokens are old. */
    @Test
    void renewsARevokedTokenBeforeItSignsOutEverywhere() {
        String origin = unique();
        String old = accessToken(origin);
        String renewed = accessToken(origin);
        pool.on(
                "GlobalSignOut",
                call -> call.body().contains(renewed)
                        ? TestPool.json("{}")
                        : TestPool.error(400, "NotAuthorizedException"));
        pool.on(
                "GetTokensFromRefreshToken",
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + renewed + "\"}}"));
        assertEquals(302, signOut(node(), old, "global=true").status());
        assertEquals(2, pool.calls("GlobalSignOut"));
        pool.pass(FOUR_SECONDS);
        pool.on("GlobalSignOut", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertEquals(401, signOut(node(), accessToken(unique()), "global=true").status());
    }

    @Test
    void asksNobodyWhenNobodyIsSignedIn() {
        RouteClient browser = new RouteClient(node());
        assertEquals(302, browser.send("GET", SIGN_OUT, "global=true", Map.of()).status());
        assertEquals(0, pool.calls("GlobalSignOut"));
    }

    /** Managed Login still knows the user and asks for no password: auth_time is before the end. */
    @Test
    void endsTheSessionOfManagedLoginToo() {
        String old = accessToken(unique());
        AmplifyRuntime node = node();
        node.sessions().revocations().endSessionsOf("sub-of-" + user);
        pool.on("token", call -> TestPool.json("{\"access_token\":\"" + old + "\",\"refresh_token\":\"rt-old\"}"));
        RouteClient browser = new RouteClient(node);
        ShortCircuitResponse ended = signIn(browser);
        assertTrue(ended.location().orElseThrow().contains("/logout?client_id="), ended.toString());
        assertTrue(browser.jar.keySet().stream().noneMatch(name -> name.startsWith(TestPool.COOKIE)));
        assertEquals(1, pool.calls("revoke"));
        pool.pass(FOUR_SECONDS);
        String fresh = accessToken(unique());
        pool.on("token", call -> TestPool.json("{\"access_token\":\"" + fresh + "\",\"refresh_token\":\"rt-new\"}"));
        signIn(browser);
        assertTrue(browser.jar.containsKey(TestPool.COOKIE + "LastAuthUser"));
    }

    private static ShortCircuitResponse signIn(RouteClient browser) {
        String location = browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow();
        String state = location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        return browser.send("GET", "/api/auth/sign-in-callback", "code=c&state=" + state, Map.of());
    }

    /** Neither users nor sessions can be read from the store. */
    @Test
    void storesNoNames() {
        String origin = unique();
        signOut(node(), accessToken(origin));
        node().sessions().revocations().endSessionsOf("sub-of-" + user);
        try (RedisClient client = RedisClient.create(redis.config().url())) {
            for (String key : client.keys("*")) {
                String entry = key + " " + client.get(key);
                assertFalse(entry.contains(user) || entry.contains(origin), entry);
            }
        }
    }
}
