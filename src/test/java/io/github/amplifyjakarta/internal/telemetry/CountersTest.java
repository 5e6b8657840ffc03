package io.github.amplifyjakarta.internal.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted, and when the application is ready. */
class CountersTest {

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());

    private Map<String, Long> count(String name) {
        return count(runtime, name);
    }

    private static Map<String, Long> count(AmplifyRuntime runtime, String name) {
        return runtime.counters().all().stream()
                .filter(counter -> counter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .counts();
    }

    private RequestSession session(String username, String accessToken) {
        String cookie = TestPool.COOKIE + username + ".";
        return runtime.sessions()
                .open(
                        TestPool.cookies(TestPool.COOKIE + "LastAuthUser=" + username + "; " + cookie + "accessToken="
                                + accessToken + "; " + cookie + "refreshToken=rt-1"),
                        changes -> {});
    }

    @Test
    void countsTokensRefreshesRefusalsAndCalls() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-1"));
        String token = pool.access("alice", Duration.ofHours(1));
        session("alice", token).outcome();
        session("alice", token).outcome();
        assertEquals(Map.of("verified", 1L, "cached", 1L), count("amplify.token.checks"));
        assertEquals(Map.of("jwks.json", 1L), count("amplify.client.calls"));
        session("alice", token + "x").outcome();
        assertEquals(Map.of("access-token", 1L), count("amplify.session.refusals"));
        pool.pass(Duration.ofHours(2));
        session("alice", token).outcome();
        assertEquals(Map.of("renewed", 1L), count("amplify.session.refreshes"));
        assertEquals(1, count("amplify.client.calls").get("GetTokensFromRefreshToken"));
        assertEquals(Map.of(), count("amplify.client.failures"));
    }

    @Test
    void countsFailedRefreshesAndCalls() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(500, "InternalErrorException"));
        String token = pool.access("alice", Duration.ofMinutes(1));
        pool.pass(Duration.ofHours(1));
        session("alice", token).outcome();
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        pool.pass(Duration.ofSeconds(4));
        session("alice", token).outcome();
        assertEquals(Map.of("no-answer", 2L), count("amplify.session.refreshes"));
        assertEquals(
                count("amplify.client.calls").get("GetTokensFromRefreshToken"),
                count("amplify.client.failures").get("GetTokensFromRefreshToken"));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.pass(Duration.ofSeconds(4));
        session("alice", token).outcome();
        assertEquals(1, count("amplify.session.refreshes").get("ended"));
    }

    @Test
    void countsRequestsForCredentials() {
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"i\"}"));
        pool.on("GetCredentialsForIdentity", call -> TestPool.down());
        AmplifyRuntime guests = pool.runtime(Map.of(
                "amplify.auth.identity-pool-id", "eu-central-1:1-2-3-4", "amplify.auth.allow-guest-access", "true"));
        var session = guests.sessions().guest().fetchAuthSession();
        assertThrows(AuthException.class, session::credentials);
        assertEquals(Map.of("failed", 1L), count(guests, "amplify.credentials.requests"));
        long expiration = pool.clock().instant().plus(Duration.ofHours(1)).getEpochSecond();
        pool.on(
                "GetCredentialsForIdentity",
                call -> TestPool.json(
                        "{\"IdentityId\":\"i\",\"Credentials\":{\"AccessKeyId\":\"a\",\"SecretKey\":\"s\","
                                + "\"SessionToken\":\"t\",\"Expiration\":" + expiration + "}}"));
        for (int i = 0; i < 3; i++) {
            guests.sessions().guest().fetchAuthSession().credentials();
        }
        assertEquals(Map.of("failed", 1L, "fetched", 1L, "cached", 2L), count(guests, "amplify.credentials.requests"));
    }

    @Test
    void countsRefusalsByReason() {
        String token = pool.access("alice", Duration.ofHours(1));
        session("alice", token + "x").outcome();
        session("bob", token).outcome();
        String cookie = TestPool.COOKIE + "alice.";
        for (String tokens : List.of(
                cookie + "accessToken=" + token + "; " + cookie + "idToken=" + pool.id("bob", Duration.ofHours(1)),
                cookie + "accessToken=" + pool.access("alice", Duration.ofMinutes(-1)))) {
            runtime.sessions()
                    .open(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + tokens), changes -> {})
                    .outcome();
        }
        assertEquals(
                Map.of("access-token", 1L, "username-mismatch", 1L, "subject-mismatch", 1L, "expired", 1L),
                count("amplify.session.refusals"));
    }

    @Test
    void staysReadyOnceKeysAreThere() {
        pool.on("jwks.json", call -> TestPool.down());
        assertEquals(0, runtime.keys().orElseThrow().load());
        pool.on("jwks.json", call -> TestPool.json(pool.keySet()));
        assertEquals(0, runtime.keys().orElseThrow().load(), "just tried");
        pool.pass(Duration.ofSeconds(11));
        assertEquals(1, runtime.keys().orElseThrow().load());
        pool.on("jwks.json", call -> TestPool.down());
        pool.pass(Duration.ofDays(2));
        assertEquals(1, runtime.keys().orElseThrow().load(), "cached keys serve");
        assertEquals(2, pool.calls("jwks.json"), "and a ready node is not asked to fetch them again");
    }
}
