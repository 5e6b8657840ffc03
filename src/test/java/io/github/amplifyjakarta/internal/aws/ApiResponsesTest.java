package io.github.amplifyjakarta.internal.aws;

import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static io.github.amplifyjakarta.testing.FaultyServer.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.RestStream;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the responses of an API: late ones, broken ones and errors. */
class ApiResponsesTest extends WithFaultyApi {

    @Test
    void timesOutWhenAnApiNeverAnswers() {
        server.answers(exchange -> silence());
        assertEquals(Reason.TIMEOUT, failure(rest.get("/a")).reason());
        assertEquals(1, server.asked().size(), "it cost the whole limit already");
    }

    @Test
    void timesOutWhenAResponseFallsSilent() throws Exception {
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
    void refusesResponsesThatAreTooLarge() {
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
    void reportsUnreadableErrorsAsUnknown(String body) {
        server.answers(exchange -> send(exchange, 400, body));
        ApiException failure = failure(rest.get("/a"));
        assertEquals("UnknownError", failure.name());
        assertEquals("Unknown error", failure.getMessage());
        assertEquals(body, failure.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "null", "5", "[]", "{\"data\":"})
    void refusesInvalidGraphQlResponses(String body) {
        server.answers(exchange -> send(exchange, 200, body));
        ApiException failure =
                assertThrows(ApiException.class, () -> graphQl.graphql("{ a }").send());
        assertEquals(Reason.BAD_ANSWER, failure.reason());
    }

    @Test
    void refusesJsonDeeperThanTheStack() {
        server.answers(exchange -> send(exchange, 200, "[".repeat(500_000)));
        assertEquals(
                Reason.BAD_ANSWER,
                assertThrows(ApiException.class, () -> graphQl.graphql("{ a }").send())
                        .reason());
        assertThrows(ApiException.class, () -> rest.get("/a").send().json(jakarta.json.JsonValue.class));
    }

    @Test
    void keepsGraphQlErrorsWhateverTheStatus() {
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
    void refusesAMutationWithoutAResult() {
        server.answers(exchange -> send(exchange, 200, "{\"data\":{\"createTodo\":null}}"));
        ApiException failure = assertThrows(
                ApiException.class, () -> graphQl.model("Todo", Todo.class).create(Map.of("content", "x")));
        assertEquals(Reason.BAD_ANSWER, failure.reason());
    }

    @Test
    void refusesResponsesOfAnotherType() {
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
    void shortensErrorsToOneLine() {
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
    void timesOutWhenASkippedStreamFallsSilent() throws Exception {
        server.answers(FaultyServer::beginning);
        try (RestStream stream = rest.get("/a").stream()) {
            assertEquals(10, stream.body().skip(10));
            IOException late =
                    assertThrows(IOException.class, () -> stream.body().skip(5));
            assertTrue(late.getMessage().contains("silent for PT0.5S"), late.getMessage());
        }
    }

    @Test
    void keepsSecretsOutOfMessages() {
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
