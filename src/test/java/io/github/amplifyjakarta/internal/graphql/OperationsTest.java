package io.github.amplifyjakarta.internal.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.api.OperationResult;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.RecordingApi;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What operations give: values, errors beside them, pages, and the same without waiting. */
class OperationsTest extends WithModels {

    private static final String PARTIAL = """
            {"data":{"listComments":{"items":[{"id":"c1","text":"hm"},null],"nextToken":"more"}},
             "errors":[{"message":"Not Authorized","errorType":"Unauthorized","path":["listComments","items",1]}],
             "extensions":{"cost":1}}
            """;

    @Test
    void givesTheRowsOfAPartialAnswerWithItsErrors() {
        transport.answer(PARTIAL);
        OperationResult<ModelPage<Comment>> result = graphQl.model("Comment", Comment.class)
                .operations()
                .list(ModelQuery.builder().build())
                .send();
        assertEquals(List.of(new Comment("c1", "hm")), result.value().items());
        assertEquals(Optional.of("more"), result.value().nextToken());
        assertEquals(
                List.of("listComments", "items", "1"), result.errors().get(0).path());
        assertEquals(json("{\"cost\":1}"), result.extensions());
        assertEquals(List.of("application/json"), result.headers().get("content-type"));
    }

    @Test
    void throwsAPartialAnswerWhereNobodyAsksForErrors() {
        transport.answer(PARTIAL);
        ModelClient<Comment> comments = graphQl.model("Comment", Comment.class);
        GraphQlException partial = assertThrows(GraphQlException.class, comments::list);
        assertTrue(partial.data().isPresent());
    }

    @Test
    void throwsErrorsWithoutAValue() {
        String refused = "{\"data\":{\"getComment\":null},\"errors\":[{\"message\":\"no\"}]}";
        transport.answer(refused).answer(refused);
        var get = graphQl.model("Comment", Comment.class).operations().get("c1");
        assertThrows(GraphQlException.class, get::send);
        CompletionException thrown =
                assertThrows(CompletionException.class, () -> get.sendAsync().join());
        assertEquals(GraphQlException.class, thrown.getCause().getClass());
    }

    @Test
    void sendsOperationsOfSeveralCallsWithoutWaiting() {
        transport
                .answer("{\"data\":{\"getComment\":{\"postId\":\"p1\"}}}")
                .answer("{\"data\":{\"getPost\":" + POST + "},\"extensions\":{\"cost\":2}}");
        OperationResult<ModelPage<Post>> result = graphQl.model("Comment", Comment.class)
                .operations()
                .related(
                        new Comment("c1", "hm"),
                        "post",
                        Post.class,
                        ModelQuery.builder().build())
                .sendAsync()
                .join();
        assertEquals("p1", result.value().items().get(0).id());
        assertEquals(json("{\"cost\":2}"), result.extensions());
    }

    @Test
    void streamsPageAfterPage() {
        transport
                .answer("{\"data\":{\"listComments\":{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"nextToken\":\"a\"}}}")
                .answer("{\"data\":{\"listComments\":{\"items\":[],\"nextToken\":\"b\"}}}")
                .answer("{\"data\":{\"listComments\":{\"items\":[{\"id\":\"3\"}]}}}");
        ModelClient<Comment> comments = graphQl.model("Comment", Comment.class);
        try (Stream<Comment> all = comments.stream(ModelQuery.builder().limit(2).build())) {
            assertEquals(List.of("1", "2", "3"), all.map(Comment::id).collect(Collectors.toList()));
        }
        assertEquals(json("{\"limit\":2}"), sent(0).getJsonObject("variables"));
        assertEquals(json("{\"limit\":2,\"nextToken\":\"b\"}"), sent(2).getJsonObject("variables"));
    }

    @Test
    void streamsAsFarAsItIsRead() {
        transport.answer(
                "{\"data\":{\"commentsByPost\":{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"nextToken\":\"a\"}}}");
        ModelClient<Comment> comments = graphQl.model("Comment", Comment.class);
        ModelQuery query = ModelQuery.builder().key("postId", "p1").build();
        assertEquals(
                Optional.of("1"),
                comments.indexStream("commentsByPost", query).map(Comment::id).findFirst());
        assertEquals(1, transport.sent().size());
    }

    @Test
    void givesTheListOfACustomMutation() {
        transport.answer("{\"data\":{\"publishAll\":[{\"id\":\"p1\"},null,{\"id\":\"p2\"}]}}");
        assertEquals(
                List.of("p1", "p2"),
                graphQl.mutationList("publishAll", Map.of(), JsonObject.class).stream()
                        .map(post -> post.getString("id"))
                        .collect(Collectors.toList()));
        assertTrue(document(0).startsWith("mutation { publishAll { id title "), document(0));
    }

    @Test
    void requiresTheListThatAnOperationRequires() {
        ApiException missing =
                assertThrows(ApiException.class, () -> graphQl.queryList("nearby", Map.of(), Place.class));
        assertEquals(ApiException.Reason.INVALID_INPUT, missing.reason());
        graphQl.queryList("nearby", Map.of("ids", List.of("1")), Place.class);
        assertEquals("query ($ids: [ID!]!) { nearby(ids: $ids) { city lat } }", document(0));
    }

    @Test
    void givesTheResultOfACustomQueryWithoutWaiting() {
        transport.answer("{\"data\":{\"report\":\"fine\"}}");
        assertEquals(
                Optional.of("fine"),
                graphQl.operations()
                        .query("report", Map.of("year", 2026), String.class)
                        .sendAsync()
                        .join()
                        .value());
        assertEquals(
                JsonValue.ValueType.NUMBER,
                sent(0).getJsonObject("variables").get("year").getValueType());
    }

    /** Chains of calls: the second one is sent by another thread, which has no request. */
    private GraphQlClient onOtherThreads(RecordingApi other) {
        Thread caller = Thread.currentThread();
        return new Apis(config(), Apis.calls(config(), other, Clock.systemUTC(), () -> 0), FixedSession::new)
                .graphQl(() -> {
                    if (Thread.currentThread() != caller) {
                        throw new IllegalStateException("no request");
                    }
                    return new FixedSession();
                })
                .authMode(GraphQlAuthMode.IAM);
    }

    @Test
    void goesOnWithTheSessionOfTheThreadThatHasBegun() throws Exception {
        try (var threads = new AutoCloseableExecutor()) {
            RecordingApi other = new RecordingApi(threads)
                    .answer("{\"data\":{\"getComment\":{\"postId\":\"p1\"}}}")
                    .answer("{\"data\":{\"getPost\":" + POST + "}}");
            assertEquals(
                    "p1",
                    onOtherThreads(other)
                            .model("Comment", Comment.class)
                            .operations()
                            .related(new Comment("c1", "hm"), "post", Post.class)
                            .sendAsync()
                            .get(20, TimeUnit.SECONDS)
                            .value()
                            .items()
                            .get(0)
                            .id());
            assertTrue(other.requests().get(1).headers().get("authorization").startsWith("AWS4"));
        }
    }

    private static final class AutoCloseableExecutor implements Executor, AutoCloseable {

        private final ExecutorService threads = Executors.newCachedThreadPool();

        @Override
        public void execute(Runnable work) {
            threads.execute(work);
        }

        @Override
        public void close() throws InterruptedException {
            threads.shutdown();
            assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void cancelsTheCallOfAChainThatIsUnderWay() {
        transport.answer("{\"data\":{\"getComment\":{\"postId\":\"p1\"}}}").answer(RecordingApi.HANGS);
        CompletableFuture<OperationResult<ModelPage<Post>>> result = graphQl.model("Comment", Comment.class)
                .operations()
                .related(new Comment("c1", "hm"), "post", Post.class)
                .sendAsync();
        assertEquals(2, transport.requests().size());
        assertTrue(!transport.replies().get(1).isDone());
        result.cancel(true);
        assertTrue(transport.replies().get(1).isCancelled());
    }

    @Test
    void givesTheFailureOfAChainAsThatOfOneCall() {
        transport
                .answer("{\"data\":{\"getComment\":{\"postId\":\"p1\"}}}")
                .answer("{\"data\":{\"getPost\":null},\"errors\":[{\"message\":\"no\"}]}");
        List<Throwable> failures = new ArrayList<>();
        graphQl.model("Comment", Comment.class)
                .operations()
                .related(new Comment("c1", "hm"), "post", Post.class)
                .sendAsync()
                .whenComplete((result, failure) -> failures.add(failure));
        assertEquals(GraphQlException.class, failures.get(0).getClass());
    }

    @Test
    void refusesArgumentsThatAnOperationDoesNotHave() {
        ApiException refused = assertThrows(
                ApiException.class, () -> graphQl.query("report", Map.of("year", 2026, "yaer", 2025), String.class));
        assertTrue(refused.getMessage().contains("'yaer', expected [year]"), refused.getMessage());
    }

    @Test
    void refusesTheWrongNumberBeforeAnythingIsSent() {
        assertThrows(ApiException.class, () -> graphQl.mutation("publishAll", Map.of(), Post.class));
        assertThrows(ApiException.class, () -> graphQl.queryList("report", Map.of("year", 1), String.class));
        assertEquals(List.of(), transport.requests());
        graphQl.mutation("publishAll", Map.of(), JsonArray.class);
        assertEquals(1, transport.requests().size());
    }

    @Test
    void goesOnWithTheSessionWhereTheKeyIsKnown() throws Exception {
        try (var threads = new AutoCloseableExecutor()) {
            RecordingApi other = new RecordingApi(threads).answer("{\"data\":{\"getPost\":" + POST + "}}");
            assertEquals(
                    1,
                    onOtherThreads(other)
                            .model("Comment", Comment.class)
                            .operations()
                            .related(Map.of("id", "c1", "postId", "p1"), "post", Post.class)
                            .sendAsync()
                            .get(20, TimeUnit.SECONDS)
                            .value()
                            .items()
                            .size());
        }
    }

    @Test
    void takesQueriesAsLambdas() {
        ModelClient<Comment> comments = graphQl.model("Comment", Comment.class);
        comments.list(query -> query.limit(7));
        assertEquals(7, sent(0).getJsonObject("variables").getInt("limit"));
        comments.index("commentsByPost", query -> query.key("postId", "p").limit(8));
        assertEquals(8, sent(1).getJsonObject("variables").getInt("limit"));
        assertEquals(0, comments.stream(query -> query.limit(9)).count());
        assertEquals(
                0,
                comments.indexStream("commentsByPost", query -> query.key("postId", "p"))
                        .count());
        assertEquals(4, transport.sent().size());
    }
}
