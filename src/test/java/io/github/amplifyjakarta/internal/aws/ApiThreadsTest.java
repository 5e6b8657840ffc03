package io.github.amplifyjakarta.internal.aws;

import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.api.RestResponse;
import io.github.amplifyjakarta.api.RestStream;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who waits for what, and that nobody waits for ever. */
class ApiThreadsTest extends WithFaultyApi {

    /** Far more than any limit here. */
    private static final long SECONDS = 10;

    private <T> CompletableFuture<T> elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, server.threads());
    }

    private static Reason reason(CompletableFuture<?> call) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> call.get(SECONDS, TimeUnit.SECONDS));
        return assertInstanceOf(ApiException.class, e.getCause()).reason();
    }

    @Test
    void keepsTimeoutsWhileAContinuationBlocks() throws Exception {
        server.answers(exchange -> silence());
        CompletableFuture<Reason> second = rest.get("/a")
                .timeout(Duration.ofMillis(200))
                .sendAsync()
                .handle((answer, late) ->
                        failure(rest.get("/b").timeout(Duration.ofMillis(300))).reason());
        assertEquals(Reason.TIMEOUT, second.get(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void reusesThreadsForResponses() throws Exception {
        server.answers(exchange -> send(exchange, 200, "{}"));
        for (int call = 0; call < 20; call++) {
            rest.get("/a").send();
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getTotalStartedThreadCount();
        for (int call = 0; call < 200; call++) {
            rest.get("/a").send();
        }
        long started = threads.getTotalStartedThreadCount() - before;
        assertTrue(started < 50, started + " threads were started for 200 calls");
    }

    @Test
    void leavesTheThreadUninterruptedAfterACancellation() throws Exception {
        server.answers(exchange -> send(exchange, 200, "{}"));
        for (int call = 0; call < 500; call++) { // some are cancelled before, some after they are answered
            CompletableFuture<Void> signal = new CompletableFuture<>();
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(
                    () -> {
                        Thread.yield();
                        signal.complete(null);
                    },
                    server.threads());
            try {
                rest.get("/a").canceledBy(signal).send();
            } catch (ApiException e) {
                assertEquals(Reason.CANCELED, e.reason());
            }
            cancelling.get(SECONDS, TimeUnit.SECONDS);
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    /** A body is read in the thread that sends it, and who reads may not hear that its time is over. */
    @Test
    void timesOutWhenABodyIsNeverReadToItsEnd() throws Exception {
        server.answers(exchange -> send(exchange, 200, "{}"));
        for (int call = 0; call < 20; call++) { // connections that are there are used at once
            rest.get("/a").send();
        }
        RestBody deaf = new RestBody() {
            @Override
            public InputStream open() {
                return new InputStream() {
                    @Override
                    public int read() {
                        CompletableFuture<Integer> never = new CompletableFuture<>();
                        return never.completeOnTimeout(-1, SECONDS, TimeUnit.SECONDS)
                                .join(); // the interrupt may come from anywhere
                    }
                };
            }

            @Override
            public String contentType() {
                return "text/plain";
            }
        };
        CompletableFuture<Reason> late = elsewhere(() -> failure(
                        rest.post("/a").authMode(RestAuthMode.NONE).body(deaf).timeout(Duration.ofMillis(300)))
                .reason());
        assertEquals(Reason.TIMEOUT, late.get(SECONDS / 2, TimeUnit.SECONDS));
    }

    /** RFC 9112, section 6.3: what an IllegalArgumentException of the JDK's client comes from. */
    @Test
    void reportsANetworkErrorForAnInvalidContentLength() throws Exception {
        try (ServerSocket odd = new ServerSocket(0)) {
            elsewhere(() -> {
                while (!odd.isClosed()) {
                    try (java.net.Socket socket = odd.accept()) {
                        socket.getInputStream().read(new byte[4096]);
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n".getBytes(UTF_8));
                    } catch (IOException e) {
                        return odd.isClosed();
                    }
                }
                return true;
            });
            URI here = URI.create("http://localhost:" + odd.getLocalPort());
            try (Apis there = at(here)) {
                RestCall call = there.rest("api", FixedSession::new).get("/a").authMode(RestAuthMode.NONE);
                assertEquals(Reason.NETWORK, failure(call).reason());
                assertEquals(Reason.NETWORK, reason(call.sendAsync()));
            }
            HttpFailure broken = assertThrows(HttpFailure.class, () -> transport.send(HttpCall.get(here)));
            assertEquals(HttpFailure.Kind.BROKEN, broken.kind());
        }
    }

    @Test
    void keepsTheInterruptOfTheThread() {
        server.answers(exchange -> silence());
        Thread.currentThread().interrupt();
        ApiException e = failure(rest.get("/a"));
        assertTrue(Thread.interrupted());
        assertEquals(Reason.CANCELED, e.reason());
    }

    @Test
    void endsPausesWhenTheApplicationEnds() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "9");
            send(exchange, 503, "");
            asked.complete(null);
        });
        CompletableFuture<RestResponse> paused = elsewhere(() -> rest.get("/a").send());
        asked.get(SECONDS, TimeUnit.SECONDS);
        Thread.sleep(200); // it is in its pause
        transport.close();
        assertEquals(Reason.STATUS, reason(paused));
        assertEquals(Reason.NETWORK, failure(rest.get("/a")).reason());
        assertEquals(Reason.NETWORK, reason(rest.get("/a").sendAsync()));
    }

    @Test
    void endsUnreadStreamsWhenTheApplicationEnds() throws Exception {
        server.answers(FaultyServer::beginning);
        RestStream unread = rest.get("/a").stream();
        CompletableFuture<RestResponse> waiting = elsewhere(() -> rest.get("/b").send());
        CompletableFuture<Void> closed = CompletableFuture.runAsync(transport::close, server.threads());
        closed.get(SECONDS, TimeUnit.SECONDS);
        assertEquals(Reason.NETWORK, reason(waiting));
        IOException ended = assertThrows(IOException.class, () -> unread.body().readNBytes(20));
        assertEquals("the application has ended", ended.getMessage());
    }

    @Test
    void sendsACallAsItWasWhenItWasSent() throws Exception {
        server.answers(exchange -> send(exchange, 200, exchange.getRequestURI().getQuery()));
        RestCall call = rest.get("/a");
        Map<Integer, CompletableFuture<RestResponse>> pages = new HashMap<>();
        for (int page = 0; page < 100; page++) {
            pages.put(page, call.queryParam("page", page).sendAsync());
        }
        for (int page = 0; page < 100; page++) {
            assertEquals(
                    "page=" + page,
                    pages.get(page).get(SECONDS, TimeUnit.SECONDS).text());
        }
    }

    @Test
    void completesTheFutureWhateverIsThrown() throws Exception {
        Map<String, Object> itself = new HashMap<>();
        itself.put("itself", itself);
        ExecutionException endless = assertThrows(
                ExecutionException.class,
                () -> graphQl.graphql("{ a }").variables(itself).sendAsync().get(SECONDS, TimeUnit.SECONDS));
        assertEquals(Reason.INVALID_INPUT, ((ApiException) endless.getCause()).reason());
        RestBody broken = new RestBody() {
            @Override
            public InputStream open() {
                throw new AssertionError("a bug of the application");
            }

            @Override
            public String contentType() {
                return "text/plain";
            }
        };
        CompletableFuture<RestResponse> call = rest.post("/a").body(broken).sendAsync();
        ExecutionException e = assertThrows(ExecutionException.class, () -> call.get(SECONDS, TimeUnit.SECONDS));
        assertInstanceOf(AssertionError.class, e.getCause());
    }

    @Test
    void failsTheFutureWhenTheSessionCannotBeChecked() {
        RestApiClient unsure = api.rest("api", () -> {
            throw new AuthException(
                    AuthException.Reason.COULD_NOT_CHECK,
                    new AmplifyException.Details("X", "no answer", "try again"),
                    null);
        });
        CompletableFuture<RestResponse> call = unsure.get("/a").sendAsync();
        ExecutionException e = assertThrows(ExecutionException.class, () -> call.get(SECONDS, TimeUnit.SECONDS));
        assertInstanceOf(AuthException.class, e.getCause());
    }

    @Test
    void countsTheTimeBeforeTheRequestForItsTimeout() {
        RestApiClient slow = api.rest("api", () -> {
            try {
                Thread.sleep(400);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new FixedSession();
        });
        assertEquals(
                Reason.TIMEOUT,
                failure(slow.get("/a").timeout(Duration.ofMillis(300))).reason());
        assertEquals(0, server.asked().size());
        assertEquals(
                Reason.INVALID_INPUT,
                assertThrows(ApiException.class, () -> graphQl.graphql("{ a }").timeout(Duration.ZERO))
                        .reason());
        server.answers(exchange -> send(exchange, 200, "{}"));
        assertEquals(
                200,
                rest.get("/a")
                        .timeout(Duration.ofSeconds(Long.MAX_VALUE))
                        .send()
                        .statusCode());
    }

    @Test
    void sendsNothingAfterACancellation() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> answered = new CompletableFuture<>();
        RestBody slow = new RestBody() {
            @Override
            public InputStream open() { // to be hashed, before anything is sent
                asked.complete(null);
                answered.join();
                return InputStream.nullInputStream();
            }

            @Override
            public String contentType() {
                return "text/plain";
            }
        };
        CompletableFuture<RestResponse> call = rest.post("/orders").body(slow).sendAsync();
        asked.get(SECONDS, TimeUnit.SECONDS);
        call.cancel(true);
        answered.complete(null);
        server.answers(exchange -> send(exchange, 200, "{}"));
        rest.get("/other").send(); // on another connection, later
        assertEquals(List.of("GET"), server.asked());
    }

    @Test
    void closesTheBodyBeforeTheFutureCompletes() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0)) {
            CountedBody body = new CountedBody();
            CompletableFuture<Boolean> closedBefore = at(URI.create("http://localhost:" + deaf.getLocalPort()))
                    .rest("api", FixedSession::new)
                    .put("/")
                    .body(body)
                    .authMode(RestAuthMode.NONE)
                    .timeout(Duration.ofMillis(500))
                    .sendAsync()
                    .handle((answer, late) -> body.allClosed.isDone());
            assertTrue(closedBefore.get(SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void cancelsTheCallUnderWayByASharedSignal() throws Exception {
        CompletableFuture<Void> shutdown = new CompletableFuture<>();
        server.answers(exchange -> send(exchange, 200, "{}"));
        for (int i = 0; i < 50; i++) {
            rest.get("/a").canceledBy(shutdown).send();
        }
        server.answers(exchange -> silence());
        CompletableFuture<RestResponse> call = rest.get("/a")
                .canceledBy(shutdown)
                .timeout(Duration.ofSeconds(SECONDS))
                .sendAsync();
        shutdown.complete(null);
        assertEquals(Reason.CANCELED, reason(call));
    }

    /** Counts what is opened and closed. */
    private static final class CountedBody implements RestBody {

        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final CompletableFuture<Void> allClosed = new CompletableFuture<>();

        @Override
        public InputStream open() {
            opened.incrementAndGet();
            return new InputStream() {
                @Override
                public int read() {
                    return 'x'; // for ever
                }

                @Override
                public void close() {
                    if (closed.incrementAndGet() == opened.get()) {
                        allClosed.complete(null);
                    }
                }
            };
        }

        @Override
        public String contentType() {
            return "text/plain";
        }
    }

    @Test
    void closesTheBodyAfterATimeout() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0)) {
            CountedBody body = new CountedBody();
            CompletableFuture<RestResponse> call = at(URI.create("http://localhost:" + deaf.getLocalPort()))
                    .rest("api", FixedSession::new)
                    .post("/")
                    .body(body)
                    .authMode(RestAuthMode.NONE)
                    .timeout(Duration.ofMillis(500))
                    .sendAsync();
            assertEquals(Reason.TIMEOUT, reason(call));
            body.allClosed.get(SECONDS, TimeUnit.SECONDS);
            assertTrue(body.opened.get() >= 1);
        }
    }
}
