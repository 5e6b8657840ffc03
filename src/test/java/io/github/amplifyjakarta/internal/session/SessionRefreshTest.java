package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

/** When tokens are refreshed, and what becomes of the new ones. */
class SessionRefreshTest extends SessionFixture {

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
    void refreshesWhenOnlyTheIdTokenHasExpired() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestSession session = open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                + "alice.accessToken=" + pool.access("alice", HOUR) + "; " + TestPool.COOKIE + "alice.idToken="
                + pool.id("alice", PAST) + "; " + TestPool.COOKIE + "alice.refreshToken=rt-1"));
        assertTrue(session.isAuthenticated());
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
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
    void acceptsTheSameRefreshTokenFromARefresh() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-1"));
        RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
        session.fetchAuthSession(true);
        session.fetchAuthSession(true);
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(List.of(), session.forget("rt-1"));
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
