package io.github.amplifyjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.sandbox.Sandbox;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sandbox inside a test, as in an application that uses the library. */
class SandboxIT {

    static Sandbox sandbox;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(URI.create("http://localhost:8080/orders"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static RequestSession session(Sandbox.SignedIn user, JdkHttpTransport transport, AmplifyConfig config) {
        return AmplifyRuntime.of(config, transport, Clock.systemUTC(), event -> {})
                .sessions()
                .open(RequestCookies.parse(List.of(user.cookies())), changes -> {});
    }

    @Test
    void createsSessionsOfUsers() {
        AmplifyConfig config = LibraryUser.read(sandbox.configuration());
        sandbox.addUser("zoë smith", "Passw0rd!", "editors");
        try (JdkHttpTransport transport = new JdkHttpTransport(config.http())) {
            for (String name : List.of("alice", "zoë smith")) {
                Sandbox.SignedIn user = sandbox.signIn(name);
                RequestSession session = session(user, transport, config);
                assertEquals(name, session.getCurrentUser().username());
                assertTrue(session.fetchAuthSession().credentials().isPresent(), "the identity pool knows it");
                assertEquals(
                        name + "@example.com", session.fetchUserAttributes().get("email"));
                assertFalse(user.toString().contains(user.accessToken()));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> sandbox.signIn("nobody"));
    }

    @Test
    void createsExpiredSessionsAndAttributes() {
        AmplifyConfig config = LibraryUser.read(sandbox.configuration());
        sandbox.addUser("carol", "Passw0rd!");
        sandbox.putAttribute("carol", "custom:tenant", "acme");
        sandbox.tokensLive(Duration.ofMinutes(-1));
        Sandbox.SignedIn expired = sandbox.signIn("carol");
        sandbox.tokensLive(Duration.ofHours(1));
        try (JdkHttpTransport transport = new JdkHttpTransport(config.http())) {
            List<SetCookie> changes = new ArrayList<>();
            RequestSession session = AmplifyRuntime.of(config, transport, Clock.systemUTC(), event -> {})
                    .sessions()
                    .open(RequestCookies.parse(List.of(expired.cookies())), changes::addAll);
            AuthTokens tokens = session.fetchAuthSession().tokens().orElseThrow();
            assertNotEquals(expired.accessToken(), tokens.accessToken().token());
            assertEquals(
                    List.of("LastAuthUser", "accessToken", "idToken", "refreshToken"),
                    changes.stream()
                            .map(change -> change.name().replaceFirst(".*\\.", ""))
                            .sorted()
                            .toList());
            assertEquals("acme", tokens.idToken().orElseThrow().text("custom:tenant"));
            assertEquals("acme", session.fetchUserAttributes().get("custom:tenant"));
        }
        assertThrows(IllegalArgumentException.class, () -> sandbox.putAttribute("nobody", "name", "x"));
        assertThrows(IllegalArgumentException.class, () -> sandbox.putAttribute("carol", "sub", "x"));
    }

    /** The application is an HTTP server that opens the session like the library's filter. */
    @Test
    void authenticatesRequestsWithItsCookies() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AmplifyConfig config = LibraryUser.read(sandbox.configuration());
        try (JdkHttpTransport transport = new JdkHttpTransport(config.http())) {
            AmplifyRuntime runtime = AmplifyRuntime.of(config, transport, Clock.systemUTC(), event -> {});
            server.createContext("/orders/account", exchange -> {
                RequestCookies cookies =
                        RequestCookies.parse(exchange.getRequestHeaders().get("Cookie"));
                byte[] page = runtime.sessions()
                        .open(cookies, changes -> {})
                        .getCurrentUser()
                        .username()
                        .getBytes(UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.start();
            URI application =
                    URI.create("http://localhost:" + server.getAddress().getPort());
            HttpRequest request = HttpRequest.newBuilder(application.resolve("/orders/account"))
                    .header("Cookie", sandbox.signIn("alice").cookies())
                    .build();
            HttpResponse<String> page = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals("alice", page.body());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void runsTwoAtATimeAndStopsCompletely() throws Exception {
        URI where;
        try (Sandbox other = Sandbox.start(URI.create("http://localhost:8081"))) {
            where = other.uri();
            HttpRequest request =
                    HttpRequest.newBuilder(where.resolve("/sandbox/calls")).build();
            assertEquals(
                    200,
                    HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        }
        HttpRequest again =
                HttpRequest.newBuilder(where.resolve("/sandbox/calls")).build();
        assertThrows(
                ConnectException.class,
                () -> HttpClient.newHttpClient().send(again, HttpResponse.BodyHandlers.discarding()));
    }
}
