package io.github.amplifyjakarta.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.api.OperationResult;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.RecordingApi;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations of models and custom ones, with the schema in {@code models/blog.json}: relations of every kind in both generations. */
class ModelsTest {

    public record Place(String city, Double lat) {}

    public record Person(String tenant, Integer number, String name) {}

    public record Comment(String id, String text) {}

    public record Tag(String id, String label) {}

    public record PostTag(String id, Tag tag) {}

    public record Statistics(String id, Integer views) {}

    public record Image(String id, String url) {}

    public record Post(
            String id,
            String title,
            String status,
            Place place,
            Person author,
            List<Comment> comments,
            List<PostTag> tags,
            Statistics statistics,
            Image cover,
            String createdAt) {

        Post titled(String other) {
            return new Post(id, other, status, place, author, comments, tags, statistics, cover, createdAt);
        }
    }

    private static final String POST = """
            {"id":"p1","title":"old","status":"PUBLIC","place":{"city":"Bonn","lat":50.7},
             "author":{"tenant":"t","number":7,"name":"Ada"},
             "comments":{"items":[{"id":"c1","text":"hm"}]},
             "tags":{"items":[{"id":"pt1","tag":{"id":"g1","label":"java"}}]},
             "statistics":{"id":"s1","views":3},"cover":{"id":"i1","url":"https://example.com/i1"},
             "createdAt":"2026-11-30T00:00:00Z"}
            """;

    private final RecordingApi door = new RecordingApi();
    private final Api api = new Api(
            TestConfig.read(Map.of("amplify.config.file", "src/test/resources/models/blog.json"))
                    .orElseThrow(),
            door,
            Clock.systemUTC(),
            () -> 0,
            FixedSession::new);
    private final GraphQlClient graphQl = api.graphQl(FixedSession::new);

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private JsonObject sent(int call) {
        return door.sent().get(call);
    }

    private JsonObject input() {
        return sent(door.sent().size() - 1).getJsonObject("variables").getJsonObject("input");
    }

    private String document(int call) {
        return sent(call).getString("query");
    }

    @Test
    void writesBackARecordThatWasReadWithItsRelations() {
        door.answer("{\"data\":{\"getPost\":" + POST + "}}").answer("{\"data\":{\"updatePost\":" + POST + "}}");
        ModelClient<Post> posts = graphQl.model("Post", Post.class);

        Post post = posts.get("p1").orElseThrow();
        assertEquals("java", post.tags().get(0).tag().label());
        posts.update(post.titled("new"));

        assertEquals(json("""
                        {"id":"p1","title":"new","status":"PUBLIC","place":{"city":"Bonn","lat":50.7},
                         "authorTenant":"t","authorNumber":7,"postCoverId":"i1"}
                        """), input());
    }

    @Test
    void createsWhatBelongsToAnObject() {
        door.answer("{\"data\":{\"createPostTag\":{\"id\":\"pt2\"}}}");
        graphQl.model("PostTag", JsonObject.class)
                .create(Map.of("id", "pt2", "post", Map.of("id", "p1"), "tag", new Tag("g1", "java")));
        assertEquals(json("{\"id\":\"pt2\",\"postId\":\"p1\",\"tagId\":\"g1\"}"), input());
    }

    @Test
    void prefersTheFieldOfARelationToItsObject() {
        door.answer("{\"data\":{\"updateComment\":{\"id\":\"c1\"}}}");
        graphQl.model("Comment", JsonObject.class)
                .update(Map.of("id", "c1", "postId", "p2", "post", Map.of("id", "p1")));
        assertEquals(json("{\"id\":\"c1\",\"postId\":\"p2\"}"), input());
    }

    @Test
    void endsARelationThatIsNullInAMap() {
        door.answer("{\"data\":{\"updatePost\":" + POST + "}}");
        Map<String, Object> changes = new HashMap<>(Map.of("id", "p1"));
        changes.put("author", null);
        graphQl.model("Post", JsonObject.class).update(changes);
        assertEquals(json("{\"id\":\"p1\",\"authorTenant\":null,\"authorNumber\":null}"), input());
    }

    @Test
    void refusesARelatedObjectWithoutItsKey() {
        ModelClient<JsonObject> posts = graphQl.model("Post", JsonObject.class);
        ApiException refused = assertThrows(
                ApiException.class, () -> posts.update(Map.of("id", "p1", "author", Map.of("tenant", "t"))));
        assertEquals(ApiException.Reason.INVALID_INPUT, refused.reason());
        assertTrue(refused.getMessage().contains("author of Post lacks number"), refused.getMessage());
        assertEquals(List.of(), door.sent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Post   | comments   | Comment | {\"id\":\"p1\"}                | [{\"postId\":{\"eq\":\"p1\"}}]",
                "Post   | tags       | PostTag | {\"id\":\"p1\"}                | [{\"postId\":{\"eq\":\"p1\"}}]",
                "Tag    | posts      | PostTag | {\"id\":\"g1\"}                | [{\"tagId\":{\"eq\":\"g1\"}}]",
                "Person | posts      | Post    | {\"tenant\":\"t\",\"number\":7} | [{\"authorTenant\":{\"eq\":\"t\"}},{\"authorNumber\":{\"eq\":7}}]",
                "Post   | statistics | Statistics | {\"id\":\"p1\"}             | [{\"postId\":{\"eq\":\"p1\"}}]"
            })
    void findsRelatedObjectsByTheFieldsOnTheirSide(
            String model, String field, String target, String object, String conditions) {
        graphQl.model(model, JsonObject.class).related(json(object), field, JsonObject.class);
        assertEquals(
                json("{\"and\":" + conditions + "}"),
                sent(0).getJsonObject("variables").getJsonObject("filter"));
        assertTrue(document(0).contains("ModelFilterInput".replace("Model", "Model" + target)), document(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "author | {\"id\":\"p1\",\"authorTenant\":\"t\",\"authorNumber\":7}          | {\"tenant\":\"t\",\"number\":7}",
                "author | {\"id\":\"p1\",\"author\":{\"tenant\":\"t\",\"number\":7}}         | {\"tenant\":\"t\",\"number\":7}",
                "cover  | {\"id\":\"p1\",\"postCoverId\":\"i1\"}                              | {\"id\":\"i1\"}"
            })
    void getsWhatAnObjectBelongsToByItsKey(String field, String object, String key) {
        graphQl.model("Post", JsonObject.class).related(json(object), field, JsonObject.class);
        assertEquals(json(key), sent(0).getJsonObject("variables"));
        assertEquals(1, door.sent().size());
    }

    @Test
    void asksForTheFieldOfARelationThatAnObjectDoesNotHave() {
        door.answer("{\"data\":{\"getComment\":{\"postId\":\"p1\"}}}").answer("{\"data\":{\"getPost\":" + POST + "}}");
        ModelPage<Post> post =
                graphQl.model("Comment", Comment.class).related(new Comment("c1", "hm"), "post", Post.class);
        assertEquals("old", post.items().get(0).title());
        assertEquals(json("{\"id\":\"c1\"}"), sent(0).getJsonObject("variables"));
        assertEquals("query ($id: ID!) { getComment(id: $id) { postId } }", document(0));
        assertEquals(json("{\"id\":\"p1\"}"), sent(1).getJsonObject("variables"));
    }

    public record Reply(String id, String postId) {}

    @Test
    void asksForNothingWhereARecordBelongsToNone() {
        ModelPage<Post> none = graphQl.model("Comment", Reply.class).related(new Reply("c1", null), "post", Post.class);
        assertEquals(List.of(), none.items());
        assertEquals(List.of(), door.sent());
    }

    @ParameterizedTest
    @CsvSource({
        "Comment, commentsByPost, postId, writtenAt, ModelStringKeyConditionInput",
        "Comment, commentsByText, text, writtenAtCreatedAt, ModelCommentCommentsByTextAndDatesCompositeKeyConditionInput",
        "visit, visitsByKind, kind, at, ModelIntKeyConditionInput",
        "visit, visitsByRoomAndKind, room, kind, ModelStringKeyConditionInput"
    })
    void declaresTheConditionOnASortKeyWhereThereIsOne(
            String model, String index, String partition, String sort, String type) {
        ModelQuery query = ModelQuery.builder().key(partition, "v").build();
        ModelClient<JsonObject> client = graphQl.model(model, JsonObject.class);
        client.index(index, query);
        assertTrue(!document(0).contains("KeyConditionInput"), document(0));
        client.index(
                index, query.toBuilder().key(sort, Map.of("beginsWith", "2026")).build());
        assertTrue(document(1).contains("$" + sort + ": " + type + ","), document(1));
        assertTrue(document(1).contains(sort + ": $" + sort + ","), document(1));
    }

    @Test
    void writesTheNamesOfLowerCaseModelsWithACapital() {
        ModelClient<JsonObject> visits = graphQl.model("visit", JsonObject.class);
        visits.list();
        visits.get(Map.of("room", "r", "at", 1));
        door.answer("{\"data\":{\"createVisit\":{\"room\":\"r\"}}}");
        visits.create(Map.of("room", "r", "at", 1));
        assertTrue(document(0).contains("{ listVisits(") && document(0).contains("ModelVisitFilterInput"), document(0));
        assertTrue(document(1).contains("$at: AWSTimestamp!) { getVisit("), document(1));
        assertTrue(document(2).contains("$input: CreateVisitInput!) { createVisit("), document(2));
    }

    @Test
    void asksForTheFieldsThatRulesForOwnersAndGroupsAdd() {
        graphQl.model("Post", JsonObject.class).get("p1");
        assertTrue(document(0).contains(" owner team "), document(0));
    }

    private static final String PARTIAL = """
            {"data":{"listComments":{"items":[{"id":"c1","text":"hm"},null],"nextToken":"more"}},
             "errors":[{"message":"Not Authorized","errorType":"Unauthorized","path":["listComments","items",1]}],
             "extensions":{"cost":1}}
            """;

    @Test
    void givesTheRowsOfAPartialAnswerWithItsErrors() {
        door.answer(PARTIAL);
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
        door.answer(PARTIAL);
        ModelClient<Comment> comments = graphQl.model("Comment", Comment.class);
        GraphQlException partial = assertThrows(GraphQlException.class, comments::list);
        assertTrue(partial.data().isPresent());
    }

    @Test
    void throwsErrorsWithoutAValue() {
        String refused = "{\"data\":{\"getComment\":null},\"errors\":[{\"message\":\"no\"}]}";
        door.answer(refused).answer(refused);
        var get = graphQl.model("Comment", Comment.class).operations().get("c1");
        assertThrows(GraphQlException.class, get::send);
        CompletionException thrown =
                assertThrows(CompletionException.class, () -> get.sendAsync().join());
        assertEquals(GraphQlException.class, thrown.getCause().getClass());
    }

    @Test
    void sendsOperationsOfSeveralCallsWithoutWaiting() {
        door.answer("{\"data\":{\"getComment\":{\"postId\":\"p1\"}}}")
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
        door.answer("{\"data\":{\"listComments\":{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"nextToken\":\"a\"}}}")
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
    void streamsNoFurtherThanItIsRead() {
        door.answer("{\"data\":{\"commentsByPost\":{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"nextToken\":\"a\"}}}");
        ModelClient<Comment> comments = graphQl.model("Comment", Comment.class);
        ModelQuery query = ModelQuery.builder().key("postId", "p1").build();
        assertEquals(
                Optional.of("1"),
                comments.indexStream("commentsByPost", query).map(Comment::id).findFirst());
        assertEquals(1, door.sent().size());
    }

    @Test
    void givesTheListOfACustomMutation() {
        door.answer("{\"data\":{\"publishAll\":[{\"id\":\"p1\"},null,{\"id\":\"p2\"}]}}");
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
        door.answer("{\"data\":{\"report\":\"fine\"}}");
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
}
