package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session on every kind of page. */
@ExtendWith(SharedServer.class)
class PagesIT {

    /** The refusal of a navigation, which redirects, and the refusal of a script. */
    private static final String SIGN_IN = " /api/auth/sign-in [no-store, private] ";

    private static final String PROBLEM = " nowhere [no-store, private] application/problem+json";
    private static final String[] NAVIGATION = {"Accept", "text/html", "Sec-Fetch-Mode", "navigate"};

    private static DemoServer server;
    private final Browser browser = new Browser();

    @BeforeAll
    static void start(DemoServer shared) {
        server = shared;
    }

    @BeforeEach
    void lastingTokens() throws Exception {
        Browser.tokensLive(server, 3600, true);
    }

    private static URI at(String page) {
        return server.origin().resolve("/listed/" + page);
    }

    /** {@return the user name in a text response or in a Faces view} */
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
                "api/cacheable",
                "api/tasks/own-executor",
                "caching",
                "filtered",
                "page.jsp",
                "cacheable.jsp",
                "view.xhtml",
                "dispatching",
                "dispatching?wrapped"
            })
    void providesAndRenewsTheSessionOnEveryKindOfPage(String page) throws Exception {
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

    @ParameterizedTest
    @ValueSource(strings = {"api/who-am-i", "api/cacheable", "caching", "filtered", "page.jsp", "cacheable.jsp"})
    void forbidsCachingOfResponsesThatDeleteSessionCookies(String page) throws Exception {
        signInWithTokensThatLive(4);
        browser.jar(server.origin())
                .replaceAll((name, value) -> name.endsWith(".refreshToken") ? "ended-elsewhere" : value);
        HttpResponse<String> ended = browser.get(at(page));
        assertEquals("guest", name(ended));
        assertDeletesTheSession(ended);
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(ended));
    }

    @ParameterizedTest
    @ValueSource(strings = {"protected/page.txt", "protected/page.jsp", "api/inner", "api/members"})
    void keepsProtectedPagesOutOfSharedCaches(String page) throws Exception {
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), "alice");
        HttpResponse<String> looked = browser.navigate(at(page));
        assertEquals(200, looked.statusCode(), looked.body());
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(looked), "nothing behind the back button");
        assertEquals(Set.of("private", "no-cache"), Browser.cacheControl(browser.get(at(page))));
    }

    @Test
    void endsTheSessionAtTheFirstStepOfASignOut() throws Exception {
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), "alice");
        HttpResponse<String> first = browser.navigate(server.origin().resolve("/api/auth/sign-out"));
        assertEquals(302, first.statusCode(), first.body());
        List<String> cookies = first.headers().allValues("Set-Cookie");
        assertTrue(cookies.stream().anyMatch(line -> line.contains(".refreshToken=;")), cookies.toString());
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(first));
        assertEquals("guest", browser.get(at("api/who-am-i")).body(), "whatever Managed Login says");
        browser.follow(first);
        HttpResponse<String> second = browser.navigate(server.origin().resolve("/api/auth/sign-out-callback"));
        assertEquals(302, second.statusCode(), second.body());
        assertEquals(List.of(), List.copyOf(browser.jar(server.origin()).keySet()), "no cookie is left");
    }

    private void assertDeletesTheSession(HttpResponse<String> answer) {
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        for (String token : List.of(".accessToken=", ".idToken=", ".refreshToken=")) {
            assertTrue(cookies.stream().anyMatch(line -> line.contains(token)), token + cookies);
        }
        assertEquals(List.of(), List.copyOf(browser.jar(server.origin()).keySet()), "no cookie is left");
    }

    private void signInWithTokensThatLive(int seconds) throws Exception {
        Browser.tokensLive(server, seconds, true);
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), "alice");
        lastingTokens();
    }

    /** {@return the parts of a refusal, without the remembered page} */
    private String decision(String page, String kind) throws Exception {
        HttpResponse<String> answer = switch (kind) {
            case "navigation" -> browser.navigate(at(page));
            case "script" -> browser.get(at(page));
            case "form" -> browser.post(at(page), Map.of(), NAVIGATION);
            default -> browser.post(at(page), Map.of());
        };
        return answer.statusCode() + " "
                + answer.headers()
                        .firstValue("Location")
                        .map(URI::create)
                        .map(URI::getPath)
                        .orElse("nowhere") + " "
                + new TreeSet<>(Browser.cacheControl(answer)) + " "
                + answer.headers().firstValue("Content-Type").orElse("no type").replace(" ", "") + " "
                + answer.body() + " "
                + answer.headers().allValues("Set-Cookie").stream()
                        .map(line -> line.replaceFirst("=[^;]*", "=…"))
                        .toList();
    }

    private String sameDecision(String kind) throws Exception {
        Map<String, String> decisions = new LinkedHashMap<>();
        Map<String, String> jar = Map.copyOf(browser.jar(server.origin()));
        for (String page : List.of("protected/page.txt", "protected/page.jsp", "api/inner", "api/members")) {
            browser.jar(server.origin()).clear();
            browser.jar(server.origin()).putAll(jar);
            decisions.put(page, decision(page, kind));
        }
        assertEquals(1, Set.copyOf(decisions.values()).size(), kind + decisions);
        return decisions.get("api/members");
    }

    @Test
    void refusesAlikeOnEveryKindOfPage() throws Exception {
        assertStartsWith("302" + SIGN_IN, sameDecision("navigation"));
        assertStartsWith("303" + SIGN_IN, sameDecision("form"));
        assertStartsWith("401" + PROBLEM, sameDecision("script"));
        assertStartsWith("401" + PROBLEM, sameDecision("script's POST"));
        signInWithTokensThatLive(1);
        Thread.sleep(2_100); // the session has expired; before, it would be valid without a renewal
        fault("error");
        try {
            for (String kind : List.of("navigation", "form")) {
                assertStartsWith("503 nowhere [no-store, private] text/html;charset=UTF-8", sameDecision(kind));
            }
            for (String kind : List.of("script", "script's POST")) {
                assertStartsWith("503" + PROBLEM, sameDecision(kind));
            }
        } finally {
            fault("none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"view.xhtml", "caching", "filtered"})
    void answers503WhenTheSessionCannotBeChecked(String page) throws Exception {
        signInWithTokensThatLive(1);
        Thread.sleep(2_100); // the session has expired
        Map<String, String> jar = Map.copyOf(browser.jar(server.origin()));
        fault("error");
        try {
            // an exception would not reach the client: on some servers expressions of Pages swallow it
            assertEquals("UNKNOWN", browser.navigate(at("state.jsp")).body().strip());
            HttpResponse<String> looked = browser.navigate(at(page));
            assertEquals(503, looked.statusCode(), looked.body());
            assertEquals("5", looked.headers().firstValue("Retry-After").orElse("none"));
            assertTrue(looked.body().contains("You have not been signed out"), looked.body());
            assertEquals(503, browser.get(at(page)).statusCode());
            jar.forEach((name, value) ->
                    assertEquals(value, browser.jar(server.origin()).get(name), "every cookie is kept"));
        } finally {
            fault("none");
        }
    }

    private static void fault(String kind) throws Exception {
        Browser.fault(server, "GetTokensFromRefreshToken", kind);
    }

    private static void assertStartsWith(String start, String text) {
        assertTrue(text.startsWith(start), text);
    }
}
