package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session on every kind of page. */
class PagesIT {

    private static DemoServer server;
    private final Browser browser = new Browser();

    @BeforeAll
    static void start() throws Exception {
        server = DemoServer.onFreePorts("listed");
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void lastingTokens() throws Exception {
        Browser.tokensLive(server, 3600, true);
    }

    private static URI at(String page) {
        return server.origin().resolve("/listed/" + page);
    }

    /** A plain text, or the one element of the Faces view. */
    private static String name(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body()
                .replaceFirst("(?s).*<span id=\"name\">(.*)</span>.*", "$1")
                .strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/who-am-i",
                "api/tasks/own-executor",
                "caching",
                "filtered",
                "page.jsp",
                "view.xhtml",
                "dispatching",
                "dispatching?wrapped"
            })
    void everyKindOfPageHasTheSessionAndItsRenewalReachesTheBrowser(String page) throws Exception {
        assertEquals("guest", name(browser.get(at(page))));
        Browser.tokensLive(server, 4, true);
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), "alice");
        lastingTokens();
        HttpResponse<String> renewed = browser.get(at(page));
        assertEquals("alice", name(renewed));
        List<String> cookies = renewed.headers().allValues("Set-Cookie");
        assertTrue(cookies.stream().anyMatch(line -> line.contains(".accessToken=")), cookies.toString());
        assertEquals(
                cookies.size(),
                cookies.stream().map(line -> line.split("=")[0]).distinct().count(),
                "each cookie once: " + cookies);
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(renewed));
        HttpResponse<String> later = browser.get(at(page));
        assertEquals("alice", name(later));
        assertEquals(
                List.of(),
                later.headers().allValues("Set-Cookie").stream()
                        .filter(line -> line.contains("Cognito"))
                        .toList(),
                "nothing left to renew");
    }
}
