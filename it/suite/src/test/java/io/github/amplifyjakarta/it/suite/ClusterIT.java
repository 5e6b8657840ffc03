package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two servers that share a Redis: renewals, and ends of sessions. */
@ExtendWith(ClusterNodes.class)
class ClusterIT {

    private static final String REFRESH = "GetTokensFromRefreshToken";

    private final Cluster cluster;
    private final DemoServer first;
    private final DemoServer second;

    ClusterIT(Cluster cluster) {
        this.cluster = cluster;
        this.first = cluster.first();
        this.second = cluster.last();
    }

    /** Without a grace period a second renewal ends a session. */
    @BeforeEach
    void rotateAtOnce() throws Exception {
        cluster.leadTo(cluster.nodes());
        Browser.tokensRotate(first, 3600, 0);
    }

    /** 60 seconds is the longest that Cognito has. */
    @ParameterizedTest
    @CsvSource({"cluster, 0", "cluster, 60", "shared, 0", "shared, 60"})
    void renewsASessionOnceInAStorm(String application, int graceSeconds) throws Exception {
        ClusterVisitor visitor = ClusterVisitor.expired(cluster, application, graceSeconds);
        int before = first.calls(REFRESH);
        Map<String, Long> seen = visitor.storm(cluster.nodes(), 50);
        assertEquals(1, seen.size(), seen.toString());
        assertTrue(seen.keySet().iterator().next().startsWith("200 alice "), seen.toString());
        assertEquals(1, first.calls(REFRESH) - before);
    }

    /** The answer with the new cookies was lost. */
    @Test
    void servesALateRequestOnTheOtherNode() throws Exception {
        ClusterVisitor visitor = ClusterVisitor.expired(cluster, ClusterVisitor.COOKIES, 0);
        String renewed = visitor.ask(second).body();
        assertTrue(renewed.startsWith("alice "), renewed);
        assertEquals(renewed, visitor.ask(first).body());
    }

    @Test
    void asksNobodyAfterASignOutOnTheOtherNode() throws Exception {
        ClusterVisitor visitor = ClusterVisitor.expired(cluster, ClusterVisitor.COOKIES, 0);
        String copied = visitor.cookies();
        cluster.leadTo(List.of(first));
        visitor.signOut("");
        int before = first.calls(REFRESH);
        assertEquals(401, visitor.ask(second, copied).statusCode());
        assertEquals(0, first.calls(REFRESH) - before);
    }

    /** {@return how long the other node has accepted a session that has ended, in milliseconds} */
    private long acceptedFor(ClusterVisitor visitor, String cookies) throws Exception {
        long start = System.nanoTime();
        while (visitor.ask(second, cookies).statusCode() == 200) {
            long elapsed = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(elapsed < 60_000, "accepted for " + elapsed + " ms");
            Thread.sleep(20);
        }
        assertEquals(401, visitor.ask(second, cookies).statusCode());
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** The access token is still valid, and somebody has a copy of it. */
    @Test
    void knowsASignOutOnTheOtherNode() throws Exception {
        cluster.leadTo(List.of(first));
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ClusterVisitor visitor = ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES);
            String copied = visitor.cookies();
            assertEquals(200, visitor.ask(second).statusCode());
            visitor.signOut("");
            delays.add(acceptedFor(visitor, copied));
        }
        System.out.println("a sign-out reached the other node after (ms) " + delays);
    }

    @Test
    void signsOutEverywhere() throws Exception {
        cluster.leadTo(List.of(first));
        ClusterVisitor telephone = ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES);
        assertEquals(200, telephone.ask(second).statusCode());
        ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES).signOut("?global=true");
        acceptedFor(telephone, telephone.cookies());
        signsInAgain();
    }

    @Test
    void letsAdministratorsEndSessions() throws Exception {
        ClusterVisitor visitor = ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES);
        String sub = visitor.ask(second).body().split(" ")[2];
        HttpRequest end = HttpRequest.newBuilder(first.origin().resolve("/cluster/api/session/ends?sub=" + sub))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(end, HttpResponse.BodyHandlers.discarding());
        assertEquals(204, answer.statusCode());
        acceptedFor(visitor, visitor.cookies());
        signsInAgain();
    }

    private void signsInAgain() throws Exception {
        Thread.sleep(1000); // auth_time has a resolution of a second
        assertEquals(
                200,
                ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES)
                        .ask(second)
                        .statusCode());
    }
}
