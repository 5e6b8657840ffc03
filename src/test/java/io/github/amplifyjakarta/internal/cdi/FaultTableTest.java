package io.github.amplifyjakarta.internal.cdi;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.pause;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.storage.UploadData;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page gets when something outside fails: every fault of every service, as docs/faults.md has it. */
class FaultTableTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = Duration.ofHours(-1);
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final int IN_PARTS = 9 << 20;
    private static final Path PAGE = Path.of("docs/faults.md");

    private enum Fault {
        SLOW("answers slowly") {
            @Override
            void answer(World world, HttpExchange exchange) throws IOException {
                pause(LIMIT.dividedBy(5));
                world.healthy(exchange);
            }
        },
        HANGS("never answers") {
            @Override
            void answer(World world, HttpExchange exchange) {
                silence();
            }
        },
        STOPS("stops within its answer") {
            @Override
            void answer(World world, HttpExchange exchange) throws IOException {
                exchange.sendResponseHeaders(200, 1000);
                boolean s3 = exchange.getRequestURI().getPath().startsWith("/bucket");
                exchange.getResponseBody().write((s3 ? "<a>" : "{\"a\":").getBytes(UTF_8));
                exchange.getResponseBody().flush();
                silence();
            }
        },
        BREAKS("closes the connection") {
            @Override
            void answer(World world, HttpExchange exchange) {
                exchange.close();
            }
        },
        ERROR("500") {
            @Override
            void answer(World world, HttpExchange exchange) throws IOException {
                send(exchange, 500, "{\"__type\":\"InternalErrorException\"}");
            }
        },
        THROTTLES("429") {
            @Override
            void answer(World world, HttpExchange exchange) throws IOException {
                send(exchange, 429, "{\"__type\":\"TooManyRequestsException\"}");
            }
        },
        NONSENSE("200 and a web page") {
            @Override
            void answer(World world, HttpExchange exchange) throws IOException {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                send(exchange, 200, "<html>welcome to the hotel's network</html>");
            }
        };

        private final String title;

        Fault(String title) {
            this.title = title;
        }

        abstract void answer(World world, HttpExchange exchange) throws IOException;
    }

    /** What is done, and what comes of it. */
    private interface Operation {
        String run(World world) throws Exception;
    }

    /** One application, and an AWS of which one part fails. */
    private static final class World implements AutoCloseable {

        private final TestPool pool = new TestPool();
        private final FaultyServer server = new FaultyServer();
        private volatile boolean broken = true;
        private final AtomicInteger calls = new AtomicInteger();
        private final List<SetCookie> changes = new ArrayList<>();
        private final JdkHttpTransport transport;
        private final AmplifyRuntime runtime;
        private final Apis api;
        private final Storage storage;

        World(String failing, Fault fault) throws IOException {
            String here = server.uri().toString();
            // an answer that comes must be in time on the busiest machine
            String limit = (fault == Fault.SLOW ? LIMIT.multipliedBy(20) : LIMIT).toString();
            AmplifyConfig config = TestPool.config(Map.ofEntries(
                    Map.entry("amplify.http.connect-timeout", limit),
                    Map.entry("amplify.http.request-timeout", limit),
                    Map.entry("amplify.http.idle-timeout", limit),
                    Map.entry("amplify.auth.user-pool-endpoint", here + "/"),
                    Map.entry("amplify.auth.identity-pool-endpoint", here + "/"),
                    Map.entry("amplify.auth.jwks-url", here + "/jwks.json"),
                    Map.entry("amplify.auth.oauth.endpoint", here),
                    Map.entry("amplify.storage.bucket", "bucket"),
                    Map.entry("amplify.storage.region", "eu-central-1"),
                    Map.entry("amplify.storage.endpoint", here),
                    Map.entry("amplify.storage.path-style", "true"),
                    Map.entry("amplify.api.rest.\"api\".endpoint", here + "/rest"),
                    Map.entry("amplify.api.rest.\"api\".region", "eu-central-1"),
                    Map.entry("amplify.api.graphql.endpoint", here + "/graphql"),
                    Map.entry("amplify.api.graphql.api-key", "key"),
                    Map.entry("amplify.api.graphql.default-auth-mode", "apiKey")));
            transport = new JdkHttpTransport(config.http());
            runtime = AmplifyRuntime.of(config, transport, pool.clock(), event -> {});
            api = new Apis(config, Apis.calls(config, transport, Clock.systemUTC(), () -> 0), FixedSession::new);
            storage = new Storage(config.storage().orElseThrow(), config.http(), Clock.systemUTC());
            pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
            pool.issueTokens();
            pool.on("GetId", call -> TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}"));
            pool.on("GetCredentialsForIdentity", call -> pool.credentials("A", "S", "T"));
            pool.on("GetUser", call -> TestPool.json("{\"UserAttributes\":[]}"));
            pool.on("revoke", call -> TestPool.json(""));
            pool.on("graphql", call -> TestPool.json("{\"data\":{\"a\":1}}"));
            pool.on("rest", call -> TestPool.json("{\"a\":1}"));
            server.answers(exchange -> {
                if (broken && operation(exchange).equals(failing)) {
                    calls.incrementAndGet();
                    fault.answer(this, exchange);
                } else {
                    healthy(exchange);
                }
            });
        }

        private static String operation(HttpExchange exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            return target == null
                    ? exchange.getRequestURI().getPath().replaceFirst("^.*/", "")
                    : target.replaceFirst("^.*\\.", "");
        }

        /** {@return this world, in which everything went well until now} */
        World afterAGoodStart() {
            broken = false;
            if (!(session(Duration.ofDays(1)).outcome() instanceof Outcome.SignedIn)) {
                throw new IllegalStateException("no good start");
            }
            changes.clear();
            pool.pass(Duration.ofHours(13)); // keys are asked for again after twelve
            broken = true;
            return this;
        }

        /** As S3 does it (Amazon S3 API reference), for one object. */
        private static void s3(HttpExchange exchange) throws IOException {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String etag = "<ETag>\"e\"</ETag>";
            exchange.getResponseHeaders().set("ETag", "\"e\"");
            if (query.contains("list-type")) {
                send(
                        exchange,
                        200,
                        "<ListBucketResult><Name>bucket</Name><Prefix>public/</Prefix><MaxKeys>1000</MaxKeys>"
                                + "<KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>");
            } else if (query.contains("uploads")) {
                send(
                        exchange,
                        200,
                        "<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>public/a</Key>"
                                + "<UploadId>u</UploadId></InitiateMultipartUploadResult>");
            } else if (exchange.getRequestMethod().equals("POST")) {
                send(
                        exchange,
                        200,
                        "<CompleteMultipartUploadResult><Bucket>bucket</Bucket><Key>public/a</Key>" + etag
                                + "</CompleteMultipartUploadResult>");
            } else if (exchange.getRequestHeaders().containsKey("x-amz-copy-source")) {
                send(exchange, 200, "<CopyObjectResult>" + etag + "</CopyObjectResult>");
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                send(exchange, 204, "");
            } else {
                if (exchange.getRequestMethod().equals("HEAD")) {
                    exchange.getResponseHeaders().set("Content-Length", String.valueOf(IN_PARTS));
                }
                send(exchange, 200, exchange.getRequestMethod().equals("GET") ? "hello" : "");
            }
        }

        private void healthy(HttpExchange exchange) throws IOException {
            if (exchange.getRequestURI().getPath().startsWith("/bucket")) {
                s3(exchange);
                return;
            }
            Map<String, String> headers = new HashMap<>();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target != null) {
                headers.put("X-Amz-Target", target);
            }
            try {
                HttpReply reply =
                        pool.send(new HttpCall(exchange.getRequestMethod(), exchange.getRequestURI(), headers, ""));
                send(exchange, reply.status(), reply.body());
            } catch (HttpFailure e) {
                send(exchange, 500, "nobody answers " + e.text());
            }
        }

        RequestSession session(Duration lifetime) {
            return runtime.sessions().open(pool.session("alice", lifetime, "rt-1"), changes::addAll);
        }

        /** {@return what became of the session's cookies} */
        String cookies() {
            if (changes.isEmpty()) {
                return "cookies kept";
            }
            return changes.stream().allMatch(change -> change.value().isEmpty()) ? "SIGNED OUT" : "cookies renewed";
        }

        @Override
        public void close() throws Exception {
            storage.close();
            api.close();
            transport.close();
            server.close();
        }
    }

    private static String outcome(World world, RequestSession session) {
        Outcome outcome = session.outcome();
        String what = outcome instanceof Outcome.SignedIn
                ? "signed in"
                : outcome instanceof Outcome.Unknown ? "503, could not check" : "not signed in";
        return what + ", " + world.cookies();
    }

    private static String page(ShortCircuitResponse response, RouteClient browser) {
        String error = response.location()
                .filter(location -> location.contains("error="))
                .map(location -> ", " + location.replaceFirst(".*[?&](error=[^&]*).*", "$1"))
                .orElse("");
        boolean session = browser.jar.keySet().stream().anyMatch(name -> name.endsWith(".accessToken"));
        return response.status() + error + (session ? ", signed in" : ", no session");
    }

    private static String callback(World world) {
        RouteClient browser = new RouteClient(world.runtime);
        String location = browser.send("GET", "/api/auth/sign-in", null, Map.of())
                .location()
                .orElseThrow();
        String state = location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        return page(browser.send("GET", "/api/auth/sign-in-callback", "code=c&state=" + state, Map.of()), browser);
    }

    private static String signOut(World world) {
        RouteClient browser = new RouteClient(world.runtime);
        browser.take(world.pool.header("alice", HOUR, "rt-1"));
        browser.send("GET", "/api/auth/sign-out", null, Map.of("sec-fetch-site", "same-origin"));
        browser.send("GET", "/api/auth/sign-out-callback", null, Map.of()); // a page that comes back with the cookies
        return page(browser.send("GET", "/api/auth/sign-out-callback", null, Map.of()), browser);
    }

    private static String failure(Callable<?> call) throws Exception {
        try {
            call.call();
            return "succeeds";
        } catch (AmplifyException e) {
            return e.code();
        } catch (IOException e) {
            return "IOException of the stream";
        }
    }

    private static String credentials(World world) throws Exception {
        return failure(() -> world.session(HOUR).fetchAuthSession().credentials()) + ", " + world.cookies();
    }

    private static String forcedRenewal(World world) throws Exception {
        RequestSession session = world.session(HOUR);
        return failure(() -> session.fetchAuthSession(true)) + ", then " + outcome(world, session);
    }

    private static final Map<String, Map.Entry<String, Operation>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put("first request: key set", Map.entry("jwks.json", world -> outcome(world, world.session(HOUR))));
        OPERATIONS.put(
                "later request: key set",
                Map.entry(
                        "jwks.json",
                        world -> outcome(world, world.afterAGoodStart().session(HOUR))));
        OPERATIONS.put(
                "renewal: GetTokensFromRefreshToken",
                Map.entry("GetTokensFromRefreshToken", world -> outcome(world, world.session(PAST))));
        OPERATIONS.put(
                "renewal that the page asks for, session still good: GetTokensFromRefreshToken",
                Map.entry("GetTokensFromRefreshToken", FaultTableTest::forcedRenewal));
        OPERATIONS.put("sign-in callback: token endpoint", Map.entry("token", FaultTableTest::callback));
        OPERATIONS.put("sign-in callback: key set", Map.entry("jwks.json", FaultTableTest::callback));
        OPERATIONS.put("sign-out: revocation", Map.entry("revoke", FaultTableTest::signOut));
        OPERATIONS.put("AWS credentials: GetId", Map.entry("GetId", FaultTableTest::credentials));
        OPERATIONS.put(
                "AWS credentials: GetCredentialsForIdentity",
                Map.entry("GetCredentialsForIdentity", FaultTableTest::credentials));
        OPERATIONS.put(
                "fetchUserAttributes: GetUser",
                Map.entry(
                        "GetUser",
                        world -> failure(() -> world.session(HOUR).fetchUserAttributes()) + ", " + world.cookies()));
        OPERATIONS.put(
                "downloadData: S3",
                Map.entry(
                        "a",
                        world -> failure(() -> world.storage
                                .client(FixedSession::new)
                                .downloadData(path("public/a"))
                                .body()
                                .readAllBytes())));
        OPERATIONS.put(
                "uploadData: S3",
                Map.entry(
                        "a",
                        world -> failure(() -> world.storage
                                .client(FixedSession::new)
                                .uploadData(path("public/a"), UploadData.of("hello".getBytes(UTF_8))))));
        OPERATIONS.put(
                "uploadData in parts: S3",
                Map.entry(
                        "a",
                        world -> failure(() -> world.storage
                                .client(FixedSession::new)
                                .uploadData(path("public/a"), UploadData.of(new byte[IN_PARTS])))));
        OPERATIONS.put(
                "list: S3",
                Map.entry(
                        "bucket",
                        world -> failure(
                                () -> world.storage.client(FixedSession::new).list(path("public/")))));
        OPERATIONS.put(
                "copy: S3",
                Map.entry(
                        "b",
                        world -> failure(() ->
                                world.storage.client(FixedSession::new).copy(path("public/a"), path("public/b")))));
        OPERATIONS.put(
                "getProperties: S3",
                Map.entry(
                        "a",
                        world -> failure(
                                () -> world.storage.client(FixedSession::new).getProperties(path("public/a")))));
        OPERATIONS.put(
                "remove: S3",
                Map.entry(
                        "a",
                        world -> failure(
                                () -> world.storage.client(FixedSession::new).remove(path("public/a")))));
        OPERATIONS.put(
                "REST GET",
                Map.entry(
                        "rest",
                        world -> failure(() -> world.api
                                .rest("api", FixedSession::new)
                                .get("/rest")
                                .authMode(RestAuthMode.NONE)
                                .send()
                                .json(Map.class))));
        OPERATIONS.put(
                "REST POST",
                Map.entry(
                        "rest",
                        world -> failure(() -> world.api
                                .rest("api", FixedSession::new)
                                .post("/rest")
                                .authMode(RestAuthMode.NONE)
                                .body(Map.of("b", 1))
                                .send()
                                .json(Map.class))));
        OPERATIONS.put(
                "GraphQL query",
                Map.entry(
                        "graphql",
                        world -> failure(() -> world.api
                                .graphQl(FixedSession::new)
                                .graphql("{ a }")
                                .send())));
        OPERATIONS.put(
                "GraphQL mutation",
                Map.entry(
                        "graphql",
                        world -> failure(() -> world.api
                                .graphQl(FixedSession::new)
                                .graphql("mutation { a }")
                                .send())));
    }

    @Test
    void handlesEveryFaultAsDocumented() throws Exception {
        StringBuilder table = new StringBuilder("| operation | ");
        table.append(Stream.of(Fault.values()).map(fault -> fault.title).collect(Collectors.joining(" | ")));
        table.append(" |\n|---").append("|---".repeat(Fault.values().length)).append("|\n");
        ExecutorService threads = Executors.newFixedThreadPool(6); // most of it is waiting
        List<Future<String>> rows = new ArrayList<>();
        OPERATIONS.forEach((name, operation) -> rows.add(threads.submit(() -> row(name, operation))));
        for (Future<String> row : rows) {
            table.append(row.get());
        }
        threads.shutdown();
        String documented = Files.readString(PAGE);
        int start = documented.indexOf("| operation | ");
        assertEquals(documented.substring(start, documented.indexOf("\n\n", start) + 1), table.toString());
    }

    private static String row(String name, Map.Entry<String, Operation> operation) throws Exception {
        StringBuilder row = new StringBuilder("| ").append(name);
        for (Fault fault : Fault.values()) {
            try (World world = new World(operation.getKey(), fault)) {
                String result = operation.getValue().run(world);
                row.append(" | ")
                        .append(result)
                        .append("; ")
                        .append(world.calls)
                        .append("×");
            }
        }
        return row.append(" |\n").toString();
    }
}
