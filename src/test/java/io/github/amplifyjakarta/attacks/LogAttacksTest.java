package io.github.amplifyjakarta.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StoragePath;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CWE-532: everybody's log at its finest, through a whole session that goes well and one in which everything fails. */
class LogAttacksTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Logger LOG = Logger.getLogger(LogAttacksTest.class.getName());
    private static final String SECRET = "s3cretOfTheClient";

    /** What the AWS SDK signs and sends, as it is, at DEBUG: docs/security.md says so to administrators. */
    private static final List<String> OF_THE_SDK = List.of(
            "org.apache.http.headers: ",
            "org.apache.http.wire: ",
            "software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner: ");

    /** How the calls of files and APIs end, by the status that is answered. */
    private static final Map<Integer, List<String>> ENDED = Map.of(
            200,
            List.of("success", "success", "INTEGRITY", "success", "success", "success", "BAD_ANSWER", "BAD_ANSWER"),
            302,
            List.of("SERVICE", "SERVICE", "SERVICE", "success", "STATUS", "STATUS", "STATUS", "STATUS"),
            403,
            List.of(
                    "ACCESS_DENIED",
                    "ACCESS_DENIED",
                    "ACCESS_DENIED",
                    "success",
                    "STATUS",
                    "STATUS",
                    "STATUS",
                    "STATUS"),
            500,
            List.of("SERVICE", "SERVICE", "SERVICE", "success", "STATUS", "STATUS", "STATUS", "STATUS"));

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of("amplify.auth.user-pool-client-secret", SECRET));
    private final RouteClient browser = new RouteClient(runtime);

    /** What must not be read, and what it is. */
    private final Map<String, String> secrets = new LinkedHashMap<>();

    private final LogLines log = new LogLines("");

    @BeforeEach
    void whatIsSecretFromTheStart() {
        secrets.put(SECRET, "client secret");
        secrets.put(Base64.getEncoder().encodeToString(("client1:" + SECRET).getBytes(UTF_8)), "HTTP Basic");
    }

    @AfterEach
    void noSecretWasLogged() {
        log.close();
        log.lines().stream()
                .filter(line -> OF_THE_SDK.stream().noneMatch(line::startsWith))
                .forEach(line ->
                        secrets.forEach((secret, what) -> assertFalse(line.contains(secret), what + " in " + line)));
    }

    private String secret(String value, String what) {
        secrets.put(value, what);
        return value;
    }

    private String token(String token, String what) {
        secrets.put(token.substring(token.lastIndexOf('.') + 1), "signature of " + what);
        return secret(token, what);
    }

    /** Signs in at the sandbox of a pool that answers as said; what the call carried is secret as well. */
    private ShortCircuitResponse signIn(TestPool.Aws answer) {
        pool.on("token", call -> {
            for (String field : call.body().split("&")) {
                if (field.startsWith("code")) {
                    secret(URLDecoder.decode(field.split("=")[1], UTF_8), field.split("=")[0]);
                }
            }
            return answer.answer(call);
        });
        String location = browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow();
        String state = secret(location.replaceFirst(".*[?&]state=([^&]*).*", "$1"), "state");
        return browser.send("GET", "/api/auth/sign-in-callback", "code=c0deOfAlice&state=" + state, Map.of());
    }

    private String tokens(Duration lifetime, String refreshToken) {
        return "{\"access_token\":\"" + token(pool.access("alice", lifetime), "access token") + "\",\"id_token\":\""
                + token(pool.id("alice", lifetime), "ID token") + "\",\"refresh_token\":\""
                + secret(refreshToken, "refresh token") + "\"}";
    }

    @Test
    void keepsSecretsOfASuccessfulSessionOutOfLogs() {
        String issued = tokens(HOUR, "r3freshOne");
        assertEquals(200, signIn(call -> TestPool.json(issued)).status());
        pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}"));
        pool.on(
                "GetCredentialsForIdentity",
                call -> pool.credentials(
                        "AKIA", secret("s3cretKey", "secret access key"), secret("s3ssionToken", "session token")));
        String renewed = tokens(Duration.ofHours(3), "r3freshTwo")
                .replace("access_token", "AccessToken")
                .replace("id_token", "IdToken")
                .replace("refresh_token", "RefreshToken");
        pool.on("GetTokensFromRefreshToken", call -> TestPool.json("{\"AuthenticationResult\":" + renewed + "}"));
        pool.pass(Duration.ofHours(2));
        var session = runtime.sessions().open(pool.session("alice", Duration.ofHours(-1), "r3freshOne"), changes -> {});
        assertEquals(
                "AKIA", session.fetchAuthSession().credentials().orElseThrow().accessKeyId());
        pool.on("revoke", call -> new HttpReply(200, Map.of(), ""));
        browser.send("GET", "/api/auth/sign-out", null, Map.of());
        browser.send("GET", "/api/auth/sign-out-callback", null, Map.of());
        browser.send("GET", "/api/auth/sign-out-callback", null, Map.of());
        assertEquals(2, pool.calls("revoke"), "of the token and of the one that took its place");
        assertTrue(secrets.size() >= 14, secrets.values().toString());
    }

    /** {@return how a call ended, which the application logs} */
    private static String logged(Callable<?> call) throws Exception {
        try {
            call.call();
            LOG.info("the application logs a success");
            return "success";
        } catch (StorageException failed) {
            LOG.log(Level.INFO, "the application logs", failed);
            return failed.reason().name();
        } catch (ApiException failed) {
            LOG.log(Level.INFO, "the application logs", failed);
            return failed.reason().name();
        }
    }

    /** Files and APIs, in a service that says yes, no, or nothing that makes sense, and repeats what it was sent. */
    @ParameterizedTest
    @ValueSource(ints = {200, 302, 403, 500})
    void keepsSecretsOfFilesAndApisOutOfLogs(int status) throws Exception {
        String apiKey = secret("k3yOfTheApi", "API key");
        String token = token(pool.access("alice", HOUR), "access token");
        secret("the-secret-key", "secret access key");
        secret("the-session-token", "session token");
        try (FaultyServer service = new FaultyServer()) {
            service.answers(exchange -> {
                exchange.getResponseHeaders().set("ETag", "\"e\"");
                FaultyServer.send(
                        exchange,
                        status,
                        exchange.getRequestHeaders().entrySet().toString());
            });
            Map<String, String> values =
                    new LinkedHashMap<>(TestPool.filesAndApisAt(service.uri().toString()));
            values.put("amplify.api.graphql.api-key", apiKey);
            AmplifyConfig config = TestPool.config(values);
            StoragePath path = StoragePath.path("public/a");
            try (JdkHttpTransport transport = new JdkHttpTransport(config.http());
                    Apis api =
                            new Apis(config, Apis.calls(config, transport, pool.clock(), () -> 0), FixedSession::new);
                    Storage storage = new Storage(config.storage().orElseThrow(), config.http(), pool.clock())) {
                StorageClient client = storage.client(FixedSession::new);
                List<String> ended = new ArrayList<>();
                ended.add(logged(() -> client.uploadData(path, UploadData.of("x"))));
                ended.add(logged(() -> client.downloadData(path).body().readAllBytes()));
                ended.add(logged(() -> client.list(path)));
                ended.add(logged(() -> client.getUrl(path)));
                ended.add(logged(
                        () -> api.rest("api", FixedSession::new).get("/a").send()));
                ended.add(logged(() -> api.rest("api", FixedSession::new)
                        .post("/a")
                        .authMode(RestAuthMode.NONE)
                        .header("Authorization", "Bearer " + token)
                        .send()));
                ended.add(logged(() -> api.graphQl(FixedSession::new)
                        .graphql("{ a }")
                        .authMode(GraphQlAuthMode.API_KEY)
                        .send()));
                ended.add(logged(() -> api.graphQl(FixedSession::new)
                        .graphql("{ a }")
                        .authMode(GraphQlAuthMode.LAMBDA)
                        .authToken(token)
                        .send()));
                assertEquals(ENDED.get(status), ended);
            }
            assertTrue(service.asked().size() >= 7, service.asked() + "");
        }
        assertTrue(
                log.lines().stream()
                                .filter(line -> line.contains("the application logs"))
                                .count()
                        == 8,
                "this test listens: " + log.lines());
    }

    @Test
    void keepsSecretsOfAFailingSessionOutOfLogs() {
        String issued = tokens(HOUR, "r3freshOne");
        List<TestPool.Aws> failures = List.of(
                call -> TestPool.down(),
                call -> new HttpReply(
                        400, Map.of(), "{\"error\":\"invalid_client\",\"error_description\":" + issued + "}"),
                call -> new HttpReply(500, Map.of(), issued),
                call -> TestPool.json(issued.substring(0, issued.length() - 1)),
                call -> TestPool.json(issued.replace("id_token\":\"", "id_token\":\"x")));
        for (TestPool.Aws failure : failures) {
            assertTrue(signIn(failure).status() >= 500);
            pool.on("GetTokensFromRefreshToken", failure);
            pool.on("GetId", failure);
            pool.on("revoke", failure);
            pool.pass(Duration.ofMinutes(1));
            LOG.info("the application logs "
                    + runtime.sessions()
                            .open(pool.session("alice", Duration.ofHours(-1), "r3freshOne"), changes -> {})
                            .outcome());
            RequestCookies signingOut = TestPool.cookies(
                    "com.amplify.server_auth.isSigningOut=true; " + pool.header("alice", HOUR, "r3freshOne"));
            RequestSession session = runtime.sessions().open(signingOut, changes -> {});
            AuthException failed = assertThrows(
                    AuthException.class, () -> session.fetchAuthSession().credentials());
            LOG.log(Level.INFO, "the application logs", failed);
            runtime.routes().orElseThrow().handle("sign-out-callback", Requests.get(null), session);
        }
        assertTrue(
                log.lines().stream().anyMatch(line -> line.contains("not revoked")),
                "this test listens: " + log.lines());
    }
}
