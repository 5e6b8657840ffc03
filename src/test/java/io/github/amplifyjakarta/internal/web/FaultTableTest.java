package io.github.amplifyjakarta.internal.web;

import static io.github.amplifyjakarta.storage.StoragePath.path;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.api.Api;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.http.HttpCall;
import io.github.amplifyjakarta.internal.http.HttpFailure;
import io.github.amplifyjakarta.internal.http.HttpReply;
import io.github.amplifyjakarta.internal.http.JdkHttpDoor;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.storage.Storage;
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
    private static final Path PAGE = Path.of("docs/faults.md");

    private enum Fault {
        HANGS("never answers") {
            @Override
            void answer(HttpExchange exchange) {
                silence();
            }
        },
        STOPS("stops within its answer") {
            @Override
            void answer(HttpExchange exchange) throws IOException {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("{\"a\":".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                silence();
            }
        },
        BREAKS("closes the connection") {
            @Override
            void answer(HttpExchange exchange) {
                exchange.close();
            }
        },
        ERROR("500") {
            @Override
            void answer(HttpExchange exchange) throws IOException {
                send(exchange, 500, "{\"__type\":\"InternalErrorException\"}");
            }
        },
        THROTTLES("429") {
            @Override
            void answer(HttpExchange exchange) throws IOException {
                send(exchange, 429, "{\"__type\":\"TooManyRequestsException\"}");
            }
        },
        NONSENSE("200 and a web page") {
            @Override
            void answer(HttpExchange exchange) throws IOException {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                send(exchange, 200, "<html>welcome to the hotel's network</html>");
            }
        };

        private final String title;

        Fault(String title) {
            this.title = title;
        }

        abstract void answer(HttpExchange exchange) throws IOException;
    }

    /** What is done, and what comes of it. */
    private interface Operation {
        String run(World world) throws Exception;
    }

    /** One application, and an AWS of which one part fails. */
    private static final class World implements AutoCloseable {

        private final TestPool pool = new TestPool();
        private final FaultyServer server = new FaultyServer();
        private final AtomicInteger calls = new AtomicInteger();
        private final List<SetCookie> changes = new ArrayList<>();
        private final JdkHttpDoor door;
        private final AmplifyRuntime runtime;
        private final Api api;
        private final Storage storage;

        World(String failing, Fault fault) throws IOException {
            String here = server.uri().toString();
            AmplifyConfig config = TestPool.config(Map.ofEntries(
                    Map.entry("amplify.http.connect-timeout", "PT0.5S"),
                    Map.entry("amplify.http.read-timeout", "PT0.5S"),
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
            door = new JdkHttpDoor(config.http());
            runtime = AmplifyRuntime.of(config, door, pool.clock(), event -> {});
            api = new Api(config, door, Clock.systemUTC(), () -> 0, FixedSession::new);
            storage = new Storage(config.storage().orElseThrow(), config.http(), Clock.systemUTC());
            pool.on("GetTokensFromRefreshToken", call -> pool.issued("alice", "rt-2"));
            pool.issueTokens();
            server.answers(exchange -> {
                String operation = operation(exchange);
                if (operation.equals(failing)) {
                    calls.incrementAndGet();
                    fault.answer(exchange);
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

        private void healthy(HttpExchange exchange) throws IOException {
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
            door.close();
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

    private static String page(RouteResponse response, RouteClient browser) {
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
        for (String pair : world.pool.header("alice", HOUR, "rt-1").split("; ")) {
            browser.jar.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("^[^=]*=", ""));
        }
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

    private static final Map<String, Map.Entry<String, Operation>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put("first request: key set", Map.entry("jwks.json", world -> outcome(world, world.session(HOUR))));
        OPERATIONS.put(
                "renewal: GetTokensFromRefreshToken",
                Map.entry("GetTokensFromRefreshToken", world -> outcome(world, world.session(PAST))));
        OPERATIONS.put("sign-in callback: token endpoint", Map.entry("token", FaultTableTest::callback));
        OPERATIONS.put("sign-out: revocation", Map.entry("revoke", FaultTableTest::signOut));
        OPERATIONS.put(
                "AWS credentials: GetId",
                Map.entry(
                        "GetId",
                        world -> failure(() ->
                                        world.session(HOUR).fetchAuthSession().credentials()) + ", "
                                + world.cookies()));
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
                "REST GET",
                Map.entry(
                        "a",
                        world -> failure(() -> world.api
                                .rest("api", FixedSession::new)
                                .get("/a")
                                .authMode(RestAuthMode.none)
                                .send()
                                .json(Map.class))));
        OPERATIONS.put(
                "REST POST",
                Map.entry(
                        "a",
                        world -> failure(() -> world.api
                                .rest("api", FixedSession::new)
                                .post("/a")
                                .authMode(RestAuthMode.none)
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
    void everyFaultOfEveryServiceIsDocumented() throws Exception {
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
