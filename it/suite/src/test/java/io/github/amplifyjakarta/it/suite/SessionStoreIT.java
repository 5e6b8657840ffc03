package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two servers behind a load balancer without sticky sessions, with sessions in the Redis that they share; and an
 * application whose sessions are in the HTTP session.
 */
@ExtendWith(ClusterNodes.class)
class SessionStoreIT {

    private static final String REFRESH = "GetTokensFromRefreshToken";
    private static final String COOKIE = "amplify.sandboxclient00000000000001";

    private final Cluster cluster;
    private final DemoServer first;
    private final DemoServer second;

    SessionStoreIT(Cluster cluster) {
        this.cluster = cluster;
        this.first = cluster.first();
        this.second = cluster.last();
    }

    @BeforeEach
    void balance() throws Exception {
        cluster.leadTo(cluster.nodes());
        Browser.tokensRotate(first, 3600, 0);
    }

    @Test
    void signsInOnceForAllNodes() throws Exception {
        ClusterVisitor visitor = ClusterVisitor.signedIn(cluster, ClusterVisitor.SHARED);
        assertEquals(Set.of(COOKIE), visitor.jar().keySet(), "no token is in the browser");
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = visitor.ask(cluster.nodes().get(i % 2));
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().startsWith("alice "), answer.body());
            assertTrue(answer.headers().allValues("Set-Cookie").isEmpty());
        }
    }

    @Test
    void signsOutOnAllNodes() throws Exception {
        ClusterVisitor visitor = ClusterVisitor.signedIn(cluster, ClusterVisitor.SHARED);
        String copied = visitor.cookies();
        assertEquals(200, visitor.ask(first).statusCode());
        assertEquals(200, visitor.ask(second).statusCode());
        visitor.signOut("");
        assertFalse(visitor.jar().containsKey(COOKIE), visitor.jar().keySet().toString());
        Thread.sleep(5000);
        assertEquals(401, visitor.ask(first, copied).statusCode());
        assertEquals(401, visitor.ask(second, copied).statusCode());
    }

    @Test
    void movesASessionOutOfCookies() throws Exception {
        URI address = cluster.balancer().origin();
        Browser browser = new Browser();
        browser.signIn(address.resolve("/api/auth/sign-in"), "alice");
        assertTrue(
                browser.jar(address).size() >= 4, browser.jar(address).keySet().toString());
        browser.signIn(address.resolve("/shared/api/auth/sign-in"), "alice");
        assertEquals(Set.of(COOKIE), browser.jar(address).keySet());
        assertEquals(200, browser.get(address.resolve("/shared/api/session")).statusCode());
    }

    /** The application's own part of the HTTP session is known before and after the sign-in. */
    @Test
    void keepsTokensInTheHttpSession() throws Exception {
        cluster.leadTo(List.of(first));
        ClusterVisitor visitor = new ClusterVisitor(cluster, ClusterVisitor.HTTP_SESSION);
        HttpResponse<String> visit = visitor.visit("/api/session/visits");
        assertEquals("1", visit.body());
        String cookie = visit.headers().firstValue("Set-Cookie").orElseThrow().toLowerCase(Locale.ROOT);
        assertTrue(cookie.contains("httponly") && cookie.contains("samesite=lax"), cookie);
        assertFalse(cookie.contains("secure"), "the origin is http here");
        String before = visitor.jar().get("JSESSIONID");
        visitor.signIn("alice");
        assertNotEquals(before, visitor.jar().get("JSESSIONID"), "an id that nobody knew before the sign-in");
        assertEquals(Set.of("JSESSIONID"), visitor.jar().keySet());
        assertEquals("2", visitor.visit("/api/session/visits").body());
        String answer = visitor.ask(first).body();
        assertTrue(answer.startsWith("alice "), answer);
        String copied = visitor.cookies();
        visitor.signOut("");
        assertEquals(401, visitor.ask(first, copied).statusCode());
        assertEquals("1", visitor.visit("/api/session/visits").body(), "the HTTP session has ended");
    }

    @Test
    void renewsInTheHttpSession() throws Exception {
        cluster.leadTo(List.of(first));
        ClusterVisitor visitor = ClusterVisitor.expired(cluster, ClusterVisitor.HTTP_SESSION, 0);
        int before = first.calls(REFRESH);
        String renewed = visitor.ask(first).body();
        assertTrue(renewed.startsWith("alice "), renewed);
        assertEquals(renewed, visitor.ask(first).body());
        assertEquals(1, first.calls(REFRESH) - before);
    }
}
