package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A refresh that fails, or whose response is refused. */
class RefreshFailuresTest extends SessionFixture {

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
        assertTrue(open(cookies).fetchAuthSession(true).tokens().isPresent(), "a forced refresh is not delayed");
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
    void keepsSessionWhenTheFirstForcedRefreshFails() {
        for (String refusal : List.of("RefreshTokenReuseException", "InternalErrorException")) {
            pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, refusal));
            RequestSession session = open(pool.session("alice", HOUR, "rt-1"));
            assertThrows(AuthException.class, () -> session.fetchAuthSession(true));
            assertTrue(session.isAuthenticated(), refusal);
        }
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
    void requiresSignInWhenTheRefreshTokenIsInvalid() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "InvalidParameterException"));
        List<Object> changes = new ArrayList<>();
        RequestSession session = runtime.sessions().open(pool.session("alice", PAST, "rt-1"), changes::addAll);
        assertInstanceOf(Outcome.SignedOut.class, session.outcome());
        assertEquals(List.of(), changes, "cookies stay");
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
    void rejectsRefreshedTokensOfAnotherUser() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        assertTrue(open(pool.session("alice", PAST, "rt-1")).isAuthenticated());
        changes.clear();
        assertThrows(
                AuthException.class,
                () -> open(pool.session("mallory", PAST, "rt-1")).isAuthenticated());
        assertEquals(List.of(), changes);
    }
}
