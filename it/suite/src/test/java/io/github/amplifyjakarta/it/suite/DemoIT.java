package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sign-in, renewal and sign-out with the packed jar. */
@ExtendWith(SharedServer.class)
class DemoIT {

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

    private HttpResponse<String> signIn(String username) throws Exception {
        HttpResponse<String> callback = browser.signIn(at("/api/auth/sign-in"), username);
        assertEquals(200, callback.statusCode(), callback.body());
        return callback;
    }

    @Test
    void listsTheLicenceOfEveryPackedJar() throws Exception {
        Set<String> listed = Pattern.compile("`([\\w-]+)`")
                .matcher(Files.readString(Path.of("../../docs/licences.md"))
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("\\|")[1])
                        .collect(Collectors.joining()))
                .results()
                .map(jar -> jar.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> packed = new TreeSet<>();
        try (ZipFile war = new ZipFile("../demo/target/demo.war")) {
            war.stream()
                    .map(entry ->
                            Pattern.compile("WEB-INF/lib/(.+?)-\\d.*\\.jar").matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .forEach(jar -> packed.add(jar.group(1)));
        }
        assertTrue(packed.remove("amplify-jakarta"), packed::toString);
        assertEquals(listed, packed);
    }

    @Test
    void signsInAndOut() throws Exception {
        assertTrue(browser.navigate(at("/")).body().contains("You are a guest."));
        HttpResponse<String> callback = signIn("alice");
        assertTrue(callback.body().contains("window.location.replace"), callback.body());
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(callback));
        for (String line : callback.headers().allValues("Set-Cookie")) {
            assertTrue(line.contains("HttpOnly"), line);
        }
        String account = browser.navigate(at("/account.jsp")).body();
        assertTrue(account.contains("<span id=\"username\">alice</span>"), account);
        assertTrue(account.contains("alice@example.com"), account);
        assertTrue(account.contains("<p id=\"groups\">admins</p>"), account);
        String user = browser.get(at("/api/get-current-user"), "Accept", "application/json")
                .body();
        assertTrue(user.contains("\"username\":\"alice\"") && user.contains("\"admin\":true"), user);

        HttpResponse<String> firstPass = browser.follow(browser.navigate(at("/api/auth/sign-out")));
        assertTrue(firstPass.body().contains("/api/auth/sign-out-callback"), firstPass.body());
        HttpResponse<String> home = browser.follow(browser.navigate(at("/api/auth/sign-out-callback")));
        assertTrue(home.body().contains("You are a guest."), home.body());
        assertTrue(
                browser.jar(server.origin()).isEmpty(),
                browser.jar(server.origin()).keySet().toString());
    }

    private void signUp(String username) throws Exception {
        HttpResponse<String> page = browser.follow(browser.navigate(at("/api/auth/sign-up")));
        HttpResponse<String> confirm = browser.submit(
                page,
                "/signup",
                Map.of("username", username, "email", username + "@example.com", "password", "Passw0rd!"));
        String code = confirm.body().replaceAll("(?s).*<b id=\"mailed\">(\\d+)</b>.*", "$1");
        HttpResponse<String> callback = browser.follow(browser.submit(confirm, "/confirm", Map.of("code", code)));
        assertEquals(200, callback.statusCode(), callback.body());
    }

    @Test
    void signsInAfterSignUp() throws Exception {
        signUp("carol");
        assertTrue(browser.navigate(at("/account.jsp")).body().contains("carol"));
    }

    @Test
    void redirectsBrowsersToSignInAndAnswersScriptsWith401() throws Exception {
        HttpResponse<String> navigation = browser.navigate(at("/account.jsp"));
        assertEquals(302, navigation.statusCode());
        assertEquals(
                "/api/auth/sign-in", navigation.headers().firstValue("Location").orElse(""));
        HttpResponse<String> script = browser.get(at("/api/get-current-user"), "Accept", "application/json");
        assertEquals(401, script.statusCode());
        assertEquals(
                "application/problem+json",
                script.headers().firstValue("Content-Type").orElse(""));
        assertTrue(script.body().contains("auth/not-signed-in"), script.body());
    }

    @Test
    void showsUncaughtErrorsAsAPageToPeopleAndAsADocumentToScripts() throws Exception {
        URI missing = at("/api/photos/shared/missing.png");
        HttpResponse<String> page = browser.navigate(missing);
        assertEquals(404, page.statusCode(), page.body());
        assertTrue(
                page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"), page.headers()::toString);
        assertTrue(page.body().contains("storage/not-found"), page.body());
        HttpResponse<String> script = browser.get(missing, "Accept", "application/json");
        assertEquals(404, script.statusCode());
        assertEquals(
                "application/problem+json",
                script.headers().firstValue("Content-Type").orElse(""));
        assertTrue(script.body().contains("storage/not-found"), script.body());
    }

    @Test
    void returnsToTheRequestedPageOrTheConfiguredTarget() throws Exception {
        HttpResponse<String> callback = browser.signIn(at("/account.jsp?order=7&next=%2Fx"), "alice");
        assertTrue(callback.body().contains("replace(\"/account.jsp?order=7\\u0026next=%2Fx\")"), callback.body());
        HttpResponse<String> next = new Browser().signIn(at("/api/auth/sign-in"), "alice");
        assertTrue(next.body().contains("replace(\"/account.jsp\")"), next.body());
    }

    @Test
    void protectsPagesFromPathTricks() throws Exception {
        for (String trick : List.of(
                "//account.jsp",
                "/account.jsp;x=1",
                "/%61ccount.jsp",
                "/x/../account.jsp",
                "/ACCOUNT.JSP",
                "/account.jsp/")) {
            HttpResponse<String> response = browser.navigate(URI.create(server.origin() + trick));
            assertFalse(response.body().contains("id=\"username\""), trick);
            assertTrue(response.statusCode() == 302 || response.statusCode() == 400, trick + response.statusCode());
        }
    }

    @Test
    void renewsOnceForFiftyParallelRequests() throws Exception {
        Browser.tokensLive(server, 4, true);
        signIn("bob");
        Browser.tokensLive(server, 3600, true);
        int before = server.calls("GetTokensFromRefreshToken");
        ExecutorService pool = Executors.newFixedThreadPool(50);
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        Map<String, String> jar = Map.copyOf(browser.jar(server.origin()));
        for (int i = 0; i < 50; i++) {
            requests.add(() -> {
                Browser tab = new Browser();
                tab.jar(server.origin()).putAll(jar);
                return tab.get(at("/api/get-current-user"), "Accept", "application/json");
            });
        }
        for (Future<HttpResponse<String>> answer : pool.invokeAll(requests)) {
            assertEquals(200, answer.get().statusCode());
            assertTrue(answer.get().headers().allValues("Set-Cookie").stream()
                    .anyMatch(line -> line.contains(".refreshToken=")));
            assertEquals(Set.of("private", "no-store"), Browser.cacheControl(answer.get()));
        }
        pool.shutdown();
        assertEquals(1, server.calls("GetTokensFromRefreshToken") - before);
    }

    @Test
    void fetchesCredentialsOnceAndOnlyOnDemand() throws Exception {
        signUp("erin"); // a user without an identity ID
        int ids = server.calls("GetId");
        int credentials = server.calls("GetCredentialsForIdentity");
        browser.navigate(at("/account.jsp"));
        assertEquals(ids, server.calls("GetId"));
        for (int i = 0; i < 1_000; i++) {
            String identity = browser.get(at("/api/aws-identity")).body();
            assertTrue(identity.contains("eu-central-1:"), identity);
        }
        assertEquals(ids + 1, server.calls("GetId"));
        assertEquals(credentials + 1, server.calls("GetCredentialsForIdentity"));
    }

    @Test
    void servesPhotosWithoutATypeAsOctetStreams() throws Exception {
        Browser.addUser(server, "frank"); // whose album no other test looks at: this is no picture
        signIn("frank");
        URI photo = at("/api/photos/own/nameless");
        assertEquals(204, browser.put(photo, "pixels").statusCode());
        HttpResponse<String> stored = browser.get(photo);
        assertEquals("pixels", stored.body());
        assertEquals(
                Optional.of("application/octet-stream"),
                stored.headers().firstValue("Content-Type").map(type -> type.replaceFirst(";.*", "")));
    }

    @Test
    void rejectsSignOutByAnotherSite() throws Exception {
        assertEquals(
                403,
                browser.get(at("/api/auth/sign-out"), "Sec-Fetch-Site", "cross-site")
                        .statusCode());
    }

    @Test
    void toleratesOversizedCookiesAndQueries() throws Exception {
        for (int kilobytes : List.of(8, 64, 300, 900)) {
            String huge = "x".repeat(kilobytes << 10);
            String prefix = "CognitoIdentityServiceProvider.sandboxclient00000000000001.";
            for (String cookie : List.of(
                    prefix + "LastAuthUser=" + huge,
                    prefix + "LastAuthUser=a; " + prefix + "a.accessToken=" + huge,
                    "x=y; ".repeat(huge.length() / 5) + prefix + "LastAuthUser=a",
                    "com.amplify.server_auth.flow.x=" + huge)) {
                int status = browser.get(at("/api/get-current-user"), "Cookie", cookie)
                        .statusCode();
                assertTrue(status >= 400 && status < 500, kilobytes + " KiB: " + status);
            }
            int status = browser.get(at("/api/auth/sign-in-callback?state=" + huge + "&code=" + huge))
                    .statusCode();
            assertTrue(status == 302 || status >= 400 && status < 500, kilobytes + " KiB: " + status);
        }
    }

    @Test
    void answers404ForUnknownRoutesAnd405ForOtherMethods() throws Exception {
        assertEquals(404, browser.get(at("/api/auth/unknown")).statusCode());
        assertEquals(405, browser.post(at("/api/auth/sign-in"), Map.of()).statusCode());
    }
}
