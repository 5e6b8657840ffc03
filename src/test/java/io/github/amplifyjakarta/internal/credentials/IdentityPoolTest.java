package io.github.amplifyjakarta.internal.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.SlowServices;
import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Temporary AWS credentials of users and guests. */
class IdentityPoolTest extends SlowServices {

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

    /** Caffeine logs each failed load with its stack: a thousand requests during an outage would be a thousand of those. */
    @Test
    void logsNoStackTracesDuringAnIdentityPoolOutage() {
        pool.on("GetId", call -> TestPool.down());
        try (LogLines log = new LogLines("com.github.benmanes.caffeine")) {
            for (int i = 0; i < 3; i++) {
                assertThrows(
                        AuthException.class,
                        () -> open(pool.session("alice", HOUR, "rt-1"))
                                .fetchAuthSession()
                                .credentials());
            }
            assertEquals(List.of(), log.lines());
        }
        assertEquals(3, pool.calls("GetId"), "and a failure is not kept");
    }
}
