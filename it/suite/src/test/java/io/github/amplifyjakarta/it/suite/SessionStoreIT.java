package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two servers behind a load balancer without sticky sessions, with sessions in the Redis that they share; and an
 * application whose sessions are in the HTTP session of one server.
 */
@ExtendWith(ClusterNodes.class)
class SessionStoreIT {

    private static final String REFRESH = "GetTokensFromRefreshToken";
    private static final String COOKIE = "amplify.sandboxclient00000000000001";

    private final ClusterNodes.Cluster nodes;
    private final DemoServer first;
    private final DemoServer second;
    private final URI proxy;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Browser browser = new Browser();

    SessionStoreIT(ClusterNodes.Cluster nodes) {
        this.nodes = nodes;
        this.first = nodes.first();
        this.second = nodes.second();
        this.proxy = nodes.proxy().origin();
    }

    @BeforeEach
    void balance() throws Exception {
        nodes.balance();
        Browser.tokensRotateAtOnce(first, 3600);
    }

    private void signIn(String application) throws Exception {
        browser.signIn(proxy.resolve("/" + application + "/api/auth/sign-in"), "alice");
    }

    private String cookies() {
        return browser.jar(proxy).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpRequest session(URI node, String application, String cookies) {
        return HttpRequest.newBuilder(node.resolve("/" + application + "/api/session"))
                .header("Cookie", cookies)
                .build();
    }

    private HttpResponse<String> ask(URI node, String application, String cookies) throws Exception {
        return client.send(session(node, application, cookies), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void signsInOnceForAllNodes() throws Exception {
        signIn("shared");
        assertEquals(Set.of(COOKIE), names(), "no token is in the browser");
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = ask(proxy, "shared", cookies());
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().startsWith("alice "), answer.body());
            assertTrue(answer.headers().allValues("Set-Cookie").isEmpty());
        }
    }

    private Set<String> names() {
        return new HashSet<>(browser.jar(proxy).keySet());
    }

    /** Each request goes to another node, and Cognito rotates the refresh token without a grace period. */
    @Test
    void renewsASessionOnceInAStorm() throws Exception {
        Browser.tokensRotateAtOnce(first, -1);
        signIn("shared");
        Browser.tokensRotateAtOnce(first, 3600);
        int before = first.calls(REFRESH);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(client.sendAsync(session(proxy, "shared", cookies()), HttpResponse.BodyHandlers.ofString()));
        }
        Map<String, Long> seen = answers.stream()
                .map(answer -> answer.join().statusCode() + " " + answer.join().body())
                .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
        assertEquals(1, seen.size(), seen.toString());
        assertTrue(seen.keySet().iterator().next().startsWith("200 alice "), seen.toString());
        assertEquals(1, first.calls(REFRESH) - before);
    }

    @Test
    void signsOutOnAllNodes() throws Exception {
        signIn("shared");
        String copied = cookies();
        assertEquals(200, ask(first.origin(), "shared", copied).statusCode());
        assertEquals(200, ask(second.origin(), "shared", copied).statusCode());
        browser.follow(browser.navigate(proxy.resolve("/shared/api/auth/sign-out")));
        assertFalse(names().contains(COOKIE), names().toString());
        Thread.sleep(5000);
        assertEquals(401, ask(first.origin(), "shared", copied).statusCode());
        assertEquals(401, ask(second.origin(), "shared", copied).statusCode());
    }

    @Test
    void movesASessionOutOfCookies() throws Exception {
        browser.signIn(proxy.resolve("/api/auth/sign-in"), "alice");
        assertTrue(names().size() >= 4, names().toString());
        signIn("shared");
        assertEquals(Set.of(COOKIE), names());
        assertEquals(200, ask(proxy, "shared", cookies()).statusCode());
    }

    /** The application's own part of the HTTP session is known before and after the sign-in. */
    @Test
    void keepsTokensInTheHttpSession() throws Exception {
        nodes.leadTo(first);
        URI visits = proxy.resolve("/http-session/api/session/visits");
        HttpResponse<String> visit = browser.get(visits);
        assertEquals("1", visit.body());
        String cookie = visit.headers().firstValue("Set-Cookie").orElseThrow().toLowerCase(Locale.ROOT);
        assertTrue(cookie.contains("httponly") && cookie.contains("samesite=lax"), cookie);
        assertFalse(cookie.contains("secure"), "the origin is http here");
        String before = httpSession();
        signIn("http-session");
        assertNotEquals(before, httpSession(), "an id that nobody knew before the sign-in");
        assertEquals(1, names().size(), names().toString());
        assertEquals("2", browser.get(visits).body());
        HttpResponse<String> answer = ask(proxy, "http-session", cookies());
        assertTrue(answer.body().startsWith("alice "), answer.body());
        String copied = cookies();
        browser.follow(browser.navigate(proxy.resolve("/http-session/api/auth/sign-out")));
        assertEquals(401, ask(proxy, "http-session", copied).statusCode());
        assertEquals("1", browser.get(visits).body(), "the HTTP session has ended");
    }

    private String httpSession() {
        return browser.jar(proxy).get("JSESSIONID");
    }

    @Test
    void renewsInTheHttpSession() throws Exception {
        nodes.leadTo(first);
        Browser.tokensRotateAtOnce(first, -1);
        signIn("http-session");
        Browser.tokensRotateAtOnce(first, 3600);
        int before = first.calls(REFRESH);
        String renewed = ask(proxy, "http-session", cookies()).body();
        assertTrue(renewed.startsWith("alice "), renewed);
        assertEquals(renewed, ask(proxy, "http-session", cookies()).body());
        assertEquals(1, first.calls(REFRESH) - before);
    }

    @Test
    void survivesTheDeathOfANode() throws Exception {
        signIn("shared");
        second.applications().kill();
        for (int i = 0; i < 10; i++) {
            assertEquals(200, ask(proxy, "shared", cookies()).statusCode());
        }
        second.startApplications();
        assertEquals(200, ask(second.origin(), "shared", cookies()).statusCode());
    }
}
