package io.github.amplifyjakarta.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Attacks by cookies, each named after its class, with the place where it is described. */
class CookieAttacksTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());
    private final List<SetCookie> changes = Collections.synchronizedList(new ArrayList<>());

    private RequestSession open(String cookies) {
        return runtime.sessions().open(TestPool.cookies(cookies), changes::addAll);
    }

    /** {@return who is signed in, by every token of the session, or nobody} */
    private String user(String cookies) {
        RequestSession session = open(cookies);
        if (!(session.outcome() instanceof Outcome.SignedIn signedIn)) {
            return "nobody";
        }
        AuthSession tokens = session.fetchAuthSession();
        String access = String.valueOf(
                tokens.tokens().orElseThrow().accessToken().payload().get("username"));
        tokens.tokens()
                .orElseThrow()
                .idToken()
                .ifPresent(
                        id -> assertEquals(access, id.payload().get("cognito:username"), "two users in one session"));
        assertEquals(access, signedIn.username());
        return access;
    }

    /** RFC 6265, section 8.6, weak integrity ("cookie tossing"): a neighbour under the same domain adds cookies of its own. */
    @Test
    void cookieTossing() {
        String alice = pool.header("alice", HOUR, "rt-a");
        String bob = pool.header("bob", HOUR, "rt-b");
        assertEquals(
                "alice", user(alice + "; " + bob), "of two with one name the first counts, which has the longer path");
        assertEquals("bob", user(bob + "; " + alice));
        String mixed = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken="
                + pool.access("bob", HOUR) + "; " + TestPool.COOKIE + "alice.idToken=" + pool.id("alice", HOUR);
        assertEquals("nobody", user(mixed));
        assertEquals("nobody", user(mixed.replace("bob", "alice").replace("LastAuthUser=alice", "LastAuthUser=bob")));
        assertFalse(changes.stream().anyMatch(change -> change.value().contains("rt-")), "no refresh token moved");
    }

    /** CWE-565: the state of a sign-in under way is no session, and a token no state. */
    @Test
    void aFlowCookieInThePlaceOfASession() {
        String flow = "com.amplify.server_auth.flow.statesta";
        String value = "1.statestate.verifier";
        assertEquals(
                "nobody",
                user(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken=" + value + "; "
                        + TestPool.COOKIE + "alice.idToken=" + value));
        assertEquals("nobody", user(flow + "=" + pool.access("alice", HOUR)));
        assertEquals("nobody", user("com.amplify.server_auth.return=" + pool.access("alice", HOUR)));
    }

    /** CWE-353: every byte of every cookie of a session changed. There is no other user, no error, and no call to Cognito. */
    @Test
    void oneByteOfACookie() {
        String good = pool.header("alice", HOUR, "rt-a");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        assertEquals("alice", user(good));
        for (int at = 0; at < good.length(); at++) {
            for (char other : new char[] {'A', '%', ';', '=', '\u0000', '\u00e9', ' '}) {
                String who = user(good.substring(0, at) + other + good.substring(at + 1));
                assertTrue(who.equals("alice") || who.equals("nobody"), who + " by " + other + " at " + at);
            }
        }
        assertEquals("alice", user(good), "and nothing of it was remembered");
    }

    /** CWE-488: two users and many threads; nobody ever gets a token of the other. */
    @Test
    void aTokenOfAnotherUser() throws Exception {
        int threads = 16;
        pool.on(
                "GetTokensFromRefreshToken",
                call -> pool.issued(call.body().contains("rt-alice") ? "alice" : "bob", "rt-new"));
        List<String> valid = List.of(pool.header("alice", HOUR, "rt-alice"), pool.header("bob", HOUR, "rt-bob"));
        List<String> expired = List.of(
                pool.header("alice", Duration.ofHours(-1), "rt-alice"),
                pool.header("bob", Duration.ofHours(-1), "rt-bob"));
        ExecutorService requests = Executors.newFixedThreadPool(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int mine = thread % 2;
            all.add(requests.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    assertEquals(mine == 0 ? "alice" : "bob", user(valid.get(mine)));
                    assertEquals(mine == 0 ? "alice" : "bob", user(expired.get(mine)));
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        requests.shutdown();
    }

    /** CWE-400: a jar of thousands of cookies, and one of a size that no server lets through. */
    @Test
    void aJarWithoutAnEnd() {
        StringBuilder jar = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            jar.append(TestPool.COOKIE).append("user").append(i).append(".refreshToken=x; ");
        }
        assertInstanceOf(Outcome.SignedOut.class, open(jar.toString()).outcome());
        assertInstanceOf(Outcome.SignedOut.class, open("a".repeat(10 << 20)).outcome());
        assertInstanceOf(Outcome.SignedOut.class, open(";=".repeat(1 << 20)).outcome());
        String most = jar.substring(0, 100_000); // the rest would be more than a server lets through
        assertEquals("alice", user(pool.header("alice", HOUR, "rt-a") + "; " + most), "it hides no session before it");
    }
}
