package io.github.amplifyjakarta.internal.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.amplifyjakarta.internal.session.SlowServices;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A callback that the browser loads again, because it did not get the response. */
class SignInReloadTest extends SlowServices {

    private final RouteClient alice = new RouteClient(runtime);

    private static String start(RouteClient browser) {
        return browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow()
                .replaceFirst(".*[?&]state=([^&]*).*", "$1");
    }

    private static int finish(RouteClient browser, String code, String state) {
        return browser.send("GET", "/api/auth/sign-in-callback", "code=" + code + "&state=" + state, Map.of())
                .status();
    }

    private void timeOut() {
        RouteClient browser = new RouteClient(runtime);
        assertEquals(504, finish(browser, "x", start(browser)));
    }

    private void reload(Map<String, String> jar, String state) {
        alice.jar.clear();
        alice.jar.putAll(jar);
        assertEquals(200, finish(alice, "c1", state));
    }

    @Test
    void returnsKeptTokensWhileTheCircuitIsOpen() {
        pool.issueTokens();
        String state = start(alice);
        Map<String, String> jar = new LinkedHashMap<>(alice.jar);
        assertEquals(200, finish(alice, "c1", state));
        pool.on("token", call -> TestPool.down());
        timeOut();
        timeOut();
        timeOut();
        reload(jar, state);
    }

    @Test
    void leavesTheCircuitAloneWhenNothingIsSent() {
        pool.issueTokens();
        String state = start(alice);
        Map<String, String> jar = new LinkedHashMap<>(alice.jar);
        assertEquals(200, finish(alice, "c1", state));
        pool.on("token", call -> TestPool.down());
        for (int i = 0; i < 3; i++) {
            timeOut();
            reload(jar, state);
        }
        int calls = pool.calls("token");
        RouteClient browser = new RouteClient(runtime);
        assertEquals(503, finish(browser, "y", start(browser)));
        assertEquals(calls, pool.calls("token"), "three calls in a row had no response: the circuit is open");
    }
}
