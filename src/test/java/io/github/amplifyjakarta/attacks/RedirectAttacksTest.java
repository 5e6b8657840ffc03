package io.github.amplifyjakarta.attacks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.oauth.FlowSettings;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CWE-522 and CVE-2018-1000007: a service sends its caller elsewhere, and what follows takes tokens and signatures along. */
class RedirectAttacksTest {

    private final TestPool pool = new TestPool();
    private FaultyServer service;
    private FaultyServer elsewhere;
    private JdkHttpTransport transport;
    private AmplifyConfig config;

    @BeforeEach
    void start() throws IOException {
        service = new FaultyServer();
        elsewhere = new FaultyServer();
        elsewhere.answers(exchange -> FaultyServer.send(exchange, 200, "{}"));
        String here = service.uri().toString();
        Map<String, String> values = new HashMap<>(TestPool.filesAndApisAt(here));
        for (String endpoint : List.of("user-pool-endpoint", "jwks-url", "identity-pool-endpoint", "oauth.endpoint")) {
            values.put("amplify.auth." + endpoint, here);
        }
        config = TestPool.config(values);
        transport = new JdkHttpTransport(config.http());
    }

    @AfterEach
    void stop() throws Exception {
        transport.close();
        service.close();
        elsewhere.close();
    }

    private void redirect(int status) {
        service.answers(exchange -> redirectTo(exchange, status));
    }

    private void redirectTo(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().set("Location", elsewhere.uri() + "/stolen");
        FaultyServer.send(exchange, status, "");
    }

    /** Each call reaches the service, and goes nowhere else. */
    private void assertStays(String what, Executable call) {
        service.asked().clear();
        assertDoesNotThrow(call, what);
        assertFalse(service.asked().isEmpty(), what + " asked nobody");
        assertEquals(List.of(), elsewhere.asked(), what);
    }

    /** The same of a call that fails, because the redirect is its answer. */
    private void assertFails(String what, AuthException.Reason reason, int status, Executable call) {
        assertStays(what, () -> {
            AuthException failed = assertThrows(AuthException.class, call);
            assertEquals(reason, failed.reason());
            assertEquals("HTTP " + status + " without a JSON object", failed.getMessage());
        });
    }

    private void assertApiFails(String what, int status, Executable call) {
        assertStays(what, () -> {
            ApiException failed = assertThrows(ApiException.class, call);
            assertEquals(ApiException.Reason.STATUS, failed.reason());
            assertEquals(status, failed.statusCode().orElseThrow());
        });
    }

    private void assertStorageFails(String what, int status, Executable call) {
        assertStays(what, () -> {
            StorageException failed = assertThrows(StorageException.class, call);
            assertEquals(StorageException.Reason.SERVICE, failed.reason());
            assertEquals(status, failed.statusCode().orElseThrow());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void ignoresRedirectsOfCognito(int status) {
        redirect(status);
        AmplifyRuntime runtime = AmplifyRuntime.of(config, transport, pool.clock(), event -> {});
        assertStays("key set", () -> open(runtime, Duration.ofHours(1)).outcome());
        assertStays(
                "refresh",
                () -> withKeys()
                        .sessions()
                        .open(pool.session("alice", Duration.ofHours(-1), "rt"), changes -> {})
                        .outcome());
        RequestSession session =
                withKeys().sessions().open(pool.session("alice", Duration.ofHours(1), "rt"), changes -> {});
        assertEquals("alice", session.getCurrentUser().username());
        assertFails("GetUser", AuthException.Reason.SERVICE, status, session::fetchUserAttributes);
        assertFails(
                "GetId",
                AuthException.Reason.CREDENTIALS,
                status,
                () -> session.fetchAuthSession().credentials());
        RouteClient browser = new RouteClient(withKeys());
        String state = browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow()
                .replaceFirst(".*[?&]state=([^&]*).*", "$1");
        assertStays(
                "token endpoint",
                () -> browser.send("GET", "/api/auth/sign-in-callback", "code=c&state=" + state, Map.of()));
        SignOutFlow signOut = new SignOutFlow(
                new FlowSettings(config.userPool().orElseThrow(), config.app(), "/"),
                pool.revocations(config.userPool().orElseThrow(), transport));
        assertStays("revocation", () -> signOut.revoke(List.of("rt")));
        service.answers(exchange -> {
            if (exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith(".GetId")) {
                FaultyServer.send(exchange, 200, "{\"IdentityId\":\"eu-central-1:1\"}");
            } else {
                redirectTo(exchange, status);
            }
        });
        assertFails(
                "GetCredentialsForIdentity",
                AuthException.Reason.CREDENTIALS,
                status,
                () -> open(withKeys(), Duration.ofHours(1)).fetchAuthSession().credentials());
        assertTrue(service.asked().size() > 1, "GetId, and then the other");
    }

    private RequestSession open(AmplifyRuntime runtime, Duration lifetime) {
        return runtime.sessions().open(pool.session("alice", lifetime, "rt"), changes -> {});
    }

    /** {@return an application that has the pool's keys, and the service for everything else} */
    private AmplifyRuntime withKeys() {
        return AmplifyRuntime.of(
                config,
                call -> call.uri()
                                        .equals(config.userPool()
                                                .orElseThrow()
                                                .issuers()
                                                .get(0)
                                                .jwksUrl())
                                && call.method().equals("GET")
                        ? TestPool.json(pool.keySet())
                        : transport.send(call),
                pool.clock(),
                event -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void ignoresRedirectsOfApis(int status) throws Exception {
        redirect(status);
        Supplier<AuthSession> session = FixedSession::new;
        try (Apis api = new Apis(config, Apis.calls(config, transport, pool.clock(), () -> 0), session)) {
            assertApiFails(
                    "GET", status, () -> api.rest("api", session).get("/a").send());
            assertApiFails(
                    "POST", status, () -> api.rest("api", session).post("/a").send());
            assertApiFails(
                    "GET with a token",
                    status,
                    () -> api.rest("api", session)
                            .get("/a")
                            .authMode(RestAuthMode.NONE)
                            .header("Authorization", "Bearer " + pool.access("alice", Duration.ofHours(1)))
                            .send());
            assertApiFails(
                    "GraphQL, with a token",
                    status,
                    () -> api.graphQl(session)
                            .graphql("{ a }")
                            .authMode(GraphQlAuthMode.LAMBDA)
                            .authToken(pool.access("alice", Duration.ofHours(1)))
                            .send());
            assertApiFails(
                    "GraphQL",
                    status,
                    () -> api.graphQl(session).graphql("{ a }").send());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void ignoresRedirectsOfS3(int status) {
        redirect(status);
        StoragePath path = StoragePath.path("public/a");
        try (Storage storage = new Storage(config.storage().orElseThrow(), config.http(), pool.clock())) {
            StorageClient client = storage.client(FixedSession::new);
            assertStorageFails("list", status, () -> client.list(path));
            assertStorageFails("HEAD", status, () -> client.getProperties(path));
            assertStorageFails("GET", status, () -> client.downloadData(path));
            assertStorageFails("PUT", status, () -> client.uploadData(path, UploadData.of("x")));
            assertStorageFails("copy", status, () -> client.copy(path, StoragePath.path("public/b")));
            assertStorageFails("DELETE", status, () -> client.remove(path));
        }
    }
}
