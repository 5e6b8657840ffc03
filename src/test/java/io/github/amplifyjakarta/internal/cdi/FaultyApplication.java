package io.github.amplifyjakarta.internal.cdi;

import static io.github.amplifyjakarta.testing.FaultyServer.pause;
import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.storage.Storage;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One application, and an AWS of which one part fails. */
final class FaultyApplication implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMillis(500);
    static final int IN_PARTS = 9 << 20;

    enum Fault {
        SLOW("answers slowly") {
            @Override
            void answer(FaultyApplication application, HttpExchange exchange) throws IOException {
                pause(LIMIT.dividedBy(5));
                application.healthy(exchange);
            }
        },
        HANGS("never answers") {
            @Override
            void answer(FaultyApplication application, HttpExchange exchange) {
                silence();
            }
        },
        STOPS("stops within its answer") {
            @Override
            void answer(FaultyApplication application, HttpExchange exchange) throws IOException {
                exchange.sendResponseHeaders(200, 1000);
                boolean s3 = exchange.getRequestURI().getPath().startsWith("/bucket");
                exchange.getResponseBody().write((s3 ? "<a>" : "{\"a\":").getBytes(UTF_8));
                exchange.getResponseBody().flush();
                silence();
            }
        },
        BREAKS("closes the connection") {
            @Override
            void answer(FaultyApplication application, HttpExchange exchange) {
                exchange.close();
            }
        },
        ERROR("500") {
            @Override
            void answer(FaultyApplication application, HttpExchange exchange) throws IOException {
                send(exchange, 500, "{\"__type\":\"InternalErrorException\"}");
            }
        },
        THROTTLES("429") {
            @Override
            void answer(FaultyApplication application, HttpExchange exchange) throws IOException {
                send(exchange, 429, "{\"__type\":\"TooManyRequestsException\"}");
            }
        },
        NONSENSE("200 and a web page") {
            @Override
            void answer(FaultyApplication application, HttpExchange exchange) throws IOException {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                send(exchange, 200, "<html>welcome to the hotel's network</html>");
            }
        };

        final String title;

        Fault(String title) {
            this.title = title;
        }

        abstract void answer(FaultyApplication application, HttpExchange exchange) throws IOException;
    }

    final TestPool pool = new TestPool();
    private final FaultyServer server = new FaultyServer();
    private volatile boolean broken = true;
    final AtomicInteger calls = new AtomicInteger();
    private final List<SetCookie> changes = new ArrayList<>();
    private final JdkHttpTransport transport;
    final AmplifyRuntime runtime;
    final Apis api;
    final Storage storage;

    FaultyApplication(String failing, Fault fault) throws IOException {
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

    /** {@return this application, in which everything went well until now} */
    FaultyApplication afterAGoodStart() {
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
