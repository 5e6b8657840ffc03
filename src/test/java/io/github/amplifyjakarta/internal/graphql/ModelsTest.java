package io.github.amplifyjakarta.internal.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent for models, and what becomes of objects that are written back. */
class ModelsTest extends WithModels {

    @Test
    void writesBackARecordThatWasReadWithItsRelations() {
        transport.answer("{\"data\":{\"getPost\":" + POST + "}}").answer("{\"data\":{\"updatePost\":" + POST + "}}");
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
        transport.answer("{\"data\":{\"createPostTag\":{\"id\":\"pt2\"}}}");
        graphQl.model("PostTag", JsonObject.class)
                .create(Map.of("id", "pt2", "post", Map.of("id", "p1"), "tag", new Tag("g1", "java")));
        assertEquals(json("{\"id\":\"pt2\",\"postId\":\"p1\",\"tagId\":\"g1\"}"), input());
    }

    @Test
    void prefersTheFieldOfARelationToItsObject() {
        transport.answer("{\"data\":{\"updateComment\":{\"id\":\"c1\"}}}");
        graphQl.model("Comment", JsonObject.class)
                .update(Map.of("id", "c1", "postId", "p2", "post", Map.of("id", "p1")));
        assertEquals(json("{\"id\":\"c1\",\"postId\":\"p2\"}"), input());
    }

    @Test
    void endsARelationThatIsNullInAMap() {
        transport.answer("{\"data\":{\"updatePost\":" + POST + "}}");
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
        assertEquals(List.of(), transport.sent());
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
        assertEquals(1, transport.sent().size());
    }

    @Test
    void asksForTheFieldOfARelationThatAnObjectDoesNotHave() {
        transport
                .answer("{\"data\":{\"getComment\":{\"postId\":\"p1\"}}}")
                .answer("{\"data\":{\"getPost\":" + POST + "}}");
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
        assertEquals(List.of(), transport.sent());
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
        transport.answer("{\"data\":{\"createVisit\":{\"room\":\"r\"}}}");
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

    public record City(String city) {}

    public record CityPost(String id, City place) {}

    @Test
    void refusesARecordThatWouldLoseAPartOfACustomType() {
        ModelClient<CityPost> posts = graphQl.model("Post", CityPost.class);
        ApiException refused =
                assertThrows(ApiException.class, () -> posts.update(new CityPost("p1", new City("Bonn"))));
        assertTrue(refused.getMessage().contains("place of Post is written as a whole"), refused.getMessage());
        assertTrue(refused.getMessage().contains("lacks lat"), refused.getMessage());
        transport.answer("{\"data\":{\"updatePost\":" + POST + "}}");
        posts.update(Map.of("id", "p1", "place", Map.of("city", "Bonn")));
        assertEquals(json("{\"id\":\"p1\",\"place\":{\"city\":\"Bonn\"}}"), input());
    }

    @Test
    void leavesOutARelatedObjectThatCouldNotBeRead() {
        transport.answer("{\"data\":{\"updatePost\":" + POST + "}}");
        graphQl.model("Post", JsonObject.class).update(json("{\"id\":\"p1\",\"title\":\"new\",\"author\":null}"));
        assertEquals(json("{\"id\":\"p1\",\"title\":\"new\"}"), input());
    }

    @Test
    void refusesFieldsOfARelationThatSayTwoThings() {
        ModelClient<JsonObject> posts = graphQl.model("Post", JsonObject.class);
        ApiException refused = assertThrows(
                ApiException.class,
                () -> posts.update(
                        Map.of("id", "p1", "authorTenant", "t2", "author", Map.of("tenant", "t1", "number", 7))));
        assertTrue(refused.getMessage().contains("authorTenant of Post is \"t2\""), refused.getMessage());
    }

    @Test
    void refusesToCreateARelationThatIsMadeOnTheOtherSide() {
        ModelClient<JsonObject> posts = graphQl.model("Post", JsonObject.class);
        ApiException refused = assertThrows(
                ApiException.class, () -> posts.create(Map.of("title", "x", "statistics", Map.of("id", "s1"))));
        assertTrue(refused.getMessage().contains("on the side of Statistics: set postId there"), refused.getMessage());
    }

    @Test
    void asksForAllFieldsThatAnyPathNames() {
        graphQl.model("Post", JsonObject.class)
                .selectionSet("id", "place.city", "place.*")
                .get("p1");
        assertTrue(document(0).contains("{ id place { city lat } }"), document(0));
        ModelClient<JsonObject> posts = graphQl.model("Post", JsonObject.class);
        assertThrows(ApiException.class, posts::selectionSet);
    }

    @Test
    void prefersTheFieldOfARelationWhenItIsFollowed() {
        graphQl.model("Comment", JsonObject.class)
                .related(json("{\"id\":\"c1\",\"postId\":\"p2\",\"post\":{\"id\":\"p1\"}}"), "post", JsonObject.class);
        assertEquals(json("{\"id\":\"p2\"}"), sent(0).getJsonObject("variables"));
    }

    @Test
    void refusesARelationOfWhichTheFileSaysNoFields() {
        ModelClient<JsonObject> tags = graphQl.model("Tag", JsonObject.class);
        assertThrows(ApiException.class, () -> tags.related(Map.of("id", "g1"), "friends", JsonObject.class));
        assertEquals(List.of(), transport.requests());
    }

    public record Discussion(String id, ModelPage<Comment> comments) {}

    @Test
    void asksForAPageOfAListWithinAnObject() {
        transport
                .answer(
                        "{\"data\":{\"getPost\":{\"id\":\"p1\",\"comments\":{\"items\":[{\"id\":\"c1\",\"text\":\"hm\"},null],"
                                + "\"nextToken\":\"more\"}}}}")
                .answer("{\"data\":{\"getPost\":{\"id\":\"p1\",\"comments\":{\"items\":[],\"nextToken\":null}}}}");
        ModelClient<Discussion> posts = graphQl.model("Post", Discussion.class);
        ModelQuery query = ModelQuery.builder()
                .limit(1)
                .filter(Map.of("text", Map.of("ne", "")))
                .build();

        ModelPage<Comment> first =
                posts.page("comments", query).get("p1").orElseThrow().comments();
        assertEquals(List.of(new Comment("c1", "hm")), first.items());
        assertEquals(Optional.of("more"), first.nextToken());
        assertEquals(
                "query ($id: ID!, $comments_filter: ModelCommentFilterInput, $comments_limit: Int) { getPost(id: $id) { id"
                        + " comments(filter: $comments_filter, limit: $comments_limit) { items { id text } nextToken } } }",
                document(0));

        ModelPage<Comment> last = posts.page(
                        "comments", query.toBuilder().nextToken("more").build())
                .get("p1")
                .orElseThrow()
                .comments();
        assertEquals(Optional.empty(), last.nextToken());
        assertEquals(json("""
                        {"id":"p1","comments_filter":{"text":{"ne":""}},"comments_limit":1,"comments_nextToken":"more"}
                        """), sent(1).getJsonObject("variables"));
    }

    public record Titled(String id, String title) {}

    public record Writer(String name, List<Titled> posts) {}

    public record Written(String id, Writer author) {}

    @Test
    void asksForAPageOfAListDeepWithinAnObject() {
        graphQl.model("Post", Written.class)
                .page("author.posts", ModelQuery.builder().limit(5).build())
                .list();
        assertTrue(
                document(0).contains("author { name posts(limit: $author_posts_limit) { items { id title } } }"),
                document(0));
        assertTrue(document(0).contains("$author_posts_limit: Int"), document(0));
    }

    @Test
    void refusesPagesOfWhatIsNoList() {
        ModelClient<Written> posts = graphQl.model("Post", Written.class);
        ModelQuery some = ModelQuery.builder().limit(5).build();
        for (String path : List.of("author", "title", "comments", "author.name", "", "author.")) {
            assertThrows(ApiException.class, () -> posts.page(path, some), path);
        }
        assertThrows(
                ApiException.class,
                () -> posts.page(
                        "author.posts", some.toBuilder().key("title", "x").build()));
    }

    @Test
    void refusesASelectionSetThatDropsAFilter() {
        ModelClient<Discussion> posts = graphQl.model("Post", Discussion.class)
                .page("comments", ModelQuery.builder().filter(Map.of()).build());
        assertThrows(ApiException.class, () -> posts.selectionSet("id", "comments.*"));
    }

    @Test
    void refusesOperationsThatTheSchemaTurnsOff() {
        ModelClient<Tag> tags = graphQl.model("Tag", Tag.class);
        ModelClient<Image> images = graphQl.model("Image", Image.class);
        for (Executable off : List.<Executable>of(
                () -> tags.delete("g1"),
                () -> images.create(Map.of("url", "https://example.com")),
                () -> images.update(Map.of("id", "i1")),
                () -> images.delete("i1"),
                images::list)) {
            ApiException refused = assertThrows(ApiException.class, off);
            assertTrue(refused.getMessage().contains("the schema turns off"), refused.getMessage());
        }
        assertEquals(List.of(), transport.requests());
        tags.list();
        images.get("i1");
        assertEquals(2, transport.requests().size());
    }
}
