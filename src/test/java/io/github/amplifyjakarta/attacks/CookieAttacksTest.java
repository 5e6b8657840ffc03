package io.github.amplifyjakarta.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by cookies, each with the place where it is described. */
class CookieAttacksTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());
    private final List<SetCookie> changes = Collections.synchronizedList(new ArrayList<>());

    /** The ID tokens that were issued. */
    private final Set<String> known = Set.of(pool.id("alice", HOUR), pool.id("bob", HOUR));

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
        tokens.tokens().orElseThrow().idToken().ifPresent(id -> {
            assertEquals(access, id.payload().get("cognito:username"), "two users in one session");
            assertTrue(known.contains(id.token()), "an ID token that nobody issued");
        });
        assertEquals(access, signedIn.username());
        return access;
    }

    /** {@return the response of an auth route to a request with a code} */
    private ShortCircuitResponse route(String route, String state, String header) {
        RequestCookies cookies = TestPool.cookies(header);
        return runtime.routes()
                .orElseThrow()
                .handle(
                        route,
                        Requests.get("code=c&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8)),
                        runtime.sessions().open(cookies, changes::addAll));
    }

    /** RFC 6265, section 8.6, weak integrity ("cookie tossing"): a neighbour under the same domain adds cookies of its own. */
    @Test
    void resistsCookieTossing() {
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
    void refusesAFlowCookieAsASession() {
        String flow = "com.amplify.server_auth.flow.statesta";
        String value = "1.statestate.verifier";
        assertEquals(
                "nobody",
                user(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken=" + value + "; "
                        + TestPool.COOKIE + "alice.idToken=" + value));
        assertEquals("nobody", user(flow + "=" + pool.access("alice", HOUR)));
        assertEquals("nobody", user("com.amplify.server_auth.return=" + pool.access("alice", HOUR)));
    }

    /** CWE-565 the other way round: what a session's cookies hold is never the proof of a sign-in under way. */
    @Test
    void refusesASessionCookieAsAFlow() {
        pool.issueTokens();
        String session = pool.header("alice", Duration.ofHours(-1), "rt-a");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        String token = pool.access("alice", Duration.ofHours(-1));
        String[] parts = token.split("\\.");
        for (String state : List.of(parts[0], parts[1], parts[2], "alice", "rt-a", "")) {
            String flow = "com.amplify.server_auth.flow." + state.substring(0, Math.min(8, state.length()));
            route("sign-in-callback", state, session + "; " + flow + "=" + token);
        }
        assertEquals(0, pool.calls("token"));
        String own =
                "com.amplify.server_auth.flow." + parts[1].substring(0, 8) + "=1767225600." + parts[1] + "." + parts[2];
        route("sign-in-callback", parts[1], own);
        assertEquals(1, pool.calls("token"), "with the time of a sign-in in front it is one");
    }

    /** CWE-353: every byte of every cookie of a session changed. There is no other user, no error, and no call to Cognito. */
    @Test
    void resistsAnyChangedByteOfSessionCookies() {
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
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    /** CWE-353 for the other cookies: a sign-in that was damaged ends in nothing or in the same, and nowhere else. */
    @ParameterizedTest
    @ValueSource(strings = {"sign-in-callback", "sign-in", "sign-out-callback"})
    void resistsAnyChangedByteOfRouteCookies(String route) {
        pool.issueTokens();
        String good = "com.amplify.server_auth.flow.statesta=1767225600.statestate.verifier./page; "
                + "com.amplify.server_auth.return=/page; com.amplify.server_auth.isSigningOut=true; "
                + "com.amplify.server_auth.isSigningOutRedirecting=true";
        for (int at = 0; at < good.length(); at++) {
            for (char other : new char[] {'A', '%', ';', '=', '.', '/', '\\', '\u0000', '\u00e9', ' '}) {
                ShortCircuitResponse response =
                        route(route, "statestate", good.substring(0, at) + other + good.substring(at + 1));
                String where = response.location().orElse("/");
                assertTrue(response.status() < 500, response.status() + " by " + other + " at " + at);
                assertTrue(
                        where.matches("/(?![/\\\\]).*|/")
                                || where.startsWith(TestPool.ORIGIN + "/")
                                || where.startsWith("https://login.example.com/"),
                        where + " by " + other + " at " + at);
                assertFalse(response.body().contains("//page"), response.body());
            }
        }
    }

    /** Answers as AWS does, to whom it belongs: the refresh token and the ID token say whose. */
    private void answerEachUser() {
        pool.on("GetTokensFromRefreshToken", call -> {
            String who = call.body().contains("rt-alice") ? "alice" : "bob";
            return pool.issued(who, "rt-" + who + "-new");
        });
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:" + owner(call.body()) + "\"}"));
        pool.on("GetCredentialsForIdentity", call -> pool.credentials(owner(call.body()), "S", "T"));
    }

    /** {@return the user whose ID token stands in a call} */
    private static String owner(String body) {
        String claims = body.replaceFirst("(?s).*\"[^\".]+\\.([^\".]+)\\.[^\".]+\".*", "$1");
        return new String(Base64.getUrlDecoder().decode(claims), UTF_8).contains("sub-of-alice") ? "alice" : "bob";
    }

    /** Nothing in the answer is another's: user, tokens, AWS credentials, cookies. */
    private void assertAllOf(String user, String cookies) {
        List<SetCookie> set = Collections.synchronizedList(new ArrayList<>());
        RequestSession session = runtime.sessions().open(TestPool.cookies(cookies), set::addAll);
        AuthSession tokens = session.fetchAuthSession();
        assertEquals("sub-of-" + user, tokens.userSub().orElseThrow());
        assertEquals(
                "sub-of-" + user,
                tokens.tokens().orElseThrow().idToken().orElseThrow().payload().get("sub"));
        assertEquals(user, tokens.credentials().orElseThrow().accessKeyId());
        assertEquals("eu-central-1:" + user, tokens.identityId().orElseThrow());
        for (SetCookie change : set) {
            String value = change.value();
            String whose = value.split("\\.").length == 3 ? owner('"' + value + '"') : value;
            assertTrue(
                    !change.name().contains(".accessToken")
                                    && !change.name().contains(".idToken")
                                    && !change.name().contains(".refreshToken")
                            || whose.equals(user)
                            || whose.equals("rt-" + user + "-new"),
                    user + " gets " + change.name() + " of " + whose);
        }
    }

    /** CWE-488: two users and many threads; nobody ever gets anything of the other. */
    @Test
    void keepsUsersApartInManyThreads() throws Exception {
        int threads = 16;
        answerEachUser();
        List<String> users = List.of("alice", "bob");
        List<String> valid = users.stream()
                .map(user -> pool.header(user, HOUR, "rt-" + user))
                .toList();
        List<String> expired = users.stream()
                .map(user -> pool.header(user, Duration.ofHours(-1), "rt-" + user))
                .toList();
        ExecutorService requests = Executors.newFixedThreadPool(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int mine = thread % 2;
            all.add(requests.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    assertAllOf(users.get(mine), valid.get(mine));
                    assertAllOf(users.get(mine), expired.get(mine));
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
    void resistsEndlessCookieHeaders() {
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
