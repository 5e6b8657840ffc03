package io.github.amplifyjakarta.internal.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.EventsClient;
import io.github.amplifyjakarta.api.EventsResult;
import io.github.amplifyjakarta.api.EventsResult.FailedEvent;
import io.github.amplifyjakarta.api.EventsResult.PublishedEvent;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.RecordingApi;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.Json;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What {@code events.post} of aws-amplify 6.22.1 sends (recorded in November 2026), and what it makes of the answers. */
class EventsTest {

    private static final String DONE = "{\"failed\":[],\"successful\":[{\"identifier\":\"e1\",\"index\":0}]}";

    public record Message(String text, Integer likes) {}

    private final RecordingApi transport = new RecordingApi();

    private EventsClient events(Map<String, String> more) {
        Map<String, String> values = new java.util.HashMap<>(Map.of(
                "amplify.api.events.endpoint",
                "https://abc.appsync-api.eu-west-1.amazonaws.com/event",
                "amplify.api.events.api-key",
                "da2-key"));
        values.putAll(more);
        return new Apis(
                        TestPool.config(values),
                        Apis.calls(TestPool.config(values), transport, Clock.systemUTC(), () -> 0),
                        FixedSession::new)
                .events(FixedSession::new);
    }

    private EventsClient events() {
        return events(Map.of());
    }

    private ApiRequest sent() {
        return transport.requests().get(transport.requests().size() - 1);
    }

    @Test
    void sendsWhatAmplifySends() {
        transport.answer(DONE).answer(DONE);
        events().post("default/channel", new Message("hi", null));
        assertEquals("POST", sent().method());
        assertEquals(
                "https://abc.appsync-api.eu-west-1.amazonaws.com/event",
                sent().uri().toString());
        assertEquals("da2-key", sent().headers().get("x-api-key"));
        assertEquals("application/json; charset=UTF-8", sent().headers().get("content-type"));
        assertEquals(
                "{\"channel\":\"/default/channel\",\"events\":[\"{\\\"text\\\":\\\"hi\\\"}\"]}",
                transport.sent().get(0).toString());
        events().postAll("/default/a/", Arrays.asList("s", 1, List.of(1, 2), null, Map.of("a", true)));
        assertEquals(
                Json.createArrayBuilder(List.of("\"s\"", "1", "[1,2]", "null", "{\"a\":true}"))
                        .build(),
                transport.sent().get(1).getJsonArray("events"));
        assertEquals("/default/a/", transport.sent().get(1).getString("channel"));
    }

    @Test
    void authorizesInEveryMode() {
        for (int i = 0; i < 4; i++) {
            transport.answer(DONE);
        }
        events().authMode(GraphQlAuthMode.IAM).post("/default/a", 1);
        String signature = String.valueOf(sent().headers().get("authorization"));
        assertTrue(signature.contains("/eu-west-1/appsync/aws4_request"), signature);
        assertFalse(sent().headers().containsKey("x-api-key"));
        events().authMode(GraphQlAuthMode.LAMBDA).authToken("custom").post("/default/a", 1);
        assertEquals("custom", sent().headers().get("authorization"));
        events().authMode(GraphQlAuthMode.NONE).post("/default/a", 1);
        assertFalse(sent().headers().containsKey("authorization"));
        events().apiKey("other").post("/default/a", 1);
        assertEquals("other", sent().headers().get("x-api-key"));
        for (GraphQlAuthMode mode : List.of(GraphQlAuthMode.USER_POOL, GraphQlAuthMode.OIDC)) {
            assertEquals(
                    "NoValidAuthTokens",
                    assertThrows(
                                    ApiException.class,
                                    () -> events().authMode(mode).post("/default/a", 1))
                            .name());
        }
        ApiException noKey = assertThrows(
                ApiException.class,
                () -> events(Map.of("amplify.api.events.api-key", "")).post("/default/a", 1));
        assertTrue(noKey.recoverySuggestion().contains("amplify.api.events.api-key"), noKey.recoverySuggestion());
    }

    @Test
    void tellsWhichEventsFailed() {
        transport.answer("{\"failed\":[{\"identifier\":\"e2\",\"index\":1,\"code\":400,\"message\":\"too loud\"},"
                + "{\"identifier\":\"e3\",\"index\":2}],\"successful\":[{\"identifier\":\"e1\",\"index\":0}]}");
        assertEquals(
                new EventsResult(
                        List.of(new PublishedEvent("e1", 0)),
                        List.of(
                                new FailedEvent("e2", 1, OptionalInt.of(400), Optional.of("too loud")),
                                new FailedEvent("e3", 2, OptionalInt.empty(), Optional.empty()))),
                events().postAll("/default/a", List.of(1, 2, 3)));
    }

    @Test
    void refusesWhatAppSyncWouldRefuse() {
        for (String channel : List.of(
                "", "/", "//a", "a//b", "/default/*", "a/b/c/d/e/f", "/ä", "-a", "a-", "a".repeat(51), "a?b", "a b")) {
            ApiException refused = assertThrows(ApiException.class, () -> events().post(channel, 1), channel);
            assertEquals(Reason.INVALID_INPUT, refused.reason());
        }
        for (int number : List.of(0, 6)) {
            ApiException refused = assertThrows(
                    ApiException.class, () -> events().postAll("/default/a", Collections.nCopies(number, "x")));
            assertTrue(refused.getMessage().contains("There are " + number + " events"), refused.getMessage());
        }
        assertEquals(
                Reason.INVALID_INPUT,
                assertThrows(
                                ApiException.class,
                                () -> events().post("/a", new Object() {
                                    public String getText() {
                                        throw new IllegalStateException("on purpose");
                                    }
                                }))
                        .reason());
        assertEquals(List.of(), transport.requests());
    }

    @Test
    void refusesInvalidResponses() {
        for (String answer : List.of("[]", "null", "{}", "<html>", "{\"successful\":1}", "{\"failed\":{}}")) {
            transport.answer(answer);
            ApiException wrong = assertThrows(ApiException.class, () -> events().post("/default/a", 1), answer);
            assertEquals(Reason.BAD_ANSWER, wrong.reason(), answer);
        }
    }

    @Test
    void publishesWithoutWaiting() {
        transport.answer(DONE);
        assertEquals(
                List.of(new PublishedEvent("e1", 0)),
                events().postAsync("/default/a", 1).join().successful());
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> events().postAsync("/default/*", 1).join());
        assertTrue(failed.getCause() instanceof ApiException, failed.toString());
    }

    @Test
    void reportsEventsThatTheResponseDoesNotNameAsFailed() {
        for (String answer : List.of(
                "{\"successful\":[]}",
                "{\"failed\":[null,\"x\"],\"successful\":[]}",
                "{\"failed\":{},\"successful\":[{\"identifier\":\"e\"},{\"identifier\":\"f\",\"index\":7}]}",
                "{\"failed\":[],\"successful\":[{\"identifier\":\"e\",\"index\":99999999999}]}")) {
            transport.answer(answer);
            EventsResult result = events().post("/default/a", 1);
            assertEquals(List.of(), result.successful(), answer);
            assertEquals(0, result.failed().get(0).index(), answer);
            assertTrue(
                    result.failed().get(0).message().orElseThrow().contains("did not say"),
                    result.failed().toString());
        }
        transport.answer("{\"failed\":[{\"identifier\":\"e\",\"index\":0,\"code\":99999999999}]}");
        assertEquals(
                List.of(new FailedEvent("e", 0, OptionalInt.empty(), Optional.empty())),
                events().post("/default/a", 1).failed());
    }

    @Test
    void refusesEventsThatContainThemselves() {
        List<Object> endless = new java.util.ArrayList<>();
        endless.add(endless);
        assertEquals(
                Reason.INVALID_INPUT,
                assertThrows(ApiException.class, () -> events().post("/default/a", endless))
                        .reason());
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> events().postAsync("/default/a", endless).join());
        assertTrue(failed.getCause() instanceof ApiException, failed.toString());
    }
}
