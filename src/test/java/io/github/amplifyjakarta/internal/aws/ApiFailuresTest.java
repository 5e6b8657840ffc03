package io.github.amplifyjakarta.internal.aws;

import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.api.RestStream;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API does wrong, or the way to it. Tests are named after what they prevent. */
class ApiFailuresTest extends WithFaultyApi {

    @Test
    void anApiThatNeverAnswers() {
        server.answers(exchange -> silence());
        assertEquals(Reason.TIMEOUT, failure(rest.get("/a")).reason());
        assertEquals(1, server.asked().size(), "it cost the whole limit already");
    }

    @Test
    void anAnswerThatNeverEnds() throws Exception {
        server.answers(FaultyServer::beginning);
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
        assertThrows(ApiException.class, () -> rest.get("/a").send().json(jakarta.json.JsonValue.class));
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

    @ParameterizedTest
    @ValueSource(strings = {"the-secret\n", "the-secret\r\nX-Evil: 1", "the-secret\u0000"})
    void aSecretFromAFileWithALineEnd(String secret) {
        for (Executable call : List.<Executable>of(
                () -> graphQl.authToken(secret),
                () -> graphQl.apiKey(secret),
                () -> graphQl.graphql("{ a }").authToken(secret),
                () -> rest.post("/a").body(RestBody.of("x", secret)))) {
            ApiException failure = assertThrows(ApiException.class, call);
            assertEquals(Reason.INVALID_INPUT, failure.reason());
            assertFalse(failure.getMessage().contains("the-secret"), failure.getMessage());
        }
    }

    @Test
    void anOrderThatIsPlacedTwiceBecauseOfANameOfTheClocks() {
        server.answers(exchange -> send(exchange, 400, "{\"code\":\"BadRequestException\",\"message\":\"stored\"}"));
        assertEquals("BadRequestException", failure(rest.post("/orders")).name());
        assertEquals(1, server.asked().size());
    }

    @Test
    void anApiWhoseClockMovesThatOfTheOthers() throws Exception {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Date", "Mon, 01 Jan 2001 00:00:00 GMT");
            send(exchange, 403, "{\"code\":\"SignatureDoesNotMatch\"}");
        });
        failure(rest.get("/a"));
        assertEquals(3, server.asked().size(), "signed again, for the time it says");
        try (FaultyServer other = new FaultyServer()) {
            List<String> dates = new ArrayList<>();
            other.answers(exchange -> {
                dates.add(exchange.getRequestHeaders().getFirst("X-Amz-Date"));
                send(exchange, 200, "{}");
            });
            api.graphQl(FixedSession::new)
                    .endpoint(other.uri(), GraphQlAuthMode.IAM)
                    .graphql("{ a }")
                    .send();
            assertFalse(dates.get(0).startsWith("2001"), dates.toString());
        }
    }

    @Test
    void anEmptyFileThatCannotBeSent() {
        server.answers(
                exchange -> send(exchange, 200, exchange.getRequestHeaders().getFirst("Content-Length")));
        assertEquals(
                "0",
                rest.put("/a")
                        .body(RestBody.of(new byte[0], "text/plain"))
                        .send()
                        .text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/5#/items/7",
                "/orders/..%2Fadmin",
                "/orders/..;/admin",
                "/orders/..\\admin",
                "/orders\\..",
                "/orders/%2e%2E%5cadmin",
                "/orders%2f.%2e",
                "/orders/%252e%252e/admin",
                "/orders/..%20/admin",
                "/orders/..%00/admin",
                "/orders%252f..%252fadmin"
            })
    void aPathFromOutsideThatLeadsElsewhere(String path) {
        assertEquals(Reason.INVALID_INPUT, failure(rest.delete(path)).reason());
        assertEquals(0, server.asked().size());
    }

    @Test
    void errorsThatAreLostBecauseOfTheStatus() {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", "UnauthorizedException");
            send(
                    exchange,
                    401,
                    "{\"errors\":[{\"errorType\":\"UnauthorizedException\",\"message\":\"You are not authorized\"}]}");
        });
        GraphQlException failure = assertThrows(
                GraphQlException.class, () -> graphQl.graphql("{ a }").send());
        assertEquals(401, failure.statusCode().orElseThrow());
        assertEquals("UnauthorizedException", failure.name());
        assertEquals(
                "UnauthorizedException", failure.errors().get(0).errorType().orElseThrow());
        ExecutionException later = assertThrows(
                ExecutionException.class,
                () -> graphQl.graphql("{ a }").sendAsync().get(10, TimeUnit.SECONDS));
        assertTrue(later.getCause() instanceof GraphQlException, later.toString());
    }

    @Test
    void aTokenOfTheApplicationThatNeedsACognitoUser() {
        server.answers(exchange -> send(
                exchange,
                200,
                "{\"data\":{\"a\":\"" + exchange.getRequestHeaders().getFirst("Authorization") + "\"}}"));
        GraphQlClient nobody = api.graphQl(() -> {
            throw new IllegalStateException("no session is needed");
        });
        for (GraphQlAuthMode mode :
                new GraphQlAuthMode[] {GraphQlAuthMode.OIDC, GraphQlAuthMode.LAMBDA, GraphQlAuthMode.IAM}) {
            assertEquals(
                    "of-another-provider",
                    nobody.authMode(mode)
                            .authToken("of-another-provider")
                            .graphql("{ a }")
                            .send()
                            .get("a", String.class)
                            .orElseThrow());
        }
    }

    @Test
    void aTokenThatGoesToAnotherEndpoint() throws Exception {
        try (FaultyServer other = new FaultyServer()) {
            other.answers(exchange -> send(
                    exchange,
                    200,
                    "{\"data\":{\"a\":\"" + exchange.getRequestHeaders().containsKey("Authorization")
                            + exchange.getRequestHeaders().containsKey("X-Own") + "\"}}"));
            assertEquals(
                    "falsefalse",
                    graphQl.authToken("of-the-first")
                            .header("X-Own", "of-the-first")
                            .endpoint(other.uri(), GraphQlAuthMode.NONE)
                            .graphql("{ a }")
                            .send()
                            .get("a", String.class)
                            .orElseThrow());
        }
        for (String unsafe :
                new String[] {"http://example.com/graphql", "/graphql", "https://my_api/graphql", "ftp://x"}) {
            assertThrows(ApiException.class, () -> graphQl.endpoint(URI.create(unsafe), GraphQlAuthMode.IAM), unsafe);
        }
    }

    /** A model as the demo's file has it. */
    public record Todo(String id, String content) {}

    @Test
    void aKeyThatIsDroppedSoThatAllObjectsCome() {
        ApiException failure = assertThrows(
                ApiException.class,
                () -> graphQl.model("Todo", Todo.class)
                        .list(ModelQuery.builder().key("ownerId", "me").build()));
        assertEquals(Reason.INVALID_INPUT, failure.reason());
        assertTrue(failure.getMessage().contains("ownerId"), failure.getMessage());
        assertEquals(0, server.asked().size());
    }

    @Test
    void aMutationAnsweredByNothingIsNotOneThatWasNotSent() {
        server.answers(exchange -> send(exchange, 200, "{\"data\":{\"createTodo\":null}}"));
        ApiException failure = assertThrows(
                ApiException.class, () -> graphQl.model("Todo", Todo.class).create(Map.of("content", "x")));
        assertEquals(Reason.BAD_ANSWER, failure.reason());
    }

    @Test
    void anAnswerThatIsNotWhatTheApplicationExpects() {
        server.answers(exchange -> send(exchange, 200, "{\"data\":{\"getTodo\":{\"id\":{\"a\":1}}}}"));
        assertEquals(
                Reason.BAD_ANSWER,
                assertThrows(
                                ApiException.class,
                                () -> graphQl.model("Todo", Todo.class).get("1"))
                        .reason());
        assertEquals(
                Reason.BAD_ANSWER,
                assertThrows(ApiException.class, () -> rest.get("/a").send().json(Integer.class))
                        .reason());
    }

    @Test
    void anErrorThatFillsTheLog() {
        server.answers(
                exchange -> send(exchange, 400, "{\"message\":\"" + "x".repeat(100_000) + "\\nINFO forged line\"}"));
        String message = failure(rest.post("/a")).getMessage();
        assertTrue(message.length() < 1_100, "length " + message.length());
        server.answers(exchange -> send(exchange, 400, "{\"message\":\"no\\nINFO forged line\"}"));
        assertFalse(failure(rest.post("/a")).getMessage().contains("\n"));
        server.answers(exchange ->
                send(exchange, 200, "{\"errors\":[{\"message\":\"no\\nINFO forged" + "x".repeat(100_000) + "\"}]}"));
        GraphQlException errors = assertThrows(
                GraphQlException.class, () -> graphQl.graphql("{ a }").send());
        assertFalse(errors.getMessage().contains("\n"));
        assertTrue(
                errors.getMessage().length() < 1_100,
                "length " + errors.getMessage().length());
    }

    @Test
    void aStreamThatIsSkippedForEver() throws Exception {
        server.answers(FaultyServer::beginning);
        try (RestStream stream = rest.get("/a").stream()) {
            assertEquals(10, stream.body().skip(10));
            assertThrows(IOException.class, () -> stream.body().skip(5));
        }
    }

    @Test
    void secretsInWhatIsPrinted() {
        server.answers(exchange -> send(exchange, 403, "{\"message\":\"no\"}"));
        ApiException failure = failure(rest.get("/a?token=abc").header("Authorization", "Bearer the-own-token"));
        StringBuilder printed = new StringBuilder().append(new FixedSession().credentials());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            printed.append(cause);
        }
        transport.close();
        printed.append(failure(rest.get("/b?token=the-query-secret")));
        for (String secret : List.of("the-secret-key", "the-session-token", "the-own-token", "the-query-secret")) {
            assertFalse(printed.toString().contains(secret), printed.toString());
        }
    }
}
