package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.SessionLineage.Issued;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Renewals, sign-outs and late requests that overlap. */
class RefreshRacesTest extends SlowServices {

    private static final String REFRESH = "GetTokensFromRefreshToken";
    private static final Instant NOW = Instant.EPOCH;

    private static HttpReply broken() throws HttpFailure {
        throw new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, "no network", null);
    }

    /** The lineage was created by a failed renewal, almost a minute before. */
    @Test
    void endsALongRenewalAtSignOut() throws Exception {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        open(pool.session("bob", HOUR, "rt-b")).outcome(); // fetches the keys
        pool.on(REFRESH, call -> broken());
        assertInstanceOf(Outcome.Unknown.class, open(cookies).outcome());
        pool.pass(Duration.ofSeconds(58));
        hang(REFRESH, call -> pool.issued("alice", "rt-2"));
        List<String> revoked = new CopyOnWriteArrayList<>();
        pool.on("RevokeToken", call -> {
            revoked.add(call.body());
            return TestPool.json("");
        });
        ExecutorService worker = Executors.newFixedThreadPool(1);
        Future<Outcome> renewal = worker.submit(() -> open(cookies).outcome());
        await(asked);
        pool.pass(Duration.ofSeconds(3));
        open(cookies).forget("rt-1");
        assertInstanceOf(Outcome.SignedOut.class, renewal.get(), "before Cognito has answered");
        answer.countDown();
        worker.shutdown();
        for (int i = 0; i < 500 && revoked.isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertTrue(revoked.size() == 1 && revoked.get(0).contains("rt-2"), revoked.toString());
        pool.pass(Duration.ofSeconds(50));
        assertInstanceOf(Outcome.SignedOut.class, open(cookies).outcome());
    }

    @Test
    void reportsAFailedForcedRefreshAfterASuccess() {
        pool.on(
                REFRESH,
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + pool.access("alice", HOUR)
                        + "\",\"IdToken\":\"" + pool.id("alice", HOUR) + "\"}}"));
        RequestCookies cookies = pool.session("alice", HOUR, "rt-1");
        open(cookies).fetchAuthSession(true);
        pool.pass(Duration.ofSeconds(20));
        pool.on(REFRESH, call -> broken());
        AuthException failed =
                assertThrows(AuthException.class, () -> open(cookies).fetchAuthSession(true));
        assertEquals(AuthException.Reason.COULD_NOT_CHECK, failed.reason());
    }

    @Test
    void remembersARefusalOfAnOldLineage() {
        RequestCookies cookies = pool.session("alice", PAST, "rt-1");
        pool.on(REFRESH, call -> broken());
        assertInstanceOf(Outcome.Unknown.class, open(cookies).outcome());
        pool.pass(Duration.ofSeconds(58));
        pool.on(REFRESH, call -> TestPool.error(400, "RefreshTokenReuseException"));
        assertInstanceOf(Outcome.SignedOut.class, open(cookies).outcome());
        int before = pool.calls(REFRESH);
        pool.on(REFRESH, call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofSeconds(3));
        List<SetCookie> changes = new ArrayList<>();
        runtime.sessions().open(cookies, changes::addAll).outcome();
        assertEquals(before, pool.calls(REFRESH));
        assertEquals(List.of(), changes);
    }

    /** The late request may come from a browser that has signed in again meanwhile. */
    @Test
    void keepsCookiesOfLateRequestsAfterASignOut() {
        RequestCookies old = pool.session("alice", PAST, "rt-1");
        pool.on(REFRESH, call -> pool.issued("alice", "rt-2"));
        List<SetCookie> changes = new ArrayList<>();
        assertTrue(runtime.sessions().open(old, changes::addAll).isAuthenticated());
        RequestCookies fresh = TestPool.cookies(changes.stream()
                .map(change -> change.name() + "=" + change.value())
                .collect(Collectors.joining("; ")));
        assertTrue(open(fresh).isAuthenticated(), "the browser has the new tokens");
        pool.pass(Duration.ofSeconds(50));
        pool.on(REFRESH, call -> TestPool.error(400, "NotAuthorizedException"));
        open(fresh).forget("rt-2");
        pool.pass(Duration.ofSeconds(11));
        int before = pool.calls(REFRESH);
        changes.clear();
        runtime.sessions().open(old, changes::addAll).outcome();
        assertEquals(before, pool.calls(REFRESH));
        assertEquals(List.of(), changes);
    }

    @Test
    void sendsEachRefreshTokenOnce() throws Exception {
        Set<String> used = ConcurrentHashMap.newKeySet();
        List<String> twice = new CopyOnWriteArrayList<>();
        AtomicInteger issued = new AtomicInteger(1);
        String access = pool.access("alice", HOUR);
        pool.on(REFRESH, call -> {
            String token = call.body().replaceFirst(".*\"RefreshToken\":\"([^\"]*)\".*", "$1");
            if (!used.add(token)) {
                twice.add(token);
            }
            return TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + access + "\",\"RefreshToken\":\"rt-"
                    + issued.incrementAndGet() + "\"}}");
        });
        RequestCookies cookies = pool.session("alice", Duration.ofMinutes(50), "rt-1");
        ExecutorService workers = Executors.newFixedThreadPool(12);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(workers.submit(() -> {
                while (twice.isEmpty() && issued.get() < 3_000) {
                    open(cookies).fetchAuthSession(true);
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        workers.shutdown();
        assertEquals(List.of(), twice);
    }

    private RefreshResult.Renewed tokens(String refreshToken) {
        Jwt access = open(pool.session("alice", HOUR, "x"))
                .fetchAuthSession()
                .tokens()
                .orElseThrow()
                .accessToken();
        return new RefreshResult.Renewed(
                new VerifiedTokens(access, Optional.empty(), Optional.of(refreshToken)), NOW.plusSeconds(3600));
    }

    private static Issued issued(String from, String to) {
        return new Issued(new IssuedTokens(Optional.of("a"), Optional.empty(), Optional.of(to)), from, NOW);
    }

    /** Two requests verified the first tokens; the second one ends after these were renewed themselves. */
    @Test
    void ignoresALateVerification() {
        SessionLineage lineage = new SessionLineage("rt-1", NOW);
        Issued first = issued("rt-1", "rt-2");
        RefreshResult unknown = RefreshFailures.unverified("no key");
        lineage.received(first);
        lineage.unverified(first, unknown);
        lineage.renewed(first, tokens("rt-2"), NOW);
        Issued second = issued("rt-2", "rt-3");
        lineage.received(second);
        SessionLineage.Renewal newest = lineage.renewed(second, tokens("rt-3"), NOW);
        assertSame(newest, lineage.renewed(first, tokens("rt-2"), NOW));
        assertSame(newest, lineage.unverified(first, unknown));
        assertSame(newest, lineage.unusable(first, RefreshFailures.unusable("wrong"), NOW));
        assertEquals("rt-3", lineage.current());
        assertTrue(lineage.unverified().isEmpty());
    }

    /** A browser that cannot store the tokens sends the first refresh token for ever. */
    @Test
    void boundsTheRefreshTokensOfALineage() {
        SessionLineage lineage = new SessionLineage("rt-1", NOW);
        for (int i = 1; i < 1_000; i++) {
            Issued issued = issued("rt-" + i, "rt-" + (i + 1));
            lineage.received(issued);
            lineage.renewed(issued, tokens("rt-" + (i + 1)), NOW);
        }
        assertEquals(List.of("rt-1", "rt-996", "rt-997", "rt-998", "rt-999", "rt-1000"), lineage.refreshTokens());
    }
}
