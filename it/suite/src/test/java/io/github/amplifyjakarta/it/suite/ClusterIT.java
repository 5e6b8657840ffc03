package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two servers that share a Redis. Cognito rotates refresh tokens without a grace period: a second renewal ends a session. */
@ExtendWith(ClusterNodes.class)
class ClusterIT {

    private static final String REFRESH = "GetTokensFromRefreshToken";

    private final ClusterNodes.Cluster nodes;
    private final DemoServer first;
    private final DemoServer second;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Browser browser;

    ClusterIT(ClusterNodes.Cluster nodes) {
        this.nodes = nodes;
        this.first = nodes.first();
        this.second = nodes.second();
    }

    /** The session has expired, and the next tokens last. */
    @BeforeEach
    void signIn() throws Exception {
        nodes.leadTo(first);
        Browser.tokensRotateAtOnce(first, -1);
        browser = new Browser();
        browser.signIn(at("/api/auth/sign-in"), "alice");
        Browser.tokensRotateAtOnce(first, 3600);
    }

    private String cookies() {
        return browser.jar(nodes.proxy().origin()).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private URI at(String path) {
        return nodes.proxy().origin().resolve(path);
    }

    private HttpRequest session(DemoServer node, String cookies) {
        URI uri = node.origin().resolve("/cluster/api/session");
        return HttpRequest.newBuilder(uri).header("Cookie", cookies).build();
    }

    private HttpResponse<String> ask(DemoServer node, String cookies) throws Exception {
        return client.send(session(node, cookies), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void renewsASessionOnceInAStorm() throws Exception {
        String cookies = cookies();
        int before = first.calls(REFRESH);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(client.sendAsync(
                    session(i % 2 == 0 ? first : second, cookies), HttpResponse.BodyHandlers.ofString()));
        }
        Map<String, Long> seen = answers.stream()
                .map(answer -> answer.join().statusCode() + " " + answer.join().body())
                .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
        assertEquals(1, seen.size(), seen.toString());
        assertTrue(seen.keySet().iterator().next().startsWith("200 alice "), seen.toString());
        assertEquals(1, first.calls(REFRESH) - before);
    }

    /** The answer with the new cookies was lost. */
    @Test
    void servesALateRequestOnTheOtherNode() throws Exception {
        String cookies = cookies();
        String renewed = ask(second, cookies).body();
        assertEquals(renewed, ask(first, cookies).body());
    }

    @Test
    void asksNobodyAfterASignOutOnTheOtherNode() throws Exception {
        String cookies = cookies();
        browser.follow(browser.navigate(at("/cluster/api/auth/sign-out")));
        int before = first.calls(REFRESH);
        assertEquals(401, ask(second, cookies).statusCode());
        assertEquals(0, first.calls(REFRESH) - before);
    }

    /** {@return cookies of a session whose access token lasts} */
    private String lasting() throws Exception {
        browser = new Browser();
        browser.signIn(at("/api/auth/sign-in"), "alice");
        return cookies();
    }

    /** {@return how long the other node has accepted a session that has ended, in milliseconds} */
    private long acceptedFor(String cookies) throws Exception {
        long start = System.nanoTime();
        while (ask(second, cookies).statusCode() == 200) {
            long elapsed = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(elapsed < 60_000, "accepted for " + elapsed + " ms");
            Thread.sleep(20);
        }
        assertEquals(401, ask(second, cookies).statusCode());
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** The access token is still valid, and somebody has a copy of it. */
    @Test
    void knowsASignOutOnTheOtherNode() throws Exception {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String cookies = lasting();
            assertEquals(200, ask(second, cookies).statusCode());
            browser.follow(browser.navigate(at("/cluster/api/auth/sign-out")));
            delays.add(acceptedFor(cookies));
        }
        System.out.println("a sign-out reached the other node after (ms) " + delays);
    }

    @Test
    void signsOutEverywhere() throws Exception {
        String telephone = lasting();
        assertEquals(200, ask(second, telephone).statusCode());
        lasting();
        browser.follow(browser.navigate(at("/cluster/api/auth/sign-out?global=true")));
        acceptedFor(telephone);
        signsInAgain();
    }

    @Test
    void letsAdministratorsEndSessions() throws Exception {
        String cookies = lasting();
        String sub = ask(second, cookies).body().split(" ")[2];
        HttpRequest end = HttpRequest.newBuilder(first.origin().resolve("/cluster/api/session/ends?sub=" + sub))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertEquals(
                204, client.send(end, HttpResponse.BodyHandlers.discarding()).statusCode());
        acceptedFor(cookies);
        signsInAgain();
    }

    private void signsInAgain() throws Exception {
        Thread.sleep(1000); // auth_time has a resolution of a second
        assertEquals(200, ask(second, lasting()).statusCode());
    }
}
