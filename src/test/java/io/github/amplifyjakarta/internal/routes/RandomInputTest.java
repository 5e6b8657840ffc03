package io.github.amplifyjakarta.internal.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 10,000 random inputs for each entry point: no server error, no header that breaks out, and no secret in a log. */
class RandomInputTest {

    private static final int INPUTS = 10_000;
    private static final String SECRET = "S3cretS3cret";

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of("amplify.auth.session.protected-paths", "/secret/*"));
    private final Random random = new Random(42);
    private final LogLines log = new LogLines("io.github.amplifyjakarta");

    @AfterEach
    void noSecretWasLogged() {
        log.close();
        assertFalse(log.lines().isEmpty(), "this test listens");
        log.lines().forEach(line -> assertFalse(line.contains(SECRET), line));
    }

    private static void assertHarmless(ShortCircuitResponse response) {
        assertTrue(response.status() < 500, "status " + response.status());
        response.cookies().stream()
                .map(SetCookie::render)
                .forEach(line -> assertFalse(line.chars().anyMatch(Character::isISOControl), line));
        response.location()
                .ifPresent(location -> assertTrue(location.chars().allMatch(c -> c > 0x20 && c < 0x7f), location));
    }

    @Test
    void answersRandomRouteRequests() {
        pool.on(
                "token",
                call -> TestPool.json("{\"access_token\":\"" + SECRET + "\",\"refresh_token\":\"" + SECRET + "\"}"));
        String[] slugs = {"sign-in", "sign-up", "sign-in-callback", "sign-out", "sign-out-callback", "x"};
        for (int i = 0; i < INPUTS; i++) {
            RequestCookies cookies = TestPool.cookies(garbage("; =" + TestPool.COOKIE + "alice.accessToken%"));
            assertHarmless(runtime.routes()
                    .orElseThrow()
                    .handle(
                            slugs[random.nextInt(slugs.length)],
                            Requests.of(
                                    "GET",
                                    "",
                                    garbage("&=%+code=" + SECRET + "&state&error"),
                                    Map.of("sec-fetch-site", garbage("-"))),
                            runtime.sessions().open(cookies, changes -> {})));
        }
        RequestCookies flow = TestPool.cookies("com.amplify.server_auth.flow.statesta=1.statestate." + SECRET);
        ShortCircuitResponse unusable = runtime.routes()
                .orElseThrow()
                .handle(
                        "sign-in-callback",
                        Requests.get("code=" + SECRET + "&state=statestate"),
                        runtime.sessions().open(flow, changes -> {}));
        assertEquals(502, unusable.status());
        assertFalse(unusable.body().contains(SECRET), unusable.body());
    }

    @Test
    void checksRandomPaths() {
        RequestCookies none = TestPool.cookies("");
        for (int i = 0; i < INPUTS; i++) {
            String header = garbage("text/html, navigate application/json");
            runtime.access()
                    .checkPath(
                            new IncomingRequest(
                                    "GET",
                                    "/" + garbage("/secret/;%2e%2F..\\"),
                                    Optional.of(garbage("&=%0d/\\@")),
                                    random.nextBoolean() ? "" : "/app",
                                    List.of("/" + garbage("/secret/;%2e%2F..\\")),
                                    name -> header),
                            runtime.sessions().open(none, changes -> {}))
                    .refusal()
                    .ifPresent(RandomInputTest::assertHarmless);
        }
        runtime.sessions()
                .open(pool.session(SECRET, Duration.ofHours(-1), SECRET), changes -> {})
                .outcome();
    }

    @Test
    void rejectsRandomTokens() {
        String good = pool.access("alice", Duration.ofHours(1));
        for (int i = 0; i < INPUTS; i++) {
            String token = random.nextBoolean() ? garbage(good) : damaged(good);
            String cookies = TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken=" + token
                    + "; " + TestPool.COOKIE + "alice.idToken=" + SECRET + "; " + TestPool.COOKIE
                    + "alice.refreshToken="
                    + SECRET;
            RequestSession session = runtime.sessions().open(TestPool.cookies(cookies), changes -> {});
            if (!token.equals(good)) {
                assertTrue(session.outcome() instanceof Outcome.SignedOut, token);
            }
        }
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    /** One letter of a good token changed, and not only in the bits that base64url leaves unused. */
    private String damaged(String good) {
        int at = random.nextInt(good.length() - 1);
        char letter = good.charAt(at);
        return good.substring(0, at) + (letter == 'A' ? 'B' : 'A') + good.substring(at + 1);
    }

    private String garbage(String seed) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(30);
        for (int i = 0; i < pieces; i++) {
            int from = random.nextInt(seed.length());
            switch (random.nextInt(3)) {
                case 0 -> text.append(seed, from, seed.length());
                case 1 -> text.append((char) random.nextInt(0x3000));
                default -> text.append(seed.charAt(from));
            }
        }
        return text.toString();
    }
}
