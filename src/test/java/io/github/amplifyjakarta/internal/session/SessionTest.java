package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests are named after what they prevent. */
class SessionTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = Duration.ofHours(-1);

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());
    private final List<SetCookie> changes = Collections.synchronizedList(new ArrayList<>());

    private RequestSession open(RequestCookies cookies) {
        return runtime.sessions().open(cookies, changes::addAll);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refreshesOnceForParallelRequests() throws Exception {
        CountDownLatch allAsk = new CountDownLatch(1);
        pool.on("GetTokensFromRefreshToken", call -> {
            await(allAsk);
            return pool.issued("alice", "rt-2");
        });
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Callable<Boolean>> requests =
                Collections.nCopies(50, () -> open(cookies).isAuthenticated());
        List<Future<Boolean>> answers = new ArrayList<>();
        requests.forEach(request -> answers.add(threads.submit(request)));
        allAsk.countDown();
        for (Future<Boolean> answer : answers) {
            assertTrue(answer.get());
        }
        threads.shutdown();
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(
                50,
                changes.stream().filter(change -> change.value().equals("rt-2")).count());
    }

    @Test
    void asksOnceDuringAnOutageUnlessForced() {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        open(cookies).outcome();
        int asked = pool.calls("GetTokensFromRefreshToken");
        for (int i = 0; i < 40; i++) {
            assertTrue(open(cookies).outcome() instanceof LoadedSession.Outcome.Unknown);
        }
        assertEquals(asked, pool.calls("GetTokensFromRefreshToken"));
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        assertTrue(open(cookies).fetchAuthSession(true).tokens().isPresent(), "whoever asks for it is not put off");
    }

    @Test
    void retriesTheRefreshAfterFourSeconds() {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        open(cookies).outcome();
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        pool.pass(Duration.ofSeconds(4));
        assertTrue(open(cookies).isAuthenticated());
    }

    @Test
    void refreshesTokensDuringALongTask() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
        String first =
                session.fetchAuthSession().tokens().orElseThrow().accessToken().token();
        pool.pass(Duration.ofMinutes(61));
        String second =
                session.fetchAuthSession().tokens().orElseThrow().accessToken().token();
        assertNotEquals(first, second);
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofDays(1));
        assertFalse(session.isAuthenticated(), "signed out elsewhere");
    }

    @Test
    void letsObserversUseTheSameSession() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        List<RequestSession> opened = new ArrayList<>();
        List<Boolean> seen = new ArrayList<>();
        AmplifyRuntime observed = AmplifyRuntime.of(
                TestPool.config(Map.of()),
                pool,
                pool.clock(),
                event -> seen.add(
                        CompletableFuture.supplyAsync(() -> opened.get(0).isAuthenticated())
                                .completeOnTimeout(false, 10, TimeUnit.SECONDS)
                                .join()));
        opened.add(observed.sessions().open(pool.session("alice", PAST, "rt-1"), changes::addAll));
        opened.get(0).fetchAuthSession();
        assertEquals(List.of(true), seen);
    }

    @Test
    void acceptsOldCookiesAfterARefresh() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void acceptsCookiesNamedByATypedEmailAddress() {
        String typed = TestPool.COOKIE + "Alice%40Example.com.";
        String cookies = TestPool.COOKIE + "LastAuthUser=Alice@Example.com; " + typed + "accessToken="
                + pool.access("sub-1", PAST) + "; " + typed + "refreshToken=rt-1; " + typed + "idToken=";
        Map<String, Object> claims =
                new LinkedHashMap<>(Map.of("token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "sub-1"));
        String nobodys = pool.sign("sub-1", HOUR, claims);
        claims.put("email", "alice@example.com");
        String hers = pool.sign("sub-1", HOUR, claims);
        assertFalse(open(TestPool.cookies(cookies + nobodys)).isAuthenticated());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));

        pool.on("GetTokensFromRefreshToken", call -> pool.issued("sub-1", "rt-2"));
        assertEquals(
                "sub-1", open(TestPool.cookies(cookies + hers)).getCurrentUser().username());
        assertTrue(
                changes.stream()
                        .map(SetCookie::name)
                        .allMatch(name -> name.startsWith(typed) || name.endsWith(".LastAuthUser")),
                "the renewed tokens take the old ones' place");
        assertEquals("Alice@Example.com", changes.get(0).value());
    }

    @Test
    void takesTheUserNameFromTheToken() {
        String user = TestPool.COOKIE + "ADMIN.";
        Map<String, Object> claims = Map.of(
                "token_use",
                "id",
                "aud",
                TestPool.CLIENT,
                "cognito:username",
                "mallory",
                "preferred_username",
                "admin");
        RequestSession session = open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=ADMIN; " + user + "accessToken="
                + pool.access("mallory", HOUR) + "; " + user + "idToken=" + pool.sign("mallory", HOUR, claims)));
        assertEquals("mallory", ((LoadedSession.Outcome.SignedIn) session.outcome()).username());
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

    @Test
    void keepsSessionOnUnusableRefreshResponses() {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        for (HttpReply portal : List.of(
                new HttpReply(200, Map.of(), "<html>"),
                new HttpReply(302, Map.of(), ""),
                new HttpReply(403, Map.of(), "Forbidden"),
                new HttpReply(407, Map.of(), "{}"))) {
            pool.on("GetTokensFromRefreshToken", call -> portal);
            assertTrue(open(cookies).outcome() instanceof LoadedSession.Outcome.Unknown, portal.toString());
            pool.pass(Duration.ofSeconds(4));
        }
        pool.on(
                "GetTokensFromRefreshToken",
                call -> new HttpReply(
                        400,
                        Map.of(),
                        "{\"__type\":\"NotAuthorizedException\",\"message\":\"Invalid client or client secret.\"}"));
        assertTrue(open(cookies).outcome() instanceof LoadedSession.Outcome.Unknown, "no word about the session");
        assertEquals(List.of(), changes);
    }

    @Test
    void deletesHostCookiesBeforeSettingDomainCookies() {
        AmplifyRuntime withDomain = pool.runtime(Map.of("amplify.auth.cookies.domain", "example.com"));
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        assertTrue(withDomain
                .sessions()
                .open(pool.session("alice", PAST, "rt-1"), changes::addAll)
                .isAuthenticated());
        List<String> lines = changes.stream().map(SetCookie::render).toList();
        for (String line : lines) {
            if (line.contains("; Domain=")) {
                String name = line.substring(0, line.indexOf('='));
                assertTrue(
                        lines.subList(0, lines.indexOf(line)).stream()
                                .anyMatch(other -> other.startsWith(name + "=; ") && !other.contains("; Domain=")),
                        line);
            }
        }
    }

    @Test
    void separatesCredentialsByClaims() {
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}"));
        pool.on("GetCredentialsForIdentity", call -> TestPool.error(400, "NotAuthorizedException"));
        for (String tenant : List.of("a", "b", "a")) {
            Map<String, Object> claims = Map.of(
                    "token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "alice", "custom:tenant", tenant);
            RequestCookies cookies = TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                    + "alice.accessToken=" + pool.access("alice", HOUR) + "; " + TestPool.COOKIE + "alice.idToken="
                    + pool.sign("alice", HOUR, claims));
            assertThrows(
                    AuthException.class, () -> open(cookies).fetchAuthSession().credentials());
        }
        assertEquals(3, pool.calls("GetId"));
    }

    @Test
    void keepsSessionWhenTheFirstForcedRefreshFails() {
        for (String refusal : List.of("RefreshTokenReuseException", "InternalErrorException")) {
            pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, refusal));
            RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
            assertThrows(AuthException.class, () -> session.fetchAuthSession(true));
            assertTrue(session.isAuthenticated(), refusal);
        }
    }

    @Test
    void deletesTheIdTokenThatARefreshLeavesOut() {
        pool.on(
                "GetTokensFromRefreshToken",
                call -> TestPool.json(
                        "{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access("alice", HOUR) + "\"}}"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        assertTrue(changes.stream()
                .map(SetCookie::render)
                .anyMatch(line -> line.startsWith(TestPool.COOKIE + "alice.idToken=;") && line.contains("Max-Age=0")));
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
    void keepsRotatedTokenThatTheBrowserDropped() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies old = pool.session("alice", PAST, "rt-1");
        assertTrue(open(old).isAuthenticated());
        assertTrue(open(pool.session("alice", HOUR, "rt-1")).isAuthenticated(), "with the new access token");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofSeconds(61));
        assertTrue(open(old).isAuthenticated());
    }

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
    void fetchesNewTokensAtEveryForcedRefresh() {
        pool.on(
                "GetTokensFromRefreshToken",
                call -> pool.issued("alice", call.body().contains("rt-1") ? "rt-2" : "rt-3"));
        RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
        String first = session.fetchAuthSession(true)
                .tokens()
                .orElseThrow()
                .accessToken()
                .token();
        pool.pass(Duration.ofSeconds(10));
        String second = session.fetchAuthSession(true)
                .tokens()
                .orElseThrow()
                .accessToken()
                .token();
        assertNotEquals(first, second);
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
        assertTrue(changes.stream().anyMatch(change -> change.value().equals("rt-3")));
    }

    @Test
    void keepsSessionDespiteTheBrowsersClockDrift() {
        String cookies = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.clockDrift=600000; "
                + TestPool.COOKIE + "alice.accessToken=" + pool.access("alice", Duration.ofMinutes(9));
        assertTrue(open(TestPool.cookies(cookies)).isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        assertTrue(open(TestPool.cookies(cookies + "; " + TestPool.COOKIE + "alice.refreshToken=rt-1"))
                .isAuthenticated());
    }

    @Test
    void rejectsExpiredTokensWhateverTheClockDriftCookie() {
        for (String drift : List.of("-99999999999", "NaN", "-3600001", "", "x")) {
            String cookies = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.clockDrift=" + drift
                    + "; " + TestPool.COOKIE + "alice.accessToken=" + pool.access("alice", PAST);
            assertFalse(open(TestPool.cookies(cookies)).outcome() instanceof LoadedSession.Outcome.SignedIn, drift);
        }
    }

    @Test
    void rejectsExpiredTokensOfAnotherAppClient() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        String foreign = pool.sign(
                "alice", PAST, Map.of("token_use", "access", "client_id", "another-client", "username", "alice"));
        assertFalse(open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                        + "alice.accessToken=" + foreign + "; " + TestPool.COOKIE + "alice.refreshToken=rt-1"))
                .isAuthenticated());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void rejectsTokensOfDifferentUsers() {
        String user = TestPool.COOKIE + "alice.";
        String accessAndName = TestPool.COOKIE + "LastAuthUser=alice; " + user + "accessToken=";
        assertFalse(open(TestPool.cookies(
                        accessAndName + pool.access("alice", HOUR) + "; " + user + "idToken=" + pool.id("bob", HOUR)))
                .isAuthenticated());
        assertFalse(
                open(TestPool.cookies(accessAndName + pool.access("bob", HOUR))).isAuthenticated());
    }

    @Test
    void rejectsRefreshedTokensWithForeignSignatures() {
        TestPool forger = new TestPool();
        pool.on("GetTokensFromRefreshToken", call -> forger.issued("alice", "rt-2"));
        RequestSession session = open(pool.session("alice", PAST, "rt-1"));
        assertThrows(AuthException.class, session::isAuthenticated);
        assertEquals(List.of(), changes);
    }

    @Test
    void keepsRefreshTokenWhenTheResponseHasNone() {
        pool.on(
                "GetTokensFromRefreshToken",
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access("alice", HOUR)
                        + "\",\"IdToken\":\"" + pool.id("alice", HOUR) + "\",\"RefreshToken\":null}}"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        assertTrue(changes.stream()
                .anyMatch(change -> change.name().endsWith(".refreshToken")
                        && change.value().equals("rt-1")));
    }

    @Test
    void separatesIdentitiesOfGuestsAndUsers() {
        List<String> asked = new ArrayList<>();
        pool.on("GetId", call -> {
            asked.add(call.body());
            return TestPool.json("{\"IdentityId\":\"eu-central-1:" + asked.size() + "\"}");
        });
        pool.on("GetCredentialsForIdentity", call -> {
            String identity = call.body().replaceFirst(".*\"IdentityId\":\"([^\"]*)\".*", "$1");
            return TestPool.json("{\"IdentityId\":\"" + identity + "\",\"Credentials\":{\"AccessKeyId\":\"A\","
                    + "\"SecretKey\":\"S\",\"SessionToken\":\"T\",\"Expiration\":"
                    + pool.clock().instant().plus(HOUR).getEpochSecond() + "}}");
        });
        RequestCookies guestCookie =
                TestPool.cookies("com.amplify.Cognito.eu-central-1%3Aaaaa-bbbb.identityId=eu-central-1:stale");
        assertEquals(
                "eu-central-1:1",
                open(guestCookie).fetchAuthSession().identityId().orElseThrow());
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    "eu-central-1:1",
                    open(TestPool.cookies("")).fetchAuthSession().identityId().orElseThrow(),
                    "no new identity for every guest request");
        }
        assertEquals(
                "eu-central-1:2",
                open(pool.session("alice", HOUR, "rt-1"))
                        .fetchAuthSession()
                        .identityId()
                        .orElseThrow());
        assertTrue(asked.get(1).contains("\"Logins\":{\"cognito-idp."), asked.get(1));
    }

    @Test
    void keepsSessionWhenAForcedRefreshFails() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
        assertTrue(session.isAuthenticated());
        assertEquals(
                Reason.COULD_NOT_CHECK,
                assertThrows(AuthException.class, () -> session.fetchAuthSession(true))
                        .reason());
        assertTrue(session.isAuthenticated());
    }

    @Test
    void keepsCookiesWhenTheRefreshTokenWasReused() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "RefreshTokenReuseException"));
        assertFalse(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        assertEquals(List.of(), changes, "another node may have set newer cookies");
    }

    @Test
    void rejectsRefreshedTokensOfAnotherUser() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        changes.clear();
        assertThrows(
                AuthException.class,
                () -> open(pool.session("mallory", PAST, "rt-1")).isAuthenticated());
        assertEquals(List.of(), changes);
    }

    @Test
    void cachesGuestCredentialsAfterAForcedCall() {
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}"));
        pool.on("GetCredentialsForIdentity", call -> pool.credentials("A", "S", "T"));
        var guest = runtime.sessions().guest();
        guest.fetchAuthSession(true).credentials();
        for (int i = 0; i < 10; i++) {
            guest.fetchAuthSession().credentials();
        }
        assertEquals(1, pool.calls("GetId"));
    }

    @Test
    void ignoresMalformedSignInDetails() {
        String cookies = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken="
                + pool.access("alice", HOUR) + "; " + TestPool.COOKIE + "alice.signInDetails=";
        for (String details : List.of("[".repeat(2_000), "[".repeat(100_000), "{", "%7B%7D", "null")) {
            assertTrue(open(TestPool.cookies(cookies + details)).isAuthenticated());
        }
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

    @Test
    void refreshesWhenOnlyTheIdTokenHasExpired() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestSession session = open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                + "alice.accessToken=" + pool.access("alice", HOUR) + "; " + TestPool.COOKIE + "alice.idToken="
                + pool.id("alice", PAST) + "; " + TestPool.COOKIE + "alice.refreshToken=rt-1"));
        assertTrue(session.isAuthenticated());
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void acceptsTheSameRefreshTokenFromARefresh() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-1"));
        RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
        session.fetchAuthSession(true);
        session.fetchAuthSession(true);
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(List.of(), session.forget("rt-1"));
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
    void refreshesAgainWhenTheNewIdTokenHasExpired() {
        pool.on(
                "GetTokensFromRefreshToken",
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access("alice", HOUR)
                        + "\",\"IdToken\":\"" + pool.id("alice", Duration.ofMinutes(5))
                        + "\",\"RefreshToken\":\"rt-2\"}}"));
        RequestCookies old = pool.session("alice", PAST, "rt-1");
        assertTrue(open(old).isAuthenticated());
        pool.pass(Duration.ofMinutes(6));
        RequestSession session = open(old);
        assertTrue(session.fetchAuthSession()
                .tokens()
                .orElseThrow()
                .idToken()
                .orElseThrow()
                .expiresAt()
                .isAfter(pool.clock().instant()));
        session.outcome();
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
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
    void deletesCookiesWhenCognitoEndsTheSession() {
        RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
        assertTrue(session.isAuthenticated());
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertFalse(session.fetchAuthSession(true).tokens().isPresent());
        assertTrue(changes.stream().anyMatch(change -> change.value().isEmpty()), "its tokens have not expired: now");
    }

    @Test
    void keepsSessionOnNetworkFailure() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        AuthException error = assertThrows(
                AuthException.class,
                () -> open(pool.session("alice", PAST, "rt-1")).getCurrentUser());
        assertEquals(Reason.COULD_NOT_CHECK, error.reason());
        assertEquals(List.of(), changes);
    }

    @Test
    void keepsSessionWhenThrottled() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "TooManyRequestsException"));
        AuthException error = assertThrows(
                AuthException.class,
                () -> open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        assertEquals(Reason.COULD_NOT_CHECK, error.reason());
        assertEquals(List.of(), changes);
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
    void cachesCredentialsUntilShortlyBeforeExpiry() {
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}"));
        pool.on(
                "GetCredentialsForIdentity",
                call -> TestPool.json(
                        "{\"IdentityId\":\"eu-central-1:1\",\"Credentials\":{\"AccessKeyId\":\"A\",\"SecretKey\":\"S\",\"SessionToken\":\"T\",\"Expiration\":"
                                + pool.clock().instant().plus(HOUR).getEpochSecond() + "}}"));
        for (int i = 0; i < 1_000; i++) {
            assertEquals(
                    "A",
                    open(pool.session("alice", Duration.ofHours(9), "rt-1"))
                            .fetchAuthSession()
                            .credentials()
                            .orElseThrow()
                            .accessKeyId());
        }
        assertEquals(1, pool.calls("GetId"));
        assertEquals(1, pool.calls("GetCredentialsForIdentity"));
        pool.pass(Duration.ofMinutes(56));
        open(pool.session("alice", HOUR, "rt-1")).fetchAuthSession().credentials();
        assertEquals(2, pool.calls("GetCredentialsForIdentity"));
    }

    @Test
    void keepsSessionWhenTheIdentityPoolFails() {
        pool.on("GetId", call -> TestPool.error(400, "NotAuthorizedException"));
        var session = open(pool.session("alice", HOUR, "rt-1")).fetchAuthSession();
        assertTrue(session.tokens().isPresent());
        assertEquals(
                Reason.CREDENTIALS,
                assertThrows(AuthException.class, session::credentials).reason());
    }

    @Test
    void rejectsTokensOfAnotherApplication() {
        AmplifyRuntime other = pool.runtime(Map.of("amplify.auth.user-pool-client-id", "client2"));
        String asIfOurs = TestPool.COOKIE.replace(TestPool.CLIENT, "client2");
        RequestCookies moved = TestPool.cookies(
                asIfOurs + "LastAuthUser=alice; " + asIfOurs + "alice.accessToken=" + pool.access("alice", HOUR));
        assertTrue(open(pool.session("alice", HOUR, "rt")).isAuthenticated());
        assertFalse(other.sessions().open(moved, changes::addAll).isAuthenticated());
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

    @Test
    void readsEveryUserNameItHasWritten() {
        for (String name : List.of(
                "alice@example.com",
                "a+b",
                "alice smith",
                "zoë",
                "日本太郎",
                "a(b)c",
                "a%40b",
                "a%zz",
                "a;b",
                "a|b",
                "a=b",
                "a,b",
                "a\"b",
                "a\\b",
                "😀",
                "o'hara",
                "__proto__",
                "LastAuthUser",
                "a.b.accessToken")) {
            changes.clear();
            pool.on("GetTokensFromRefreshToken", call -> pool.issued(name, "rt-2"));
            String encoded = io.github.amplifyjakarta.internal.cookie.CookieText.encodeName(name);
            String value = io.github.amplifyjakarta.internal.cookie.CookieText.encodeValue(name);
            RequestCookies browser = TestPool.cookies(TestPool.COOKIE + "LastAuthUser=" + value + "; " + TestPool.COOKIE
                    + encoded + ".accessToken=" + pool.access(name, PAST) + "; " + TestPool.COOKIE + encoded
                    + ".refreshToken=rt-of-" + value);
            assertEquals(name, open(browser).getCurrentUser().username());
            String jar = String.join(
                    "; ",
                    changes.stream()
                            .map(change -> change.render().replaceFirst(";.*", ""))
                            .toList());
            assertEquals(name, open(TestPool.cookies(jar)).getCurrentUser().username(), jar);
        }
    }

    @Test
    void redactsSecretsInText() {
        RequestCookies cookies = pool.session("alice", HOUR, "secret-refresh-token");
        RequestSession session = open(cookies);
        String printed =
                session.fetchAuthSession() + " " + session.fetchAuthSession().tokens() + session.outcome() + changes;
        assertFalse(printed.contains("eyJ"), printed);
        assertFalse(printed.contains("secret-refresh-token"), printed);
    }
}
