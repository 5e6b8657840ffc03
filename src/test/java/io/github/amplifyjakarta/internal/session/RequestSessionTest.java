package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.testing.TestConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an application asks of its session. */
class RequestSessionTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());

    private RequestSession alice(Duration lifetime) {
        return runtime.sessions().open(pool.session("alice", lifetime, "rt-1"), changes -> {});
    }

    private RequestSession nobody() {
        return runtime.sessions().open(TestPool.cookies(""), changes -> {});
    }

    private static String reason(AuthException e) {
        return e.reason() + " " + e.name() + ": " + e.getMessage();
    }

    @Test
    void asksOnceForAttributes() {
        pool.on("GetUser", call -> {
            assertTrue(call.body().contains(pool.access("alice", HOUR)), "with the user's token");
            return TestPool.json("{\"UserAttributes\":[{\"Name\":\"email\",\"Value\":\"a@example.com\"}]}");
        });
        RequestSession session = alice(HOUR);
        assertEquals(Map.of("email", "a@example.com"), session.fetchUserAttributes());
        assertEquals(Map.of("email", "a@example.com"), session.fetchUserAttributes());
        assertEquals(1, pool.calls("GetUser"));
    }

    @Test
    void reportsWhyAttributesAreUnavailable() {
        pool.on("GetUser", call -> TestPool.error(400, "NotAuthorizedException"));
        assertEquals(
                "NOT_SIGNED_IN NotAuthorizedException: on purpose",
                reason(assertThrows(AuthException.class, alice(HOUR)::fetchUserAttributes)));
        pool.on("GetUser", call -> TestPool.error(400, "TooManyRequestsException"));
        assertEquals(
                "SERVICE TooManyRequestsException: on purpose",
                reason(assertThrows(AuthException.class, alice(HOUR)::fetchUserAttributes)));
        pool.on("GetUser", call -> TestPool.down());
        assertEquals(
                "SERVICE NetworkError: no answer",
                reason(assertThrows(AuthException.class, alice(HOUR)::fetchUserAttributes)));
    }

    @Test
    void treatsRequestsWithoutCookiesAsGuests() {
        String unauthenticated =
                "NOT_SIGNED_IN UserUnAuthenticatedException: User needs to be authenticated to call this API.";
        assertEquals(unauthenticated, reason(assertThrows(AuthException.class, nobody()::getCurrentUser)));
        assertEquals(unauthenticated, reason(assertThrows(AuthException.class, nobody()::fetchUserAttributes)));
        assertFalse(nobody().isAuthenticated());
        assertEquals(Optional.empty(), nobody().fetchAuthSession().tokens());
        assertEquals(Optional.empty(), nobody().fetchAuthSession().userSub());
        assertEquals(Optional.empty(), nobody().owner());
        assertEquals("AuthSession[guest]", nobody().fetchAuthSession().toString());
        assertEquals("AuthSession[signed in]", alice(HOUR).fetchAuthSession().toString());
        assertEquals("sub-of-alice", alice(HOUR).fetchAuthSession().userSub().orElseThrow());
    }

    @Test
    void reportsAMissingUserPool() {
        RequestSession session = AmplifyRuntime.of(
                        TestConfig.read(Map.of("amplify.storage.bucket", "b", "amplify.storage.region", "eu-central-1"))
                                .orElseThrow(),
                        pool,
                        pool.clock(),
                        event -> {})
                .sessions()
                .open(pool.session("alice", HOUR, "rt"), changes -> {});
        String notConfigured = "NOT_CONFIGURED AuthUserPoolException: Auth UserPool not configured.";
        assertEquals(notConfigured, reason(assertThrows(AuthException.class, session::getCurrentUser)));
        assertEquals(notConfigured, reason(assertThrows(AuthException.class, session::fetchUserAttributes)));
        assertFalse(session.isAuthenticated());
        assertEquals(List.of(), session.forget("rt"));
    }

    @Test
    void reportsWhyARefreshFailed() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "UserNotConfirmedException"));
        assertEquals(
                "REFRESH_FAILED UserNotConfirmedException: on purpose",
                reason(assertThrows(
                        AuthException.class, () -> alice(Duration.ofHours(-1)).fetchAuthSession())));
        pool.pass(Duration.ofMinutes(2));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        RequestSession unknown = alice(Duration.ofHours(-1));
        assertEquals(
                Reason.COULD_NOT_CHECK,
                assertThrows(AuthException.class, unknown::isAuthenticated).reason());
        assertEquals(
                Reason.COULD_NOT_CHECK,
                assertThrows(AuthException.class, unknown::fetchAuthSession).reason());
        pool.pass(Duration.ofMinutes(2));
        RequestSession good = alice(HOUR);
        assertEquals(
                "COULD_NOT_CHECK NetworkError: no answer",
                reason(assertThrows(AuthException.class, () -> good.fetchAuthSession(true))));
        assertTrue(good.isAuthenticated(), "a renewal that fails takes nothing away");
    }

    /** A token whose successors are all revoked with it, however often it was renewed. */
    @Test
    void returnsRotatedTokensToRevokeAtSignOut() {
        pool.on("GetTokensFromRefreshToken", call -> {
            String token = call.body().replaceFirst(".*\"RefreshToken\":\"rt-(\\d)\".*", "$1");
            return pool.issued("alice", "rt-" + (Integer.parseInt(token) + 1));
        });
        RequestSession session = alice(Duration.ofHours(-1));
        assertTrue(session.isAuthenticated());
        assertTrue(session.fetchAuthSession(true).tokens().isPresent());
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
        assertEquals(List.of("rt-3", "rt-2"), alice(Duration.ofHours(-1)).forget("rt-1"));
        assertEquals(List.of(), alice(Duration.ofHours(-1)).forget("rt-1"));
    }

    /** The browser has lost two answers, or they are on their way: the older one must not come after the newer one. */
    @Test
    void givesTheNewestTokensToOldCookies() {
        pool.on("GetTokensFromRefreshToken", call -> {
            String token = call.body().replaceFirst(".*\"RefreshToken\":\"rt-(\\d)\".*", "$1");
            return pool.issued("alice", "rt-" + (Integer.parseInt(token) + 1));
        });
        assertTrue(alice(Duration.ofHours(-1)).fetchAuthSession(true).tokens().isPresent());
        assertTrue(alice(Duration.ofHours(-1)).fetchAuthSession(true).tokens().isPresent());
        List<SetCookie> changes = new ArrayList<>();
        assertTrue(runtime.sessions()
                .open(pool.session("alice", Duration.ofHours(-1), "rt-1"), changes::addAll)
                .isAuthenticated());
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
        assertTrue(
                changes.stream().anyMatch(cookie -> cookie.value().equals("rt-3")),
                () -> changes.stream().map(SetCookie::name).toList().toString());
    }

    /** What Cognito has said of the newest refresh token is true of the session, whatever cookies ask. */
    @Test
    void endsTheSessionForOldCookiesToo() {
        pool.on(
                "GetTokensFromRefreshToken",
                call -> call.body().contains("rt-1")
                        ? pool.issued("alice", "rt-2")
                        : TestPool.error(400, "NotAuthorizedException"));
        assertTrue(alice(Duration.ofHours(-1)).isAuthenticated());
        assertFalse(runtime.sessions()
                .open(pool.session("alice", Duration.ofHours(-1), "rt-2"), changes -> {})
                .isAuthenticated());
        assertFalse(alice(Duration.ofHours(-1)).isAuthenticated());
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
    }

    /** Asked once more Cognito says NotAuthorizedException, which would end the session. */
    @Test
    void asksOnceForATokenRotatedByAnotherNode() {
        pool.on(
                "GetTokensFromRefreshToken",
                call -> pool.calls("GetTokensFromRefreshToken") == 1
                        ? TestPool.error(400, "RefreshTokenReuseException")
                        : TestPool.error(400, "NotAuthorizedException"));
        List<SetCookie> changes = new ArrayList<>();
        RequestSession session =
                runtime.sessions().open(pool.session("alice", Duration.ofHours(-1), "rt-1"), changes::addAll);
        assertFalse(session.isAuthenticated());
        assertEquals(
                Reason.NOT_SIGNED_IN,
                assertThrows(AuthException.class, session::fetchAuthSession).reason());
        assertEquals(List.of(), changes, "cookies stay: newer ones may be on their way");
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
    }
}
