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
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests to an API are sent again, when, and what ends them. */
class ApiRetriesTest extends WithFaultyApi {

    @ParameterizedTest
    @CsvSource({"1, 2", "11, 1", "-5, 3", "Wed, 3", "99999999999999, 3"})
    void followsRetryAfterWithinLimits(String wait, int attempts) {
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
    void retriesAsTheRetryStrategySays() {
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
    void givesUpWhenAPauseExceedsTheTimeout() {
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

    @Test
    void cancelsRequestsBySignalAndByInterrupt() throws Exception {
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
    void sendsARefusedPostOnce() {
        server.answers(exchange -> send(exchange, 400, "{\"code\":\"BadRequestException\",\"message\":\"stored\"}"));
        assertEquals("BadRequestException", failure(rest.post("/orders")).name());
        assertEquals(1, server.asked().size());
    }

    @Test
    void correctsTheClockForOneApiOnly() throws Exception {
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
}
