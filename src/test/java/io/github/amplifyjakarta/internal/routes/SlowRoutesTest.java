package io.github.amplifyjakarta.internal.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.session.SlowServices;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sign-in and sign-out while the endpoints of the user pool hang or refuse connections. */
class SlowRoutesTest extends SlowServices {

    private static String state(RouteClient browser) {
        return browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow()
                .replaceFirst(".*[?&]state=([^&]*).*", "$1");
    }

    /** The code was never sent: it is as good as before. */
    @Test
    void keepsTheFlowOfAnUnsentCode() {
        pool.issueTokens();
        RouteClient browser = new RouteClient(runtime);
        String state = state(browser);
        pool.on("token", call -> {
            throw new HttpFailure(HttpFailure.Kind.NOT_CONNECTED, "refused", null);
        });
        ShortCircuitResponse unreachable =
                browser.send("GET", "/api/auth/sign-in-callback", "code=c1&state=" + state, Map.of());
        assertEquals(503, unreachable.status(), unreachable.body());
        assertTrue(unreachable.body().contains("Load this page again"), unreachable.body());
        pool.issueTokens();
        ShortCircuitResponse again =
                browser.send("GET", "/api/auth/sign-in-callback", "code=c1&state=" + state, Map.of());
        assertEquals(200, again.status(), again.body());
    }

    /** RFC 6749, section 4.1.2: a code works once, and the tokens that come late are all that is left of the sign-in. */
    @Test
    void keepsTheTokensOfAnAbandonedExchange() throws Exception {
        RouteClient browser = new RouteClient(runtime);
        String state = state(browser);
        String callback = "code=c1&state=" + state;
        String tokens = "{\"access_token\":\"" + pool.access("alice", HOUR) + "\",\"refresh_token\":\"rt-1\"}";
        hang("token", call -> TestPool.json(tokens));
        ExecutorService workers = Executors.newFixedThreadPool(2);
        Future<ShortCircuitResponse> first =
                workers.submit(() -> browser.send("GET", "/api/auth/sign-in-callback", callback, Map.of()));
        await(asked);
        first.cancel(true);
        workers.shutdown();
        assertTrue(workers.awaitTermination(30, TimeUnit.SECONDS));
        answer.countDown();
        ShortCircuitResponse again = browser.send("GET", "/api/auth/sign-in-callback", callback, Map.of());
        assertEquals(200, again.status(), again.body());
        assertTrue(again.cookies().stream().anyMatch(cookie -> cookie.name().endsWith("alice.accessToken")));
        assertEquals(1, pool.calls("token"), "the code was used once");
    }

    /** A sign-out waits for two seconds at most, and the next ones for a tenth of a second. */
    @Test
    void signsOutWhileRevocationsHang() throws Exception {
        hang("revoke", call -> TestPool.json(""));
        for (int i = 0; i < 3; i++) {
            RouteClient browser = new RouteClient(runtime);
            browser.take(pool.header("alice", HOUR, "rt-" + i));
            ShortCircuitResponse response =
                    browser.send("GET", "/api/auth/sign-out", null, Map.of("sec-fetch-site", "same-origin"));
            assertEquals(302, response.status());
            assertTrue(response.cookies().stream()
                    .anyMatch(cookie -> cookie.name().endsWith("alice.refreshToken")
                            && cookie.value().isEmpty()));
        }
        assertEquals(1, answer.getCount(), "while no revocation has an answer");
        assertEquals(3, pool.calls("revoke"));
    }
}
