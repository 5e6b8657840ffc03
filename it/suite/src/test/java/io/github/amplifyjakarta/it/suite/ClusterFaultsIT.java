package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may break in a cluster, on two servers: a node, the store, the network of one node. Nobody is signed out by it. */
@ExtendWith(ClusterNodes.class)
class ClusterFaultsIT {

    private static final String REFRESH = "GetTokensFromRefreshToken";

    private final Cluster cluster;
    private final DemoServer first;
    private final DemoServer second;

    ClusterFaultsIT(Cluster cluster) {
        this.cluster = cluster;
        this.first = cluster.first();
        this.second = cluster.last();
    }

    @BeforeEach
    void rotate() throws Exception {
        cluster.leadTo(cluster.nodes());
        Browser.tokensRotate(first, 3600, 60);
    }

    /** Other classes have the same nodes. */
    @AfterEach
    void restore() throws Exception {
        cluster.link().restore();
        Browser.fault(first, REFRESH, "none");
        if (!second.applications().isAlive()) {
            second.startApplications();
        }
        cluster.leadTo(cluster.nodes());
    }

    private void isSignedIn(ClusterVisitor visitor, DemoServer node) throws Exception {
        HttpResponse<String> answer = visitor.ask(node);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().startsWith("alice "), answer.body());
    }

    private void isSignedInEverywhere(ClusterVisitor visitor) throws Exception {
        for (DemoServer node : cluster.nodes()) {
            isSignedIn(visitor, node);
        }
    }

    /** {@return the number of calls to Cognito for a storm of requests that are all answered} */
    private int callsInAStorm(ClusterVisitor visitor) throws Exception {
        int before = first.calls(REFRESH);
        Map<String, Long> seen = visitor.storm(cluster.nodes(), 20);
        assertTrue(seen.keySet().stream().allMatch(answer -> answer.startsWith("200 alice ")), seen.toString());
        return first.calls(REFRESH) - before;
    }

    /** Lets a node begin a renewal, which is under way at Cognito afterwards. */
    private CompletableFuture<HttpResponse<String>> beginRenewal(ClusterVisitor visitor, DemoServer node, String fault)
            throws Exception {
        Browser.fault(first, REFRESH, fault);
        int before = first.calls(REFRESH);
        CompletableFuture<HttpResponse<String>> renewal = visitor.begin(node);
        for (Instant end = Instant.now().plusSeconds(10); first.calls(REFRESH) == before; Thread.sleep(20)) {
            assertTrue(Instant.now().isBefore(end), "Cognito was not asked");
        }
        return renewal;
    }

    /** It asks Cognito for two sessions when it is killed. Cognito has renewed the second of them already. */
    @Test
    void goesOnWithoutANode() throws Exception {
        ClusterVisitor before = ClusterVisitor.expired(cluster, ClusterVisitor.COOKIES, 60);
        ClusterVisitor after = ClusterVisitor.expired(cluster, ClusterVisitor.COOKIES, 60);
        ClusterVisitor opaque = ClusterVisitor.signedIn(cluster, ClusterVisitor.SHARED);
        cluster.leadTo(List.of(second));
        ClusterVisitor httpSession = ClusterVisitor.signedIn(cluster, ClusterVisitor.HTTP_SESSION);
        isSignedIn(httpSession, second);
        List<CompletableFuture<HttpResponse<String>>> lost =
                List.of(beginRenewal(after, second, "late"), beginRenewal(before, second, "slow"));
        second.kill(); // before it gives up its calls, after four seconds
        Browser.fault(first, REFRESH, "none");

        int calls = first.calls(REFRESH);
        assertTrue(lost.stream()
                .allMatch(answer ->
                        answer.handle((there, failure) -> failure != null).join()));
        isSignedIn(opaque, first);
        // the server's own business: WildFly replicates it, Open Liberty is not configured to
        boolean replicated = ApplicationServer.current() == ApplicationServer.WILDFLY;
        assertEquals(replicated ? 200 : 401, httpSession.ask(first).statusCode());
        List<CompletableFuture<HttpResponse<String>>> takenOver = List.of(before.begin(first), after.begin(first));
        for (CompletableFuture<HttpResponse<String>> answer : takenOver) {
            assertEquals(200, answer.join().statusCode(), answer.join().body());
        }
        assertEquals(2, first.calls(REFRESH) - calls);

        cluster.link().cut();
        second.startApplications();
        assertTrue(
                second.log().contains("the shared store did not answer in time at the start"),
                "it starts, and says so");
        cluster.link().restore();
        awaitStore();
        for (ClusterVisitor visitor : List.of(before, after, opaque)) {
            isSignedInEverywhere(visitor);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithoutTheStore(StoreFault fault) throws Exception {
        ClusterVisitor inCookies = ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES);
        ClusterVisitor expired = ClusterVisitor.expired(cluster, ClusterVisitor.COOKIES, 60);
        ClusterVisitor opaque = ClusterVisitor.signedIn(cluster, ClusterVisitor.SHARED);
        isSignedInEverywhere(opaque);
        fault.begin(cluster.store());
        try {
            isSignedInEverywhere(inCookies);
            int calls = callsInAStorm(expired);
            assertTrue(calls >= 1 && calls <= 2, calls + " calls of two nodes, each for itself");
            isSignedInEverywhere(opaque);
            isSignedInEverywhere(ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES));
            assertEquals(
                    503,
                    new ClusterVisitor(cluster, ClusterVisitor.SHARED)
                            .signIn("alice")
                            .statusCode());
        } finally {
            fault.end(cluster.store());
        }
        awaitStore();
        assertEquals(1, callsInAStorm(ClusterVisitor.expired(cluster, ClusterVisitor.COOKIES, 60)));
        if (fault == StoreFault.KILLED) {
            String cookies = opaque.cookies();
            Thread.sleep(2000); // so long a node keeps a session
            assertEquals(401, opaque.visit("/api/session").statusCode());
            assertEquals(cookies, opaque.cookies(), "the cookie stays");
        } else {
            isSignedInEverywhere(opaque);
        }
    }

    /** Nodes ask again five seconds after a failure. */
    private void awaitStore() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(15));
        for (DemoServer node : cluster.nodes()) {
            cluster.leadTo(List.of(node));
            while (new ClusterVisitor(cluster, ClusterVisitor.SHARED)
                            .signIn("alice")
                            .statusCode()
                    != 200) {
                assertTrue(Instant.now().isBefore(end), "the store is there, and a node does not use it");
                Thread.sleep(200);
            }
        }
        cluster.leadTo(cluster.nodes());
    }

    @Test
    void goesOnWithoutTheNetworkOfANode() throws Exception {
        ClusterVisitor inCookies = ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES);
        ClusterVisitor expired = ClusterVisitor.expired(cluster, ClusterVisitor.COOKIES, 60);
        ClusterVisitor opaque = ClusterVisitor.signedIn(cluster, ClusterVisitor.SHARED);
        ClusterVisitor signedOut = ClusterVisitor.signedIn(cluster, ClusterVisitor.COOKIES);
        String copied = signedOut.cookies();
        isSignedInEverywhere(opaque);
        isSignedInEverywhere(signedOut);
        cluster.link().cut();
        try {
            isSignedInEverywhere(inCookies);
            int calls = callsInAStorm(expired);
            assertTrue(calls >= 1 && calls <= 2, calls + " calls of two nodes");
            isSignedInEverywhere(opaque);
            cluster.leadTo(List.of(first));
            signedOut.signOut("");
            assertEquals(200, signedOut.ask(second, copied).statusCode(), "an outage fails open");
        } finally {
            cluster.link().restore();
        }
        awaitStore();
        isSignedInEverywhere(opaque);
        // the circuit of this application may have opened last, and a node reads every two seconds
        Instant end = Instant.now().plus(Duration.ofSeconds(15));
        while (signedOut.ask(second, copied).statusCode() != 401) {
            assertTrue(Instant.now().isBefore(end), "the sign-out is not known here");
            Thread.sleep(100);
        }
    }
}
