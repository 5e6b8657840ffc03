package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthEvent.Refusal;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an application is told about its sessions. */
class EventsTest {

    private static final Duration EXPIRED = Duration.ofMinutes(-1);

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());

    private void load(RequestCookies cookies) {
        runtime.sessions().open(cookies, changes -> {}).outcome();
    }

    private static AuthUser user(String username) {
        return new AuthUser(username, "sub-of-" + username, Optional.empty());
    }

    @Test
    void reportsARefreshOnceForManyRequests() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        RequestCookies cookies = pool.session("alice", EXPIRED, "rt-1");
        for (int i = 0; i < 5; i++) {
            load(cookies);
        }
        assertEquals(List.of(new AuthEvent.TokensRefreshed(user("alice"))), pool.events());
    }

    @Test
    void reportsAFailedRefreshWithItsReason() {
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        load(pool.session("alice", EXPIRED, "rt-1"));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "InvalidParameterException"));
        load(pool.session("alice", EXPIRED, "rt-2"));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.down());
        load(pool.session("alice", EXPIRED, "rt-3"));
        assertEquals(
                List.of(
                        new AuthEvent.RefreshFailed(user("alice"), Reason.NOT_SIGNED_IN, "NotAuthorizedException"),
                        new AuthEvent.RefreshFailed(user("alice"), Reason.NOT_SIGNED_IN, "InvalidParameterException"),
                        new AuthEvent.RefreshFailed(user("alice"), Reason.COULD_NOT_CHECK, "NetworkError")),
                pool.events());
    }

    @Test
    void reportsAForcedRefresh() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        runtime.sessions()
                .open(pool.session("alice", Duration.ofHours(1), "rt-1"), changes -> {})
                .fetchAuthSession(true);
        assertEquals(List.of(new AuthEvent.TokensRefreshed(user("alice"))), pool.events());
    }

    @Test
    void reportsUncheckedTokensAsCouldNotCheck() {
        load(pool.session("alice", Duration.ofHours(1), "rt-1"));
        pool.on("jwks.json", call -> TestPool.down());
        pool.pass(Duration.ofMinutes(1));
        pool.on(
                "GetTokensFromRefreshToken",
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\""
                        + pool.sign("key-2", "alice", Duration.ofHours(1), TestPool.accessClaims("alice")) + "\"}}"));
        load(pool.session("alice", EXPIRED, "rt-1"));
        assertEquals(
                List.of(new AuthEvent.RefreshFailed(user("alice"), Reason.COULD_NOT_CHECK, "TokenRefreshException")),
                pool.events());
    }

    @Test
    void reportsARefusedSessionWithItsReason() {
        String client = TestPool.COOKIE;
        load(TestPool.cookies(client + "LastAuthUser=a; " + client + "a.accessToken=x.y.z"));
        String alice = pool.access("alice", Duration.ofHours(1));
        load(TestPool.cookies(client + "LastAuthUser=bob; " + client + "bob.accessToken=" + alice));
        load(TestPool.cookies(client + "LastAuthUser=alice; " + client + "alice.accessToken=" + alice + "; " + client
                + "alice.idToken=" + pool.id("bob", Duration.ofHours(1))));
        load(TestPool.cookies(
                client + "LastAuthUser=alice; " + client + "alice.accessToken=" + pool.access("alice", EXPIRED)));
        assertEquals(
                List.of(
                        new AuthEvent.SessionRefused(Refusal.ACCESS_TOKEN),
                        new AuthEvent.SessionRefused(Refusal.USERNAME_MISMATCH),
                        new AuthEvent.SessionRefused(Refusal.SUBJECT_MISMATCH),
                        new AuthEvent.SessionRefused(Refusal.EXPIRED)),
                pool.events());
    }

    @Test
    void staysSilentForGoodSessionsAndGuests() {
        load(pool.session("alice", Duration.ofHours(1), "rt-1"));
        load(TestPool.cookies(""));
        assertEquals(List.of(), pool.events());
    }

    @Test
    void leavesSignInDetailsOutOfEvents() {
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
        String details = CookieText.encodeValue("{\"loginId\":\"x\\nSignedIn[user=admin\"}");
        load(TestPool.cookies(
                pool.header("alice", EXPIRED, "rt-1") + "; " + TestPool.COOKIE + "alice.signInDetails=" + details));
        assertEquals(List.of(new AuthEvent.TokensRefreshed(user("alice"))), pool.events());
    }

    private ShortCircuitResponse visit(RouteClient browser, String route, String query) {
        return browser.send("GET", "/api/auth/" + route, query, Map.of());
    }

    @Test
    void keepsSecretsOutOfEvents() {
        pool.issueTokens();
        RouteClient browser = new RouteClient(runtime);
        String state =
                visit(browser, "sign-in", null).location().orElseThrow().replaceFirst(".*[?&]state=([^&]*).*", "$1");
        visit(browser, "sign-in-callback", "code=code-1&state=" + state);
        visit(browser, "sign-out", null);
        visit(browser, "sign-out-callback", null); // of two passes the first
        visit(browser, "sign-out-callback", null);
        pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-3"));
        load(pool.session("alice", EXPIRED, "rt-2"));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        load(pool.session("alice", EXPIRED, "rt-4"));
        load(TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken="
                + pool.access("alice", EXPIRED)));
        assertEquals(
                List.of(
                        AuthEvent.SignedIn.class,
                        AuthEvent.SignedOut.class,
                        AuthEvent.TokensRefreshed.class,
                        AuthEvent.RefreshFailed.class,
                        AuthEvent.SessionRefused.class),
                pool.events().stream().map(Object::getClass).toList());
        assertEquals(
                AuthEvent.class.getPermittedSubclasses().length, pool.events().size(), "one of each kind");
        String text = pool.events().toString();
        for (String secret : List.of("eyJ", "rt-", "code-", state)) {
            assertFalse(text.contains(secret), text);
        }
    }
}
