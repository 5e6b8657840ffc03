package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the demo's pages show to whom, and what they do not let others do. */
@ExtendWith(SharedServer.class)
class DemoPagesIT {

    private static final List<String> OPEN = List.of("/", "/photos.jsp", "/outage.jsp");
    private static final List<String> PAGES =
            List.of("/", "/account.jsp", "/photos.jsp", "/todos.jsp", "/administrators", "/outage.jsp");

    private static DemoServer server;

    private final Browser browser = new Browser();

    @BeforeAll
    static void start(DemoServer shared) {
        server = shared;
    }

    @BeforeEach
    void ordinaryTokens() throws Exception {
        Browser.tokensLive(server, 3600, false);
    }

    private static URI at(String path) {
        return server.origin().resolve(path);
    }

    private void signIn(String username) throws Exception {
        browser.signIn(at("/api/auth/sign-in"), username);
    }

    private String page(String path) throws Exception {
        HttpResponse<String> page = browser.navigate(at(path));
        assertEquals(200, page.statusCode(), path + "\n" + page.body());
        return page.body();
    }

    private static List<String> found(String pattern, String page) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The links of the navigation, in their order. */
    private static List<String> navigation(String page) {
        List<String> navigation = found("<nav [^>]*>(.*?)</nav>", page);
        assertEquals(1, navigation.size(), page);
        return found("href=\"([^\"]*)\"", navigation.get(0));
    }

    @Test
    void navigatesTheSameWayOnEveryPage() throws Exception {
        for (String path : OPEN) {
            String page = page(path);
            assertEquals(PAGES, navigation(page), path);
            assertEquals(List.of(path), found("href=\"([^\"]*)\" aria-current=\"page\"", page), path);
            assertTrue(page.contains("id=\"sign-in\"") && !page.contains("id=\"sign-out\""), path);
        }
        signIn("alice");
        for (String path : PAGES) {
            String page = page(path);
            assertEquals(PAGES, navigation(page), path);
            assertEquals(List.of(path), found("href=\"([^\"]*)\" aria-current=\"page\"", page), path);
            assertEquals(List.of("alice"), found("<span id=\"visitor\">([^<]*)</span>", page), path);
            assertTrue(page.contains("id=\"sign-out\""), path);
            assertEquals(List.of(), found("(<a [^>]*api/auth/sign-in\")", page), path);
            assertFalse(page.replaceAll("src=\"[^\"]*\"", "").contains("eu-central-1:"), path + " names an identity");
        }
    }

    @Test
    void showsAdministratorsTheirPageAndTellsOthersWhyNot() throws Exception {
        HttpResponse<String> guest = browser.navigate(at("/administrators"));
        assertEquals(302, guest.statusCode());
        assertEquals("/api/auth/sign-in", guest.headers().firstValue("Location").orElse(""));
        assertEquals(401, browser.get(at("/api/call-report")).statusCode());
        signIn("bob");
        HttpResponse<String> bob = browser.navigate(at("/administrators"));
        assertEquals(403, bob.statusCode());
        assertTrue(bob.body().contains("members of the group admins"), bob.body());
        assertEquals(PAGES, navigation(bob.body()));
        assertEquals(403, browser.get(at("/api/call-report")).statusCode());
        Browser other = new Browser();
        other.signIn(at("/administrators"), "alice");
        assertTrue(other.navigate(at("/administrators")).body().contains("id=\"report\""));
        assertTrue(other.get(at("/api/call-report")).body().contains("\"/oauth2/token\":"));
    }

    /** Nobody can copy what is not there. */
    @Test
    void showsCodeThatRuns() throws Exception {
        signIn("alice");
        List<MatchResult> snippets = Pattern.compile("<code data-file=\"([^\"]*)\">(.*?)</code>", Pattern.DOTALL)
                .matcher(page("/administrators"))
                .results()
                .toList();
        assertEquals(3, snippets.size());
        for (MatchResult snippet : snippets) {
            String source = Files.readString(Path.of("../demo/src/main", snippet.group(1)));
            String shown = snippet.group(2).replace("&lt;", "<").replace("&gt;", ">");
            assertTrue(source.replaceAll("\\s", "").contains(shown.replaceAll("\\s", "")), shown);
        }
    }

    @Test
    void describesSessionCookiesWithoutTheirValues() throws Exception {
        signIn("alice");
        String home = page("/");
        Map<String, String> jar = browser.jar(server.origin());
        assertEquals(4, jar.size());
        for (Map.Entry<String, String> cookie : jar.entrySet()) {
            assertTrue(home.contains("<small>" + cookie.getKey() + "</small>"), cookie.getKey());
            int size = cookie.getKey().length() + cookie.getValue().length();
            assertTrue(home.contains("<td class=\"amount\">" + size + "</td>"), cookie.getKey());
            assertFalse(cookie.getValue().length() > 20 && home.contains(cookie.getValue()), cookie.getKey());
        }
        assertTrue(home.contains("All are HttpOnly"), home);
    }

    @Test
    void countsTheCallsOfAPage() throws Exception {
        signIn("alice");
        // other applications on this server may call at the same moment
        String home = browser.await(at("/"), body -> body.contains("id=\"call-count\">0</p>"), Duration.ofSeconds(20));
        assertTrue(home.contains("id=\"call-count\">0</p>"), home);
        String account = browser.await(
                at("/account.jsp"), body -> body.contains("<span>GetUser&nbsp;1×</span>"), Duration.ofSeconds(20));
        assertTrue(account.contains("<span>GetUser&nbsp;1×</span>"), account);
    }

    @Test
    void allowsNoScriptsAndStylesButItsOwn() throws Exception {
        signIn("alice");
        for (String path : PAGES) {
            HttpResponse<String> page = browser.navigate(at(path));
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), path + policy);
            assertTrue(policy.contains("form-action 'self'; base-uri 'none'; frame-ancestors 'none'"), path);
            assertFalse(policy.contains("unsafe") || policy.contains("*"), path + policy);
            assertEquals(
                    "nosniff",
                    page.headers().firstValue("X-Content-Type-Options").orElse(""),
                    path);
            assertEquals(List.of(), found("(<script>|<style|\\sstyle=|\\son[a-z]+=)", page.body()), path);
            assertEquals(List.of(), found("(?:src|href)=\"(https?:(?!//localhost:)[^\"]*)\"", page.body()), path);
        }
        HttpResponse<String> missing = browser.navigate(at("/missing"));
        assertEquals(404, missing.statusCode());
        assertEquals(PAGES, navigation(missing.body()));
        assertTrue(missing.headers().firstValue("Content-Security-Policy").isPresent());
    }

    @Test
    void refusesChangesThatOtherSitesAskFor() throws Exception {
        signIn("bob");
        Map<String, String> form = Map.of("content", "from another site", "behaviour", "FAILS");
        for (String path : List.of("/api/todos", "/renewal", "/api/cognito", "/api/sample-pictures")) {
            for (String site : List.of("cross-site", "same-site")) {
                assertEquals(
                        403,
                        browser.post(at(path), form, "Sec-Fetch-Site", site).statusCode(),
                        path);
            }
            for (String origin : List.of("https://evil.example", "null", "http://localhost:1", "%")) {
                assertEquals(403, browser.post(at(path), form, "Origin", origin).statusCode(), path + origin);
            }
        }
        assertFalse(page("/todos.jsp").contains("from another site"));
        assertEquals(
                List.of("It works"), found("<strong id=\"behaviour\">\\s*(.*?)\\s*</strong>", page("/outage.jsp")));
        Map<String, String> own = Map.of("content", "from this site");
        assertEquals(
                303,
                browser.post(at("/api/todos"), own, "Sec-Fetch-Site", "same-origin")
                        .statusCode());
        assertEquals(
                303,
                browser.post(at("/renewal"), Map.of(), "Origin", server.origin().toString())
                        .statusCode());
        assertTrue(page("/todos.jsp").contains("from this site"));
    }

    @Test
    void refusesUnknownBehavioursAndPages() throws Exception {
        assertEquals(400, browser.post(at("/api/cognito"), Map.of()).statusCode());
        int unknown = browser.post(at("/api/cognito"), Map.of("behaviour", "EXPLODES"))
                .statusCode();
        assertTrue(unknown == 400 || unknown == 404, unknown + "");
        assertEquals(401, browser.post(at("/renewal"), Map.of()).statusCode());
        assertEquals(404, browser.get(at("/api/sample-pictures/other.png")).statusCode());
        String home = page("/?before=%22%3E%3Cscript%3E");
        assertFalse(home.contains("<script>"), home);
    }
}
