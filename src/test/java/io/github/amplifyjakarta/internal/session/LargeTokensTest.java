package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A user in more groups than fit in cookies. */
class LargeTokensTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());

    private String largeToken() {
        List<String> groups =
                IntStream.range(0, 200).mapToObj(i -> "a-group-" + i).toList();
        return pool.accessInGroups("alice", HOUR, groups);
    }

    private RequestSession open(String cookies, List<SetCookie> changes) {
        return runtime.sessions().open(TestPool.cookies(cookies), changes::addAll);
    }

    @Test
    void refreshesOnceWhenTokensExceedTheCookieSize() {
        int[] next = {1};
        pool.on(
                "GetTokensFromRefreshToken",
                call -> TestPool.json("{\"AuthenticationResult\":{\"AccessToken\":\"" + largeToken()
                        + "\",\"RefreshToken\":\"rt-" + ++next[0] + "\"}}"));
        String cookies = pool.header("alice", Duration.ofHours(-1), "rt-1");
        List<SetCookie> changes = new ArrayList<>();
        try (LogLines log = new LogLines(SessionLoader.class.getName())) {
            assertTrue(open(cookies, changes).isAuthenticated());
            assertTrue(
                    log.lines().get(0).contains("the cookie accessToken has"),
                    log.lines().toString());
            assertFalse(log.lines().toString().contains("alice"), "no user in the log");
        }
        assertEquals(List.of("rt-2"), changes.stream().map(SetCookie::value).toList(), "only what lasts is written");
        for (int i = 0; i < 3; i++) {
            assertTrue(open(cookies.replace("rt-1", "rt-2"), changes).isAuthenticated());
        }
        assertEquals(1, pool.calls("GetTokensFromRefreshToken"));
        pool.pass(HOUR.plusSeconds(1));
        assertTrue(open(cookies.replace("rt-1", "rt-2"), changes).isAuthenticated());
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
    }
}
