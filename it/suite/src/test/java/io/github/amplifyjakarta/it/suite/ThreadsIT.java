package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The session on threads other than the request thread, and in asynchronous resources. */
@ExtendWith(SharedServer.class)
class ThreadsIT {

    private static final String NO_REQUEST = "auth/no-request: AmplifyServerContext was used on the thread ";

    /** The error when a task ends while the request thread leaves: the response has no application (docs/open-liberty.md). */
    private static final String RACE_OF_OPEN_LIBERTY = "com.ibm.ws.webcontainer.webapp.WebApp.getConfiguration()";

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

    private static URI at(String path) {
        return server.origin().resolve("/listed/api/" + path);
    }

    private void signIn(String username) throws Exception {
        browser.signIn(server.origin().resolve("/api/auth/sign-in"), username);
    }

    private void signInWithTokensThatExpire(String username) throws Exception {
        Browser.tokensLive(server, 4, true);
        signIn(username);
        lastingTokens();
    }

    @Test
    void carriesTheSessionToManagedExecutors() throws Exception {
        assertEquals("guest", browser.get(at("tasks/own-executor")).body());
        signIn("alice");
        assertEquals("alice", browser.get(at("tasks/own-executor")).body());
        assertEquals("alice alice alice alice", browser.get(at("tasks/nested")).body());
    }

    @Test
    void carriesTheSessionToTheDefaultExecutorIfSupported() throws Exception {
        signIn("alice");
        String found = browser.get(at("tasks/default-executor")).body();
        if (ApplicationServer.current() == ApplicationServer.LIBERTY) {
            assertTrue(found.startsWith(NO_REQUEST), found);
        } else {
            assertEquals("alice", found);
        }
    }

    @Test
    void reportsAnErrorOnUnmanagedThreads() throws Exception {
        signIn("alice");
        assertEquals(
                NO_REQUEST
                        + "\"unmanaged\", which answers no request: inject @AmplifyGuest AmplifyServerContext there, or use a"
                        + " managed executor that propagates context.",
                browser.get(at("tasks/plain-thread")).body());
    }

    @Test
    void sendsCookiesOfARefreshOnAnotherThread() throws Exception {
        signInWithTokensThatExpire("bob");
        HttpResponse<String> renewed = browser.get(at("tasks/own-executor"));
        assertEquals("bob", renewed.body());
        assertTrue(renewed.headers().allValues("Set-Cookie").size() >= 4);
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(renewed));
        assertEquals(List.of(), browser.get(at("tasks/own-executor")).headers().allValues("Set-Cookie"));
    }

    @Test
    void sendsCookiesOfALateRefreshOnlyToItsBrowser() throws Exception {
        signInWithTokensThatExpire("bob");
        Map<String, String> before = Map.copyOf(browser.jar(server.origin()));
        assertEquals("started", browser.get(at("tasks/late")).body());
        assertEquals(before, browser.jar(server.origin()));
        int asked = server.calls("GetTokensFromRefreshToken");
        Browser somebodyElse = new Browser();
        HttpResponse<String> result = somebodyElse.get(at("tasks/late/result"));
        assertEquals("bob", result.body());
        assertEquals(List.of(), result.headers().allValues("Set-Cookie"));
        assertEquals("bob", browser.get(at("who-am-i")).body());
        assertEquals(asked + 1, server.calls("GetTokensFromRefreshToken"), "the task asked, and the request did not");
        assertNotEquals(before, browser.jar(server.origin()));
    }

    @Test
    void carriesTheSessionToServerSentEvents() throws Exception {
        signIn("alice");
        String events =
                browser.get(at("tasks/events"), "Accept", "text/event-stream").body();
        assertTrue(events.contains("data: alice") && events.contains("data: again alice"), events);
    }

    @Test
    void sendsCookiesOfARefreshBeforeTheFirstEvent() throws Exception {
        signInWithTokensThatExpire("bob");
        HttpResponse<String> events = browser.get(at("tasks/events/early"), "Accept", "text/event-stream");
        assertTrue(events.body().contains("data: bob"), events.body());
        assertTrue(events.headers().allValues("Set-Cookie").size() >= 4, "new cookies");
        assertEquals(Set.of("private", "no-store"), Browser.cacheControl(events));
    }

    @Test
    void sendsCookiesOfARefreshAfterAnEventInTheNextResponse() throws Exception {
        signInWithTokensThatExpire("bob");
        Map<String, String> before = Map.copyOf(browser.jar(server.origin()));
        int asked = server.calls("GetTokensFromRefreshToken");
        HttpResponse<String> events = browser.get(at("tasks/events/late"), "Accept", "text/event-stream");
        assertTrue(events.body().contains("data: first") && events.body().contains("data: bob"), events.body());
        assertEquals(List.of(), events.headers().allValues("Set-Cookie"), "the head had left");
        assertEquals(before, browser.jar(server.origin()));
        assertEquals("bob", browser.get(at("who-am-i")).body());
        assertEquals(asked + 1, server.calls("GetTokensFromRefreshToken"), "the stream asked, the request did not");
        assertNotEquals(before, browser.jar(server.origin()));
    }

    @Test
    void separatesUsersOnOneExecutor() throws Exception {
        signIn("alice");
        Browser other = new Browser();
        other.signIn(server.origin().resolve("/api/auth/sign-in"), "bob");
        Map<String, Map<String, String>> jars = Map.of(
                "alice", Map.copyOf(browser.jar(server.origin())), "bob", Map.copyOf(other.jar(server.origin())));
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<?>> tabs = new ArrayList<>();
        AtomicInteger races = new AtomicInteger();
        for (int i = 0; i < 400; i++) {
            String user = i % 2 == 0 ? "alice" : "bob";
            tabs.add(clients.submit(() -> {
                Browser tab = new Browser();
                tab.jar(server.origin()).putAll(jars.get(user));
                HttpResponse<String> answer = tab.get(at("tasks/own-executor"));
                if (answer.statusCode() == 500 && answer.body().contains(RACE_OF_OPEN_LIBERTY)) {
                    races.incrementAndGet();
                    answer = tab.get(at("tasks/own-executor"));
                }
                assertEquals("200 " + user, answer.statusCode() + " " + answer.body());
                return null;
            }));
        }
        for (Future<?> tab : tabs) {
            tab.get();
        }
        clients.shutdown();
        assertTrue(races.get() < 4, races + " answers lost");
    }

    @Test
    void startsUpAsTheGuest() throws Exception {
        assertEquals("guest auth/no-request", browser.get(at("startup")).body());
    }
}
