package io.github.amplifyjakarta.internal.api;

import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.api.RestClient;
import io.github.amplifyjakarta.api.RestStream;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.internal.http.JdkHttpDoor;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API does wrong, or the way to it. Tests are named after what they prevent. */
class ApiFailuresTest {

    private FaultyServer server;
    private JdkHttpDoor door;
    private Api api;
    private RestClient rest;
    private GraphQlClient graphQl;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        String here = server.uri().toString();
        HttpConfig limits = new HttpConfig(Duration.ofMillis(500), Duration.ofMillis(500));
        door = new JdkHttpDoor(limits);
        api = new Api(
                TestPool.config(Map.of(
                        "amplify.api.rest.\"api\".endpoint", here,
                        "amplify.api.rest.\"api\".region", "eu-central-1",
                        "amplify.api.graphql.endpoint", here,
                        "amplify.api.graphql.region", "eu-central-1",
                        "amplify.http.connect-timeout", "PT0.5S",
                        "amplify.http.read-timeout", "PT0.5S")),
                door,
                Clock.systemUTC(),
                () -> 0,
                FixedSession::new);
        rest = api.rest("api", FixedSession::new);
        graphQl = api.graphQl(FixedSession::new);
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
        door.close();
        server.close();
    }

    private static ApiException failure(RestCall call) {
        return assertThrows(ApiException.class, call::send);
    }

    @Test
    void anApiThatNeverAnswers() {
        server.answers(exchange -> silence());
        assertEquals(Reason.TIMEOUT, failure(rest.get("/a")).reason());
        assertEquals(1, server.asked().size(), "it cost the whole limit already");
    }

    @Test
    void anAnswerThatNeverEnds() throws Exception {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(new byte[10]);
            body.flush();
            silence();
        });
        assertEquals(Reason.TIMEOUT, failure(rest.get("/a")).reason());
        try (RestStream stream = rest.get("/a").stream()) {
            assertEquals(10, stream.body().readNBytes(10).length);
            IOException late =
                    assertThrows(IOException.class, () -> stream.body().read());
            assertTrue(late.getMessage().contains("silent for PT0.5S"), late.getMessage());
        }
    }

    @Test
    void anAnswerLargerThanTheHeap() {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[1 << 20];
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 64; i++) {
                    body.write(much);
                }
            }
        });
        assertEquals(Reason.BAD_ANSWER, failure(rest.get("/a")).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "null", "[]", "\"x\"", "{\"message\":5}", "{\"message\":", "{\"__type\":{}}"})
    void anErrorThatIsNone(String body) {
        server.answers(exchange -> send(exchange, 400, body));
        ApiException failure = failure(rest.get("/a"));
        assertEquals("UnknownError", failure.name());
        assertEquals("Unknown error", failure.getMessage());
        assertEquals(body, failure.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "null", "5", "[]", "{\"data\":"})
    void aGraphQlAnswerThatIsNone(String body) {
        server.answers(exchange -> send(exchange, 200, body));
        ApiException failure =
                assertThrows(ApiException.class, () -> graphQl.graphql("{ a }").send());
        assertEquals(Reason.BAD_ANSWER, failure.reason());
    }

    @Test
    void jsonThatIsDeeperThanTheStack() {
        server.answers(exchange -> send(exchange, 200, "[".repeat(500_000)));
        assertEquals(
                Reason.BAD_ANSWER,
                assertThrows(ApiException.class, () -> graphQl.graphql("{ a }").send())
                        .reason());
        assertThrows(JsonbException.class, () -> rest.get("/a").send().json(jakarta.json.JsonValue.class));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "11, 1", "-5, 3", "Wed, 3", "99999999999999, 3"})
    void retryAfter(String wait, int attempts) {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", wait);
            send(exchange, server.asked().size() > 1 && wait.equals("1") ? 200 : 429, "");
        });
        if (wait.equals("1")) {
            assertEquals(200, rest.get("/a").send().statusCode());
        } else {
            assertEquals(429, failure(rest.get("/a")).statusCode().orElseThrow());
        }
        assertEquals(attempts, server.asked().size());
    }

    @Test
    void anOrderThatIsPlacedTwice() {
        server.answers(exchange -> send(exchange, 503, ""));
        failure(rest.post("/a").body("x"));
        assertEquals(1, server.asked().size());
        failure(rest.post("/a").body("x").retryStrategy(RetryStrategy.ALWAYS));
        assertEquals(4, server.asked().size());
        assertThrows(ApiException.class, () -> graphQl.graphql("mutation { a }").send());
        assertEquals(5, server.asked().size());
        failure(rest.get("/a").retryStrategy(RetryStrategy.NEVER));
        assertEquals(6, server.asked().size());
    }

    @Test
    void aPauseThatOutlivesTheCallsOwnLimit() {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "5");
            send(exchange, 503, "");
        });
        assertEquals(
                503,
                failure(rest.get("/a").timeout(Duration.ofSeconds(1)))
                        .statusCode()
                        .orElseThrow());
        assertEquals(1, server.asked().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\n", "ü", "\u0000"})
    void aHeaderThatBringsAnother(String value) {
        assertThrows(ApiException.class, () -> rest.get("/a").header("X-A", value));
        assertThrows(ApiException.class, () -> graphQl.header("X-A", value));
        assertThrows(ApiException.class, () -> rest.get("/a").header("X-A" + value, "x"));
    }

    @Test
    void aBodyThatCannotBeRead() {
        RestBody broken = new RestBody() {
            @Override
            public java.io.InputStream open() throws IOException {
                throw new IOException("no such file");
            }

            @Override
            public String contentType() {
                return "text/plain";
            }
        };
        ApiException failure = failure(rest.post("/a").body(broken));
        assertEquals(Reason.INVALID_INPUT, failure.reason());
        assertTrue(failure.getMessage().contains("no such file"));
        assertThrows(ApiException.class, () -> rest.get("/a").body("x"));
        assertEquals(List.of(), server.asked());
    }

    @Test
    void aCallThatNobodyWantsAnyMore() throws Exception {
        server.answers(exchange -> silence());
        CompletableFuture<Void> cancel = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> cancel.complete(null));
        assertEquals(Reason.CANCELED, failure(rest.get("/a").canceledBy(cancel)).reason());
        Thread caller = Thread.currentThread();
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(caller::interrupt);
        assertEquals(Reason.CANCELED, failure(rest.get("/a")).reason());
        assertTrue(Thread.interrupted(), "the thread is told");
    }

    @Test
    void secretsInWhatIsPrinted() {
        server.answers(exchange -> send(exchange, 403, "{\"message\":\"no\"}"));
        ApiException failure = failure(rest.get("/a?token=abc").header("Authorization", "Bearer the-own-token"));
        StringBuilder printed = new StringBuilder().append(new FixedSession().credentials());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            printed.append(cause);
        }
        door.close();
        printed.append(failure(rest.get("/b?token=the-query-secret")));
        for (String secret : List.of("the-secret-key", "the-session-token", "the-own-token", "the-query-secret")) {
            assertFalse(printed.toString().contains(secret), printed.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ a }|QUERY",
                "query Q { a }|QUERY",
                "mutation { a }|MUTATION",
                "{ a } # mutation { b }|QUERY",
                "fragment F on T { mutation } mutation { ...F }|MUTATION",
                "query Q { a(t: \"} mutation {\") } mutation M { b }|QUERY",
                "query Q { mutation }|QUERY",
                "query Q { a(t: \"\"\"block } \"\"\") }|QUERY"
            })
    void aMutationThatIsTakenForAQuery(String document, OperationKind kind) {
        assertEquals(kind, OperationKind.of(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{ a",
                "{ a } }",
                "fragment F on T { a }",
                "subscription { a }",
                "{ a(t: \"x) }",
                "hello"
            })
    void aDocumentThatIsNone(String document) {
        assertThrows(ApiException.class, () -> OperationKind.of(document));
    }
}
