package io.github.amplifyjakarta.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.ModelPage;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.api.RestAuthMode;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The GraphQL client of the library against an API that checks signatures, tokens, API keys and owners. */
class GraphQlApiIT extends InSandbox {

    private static GraphQlClient aliceGraphQl;
    private static GraphQlClient bobGraphQl;

    /** The fields that are read of a to-do. */
    public record Todo(String id, String content, Boolean done, String owner) {}

    /** The input of a new to-do. */
    public record NewTodo(String content) {}

    @BeforeAll
    static void startClients() throws Exception {
        aliceGraphQl = library.graphQlOf(aliceContext);
        bobGraphQl = library.graphQlOf(library.signIn("bob"));
    }

    @Test
    void fetchesCredentialsOnlyWhenNeeded() throws Exception {
        AmplifyServerContext fresh = library.signIn("bob");
        int before = calls("GetId") + calls("GetCredentialsForIdentity");
        GraphQlClient graphQl = library.graphQlOf(fresh);
        for (int i = 0; i < 10; i++) {
            graphQl.authMode(GraphQlAuthMode.API_KEY).graphql("{ notices }").send();
            graphQl.graphql("{ whoAmI }").send(); // userPool
            library.restOf(fresh).get("/public").authMode(RestAuthMode.NONE).send();
        }
        assertEquals(before, calls("GetId") + calls("GetCredentialsForIdentity"));
        for (int i = 0; i < 10; i++) {
            library.restOf(fresh).get("/items").send();
            graphQl.authMode(GraphQlAuthMode.IAM).graphql("{ whoAmI }").send();
        }
        assertTrue(calls("GetId") + calls("GetCredentialsForIdentity") - before <= 2, "once for all calls");
    }

    @Test
    void limitsModelsToTheirOwner() {
        ModelClient<Todo> todos = aliceGraphQl.model("Todo", Todo.class);
        Todo made = todos.create(new NewTodo("buy milk"));
        assertEquals("alice", made.owner());
        assertEquals(made, todos.get(made.id()).orElseThrow());
        Todo changed = todos.update(Map.of("id", made.id(), "done", true));
        assertEquals(Boolean.TRUE, changed.done());
        todos.create(new NewTodo("read"));
        ModelPage<Todo> first = todos.list(ModelQuery.builder().limit(1).build());
        assertEquals(1, first.items().size());
        ModelPage<Todo> rest = todos.list(
                ModelQuery.builder().nextToken(first.nextToken().orElseThrow()).build());
        assertEquals("read", rest.items().get(0).content());
        assertEquals(
                List.of("buy milk"),
                todos
                        .list(ModelQuery.builder()
                                .filter(Map.of("done", Map.of("eq", true)))
                                .build())
                        .items()
                        .stream()
                        .map(Todo::content)
                        .toList());
        GraphQlException refused = assertThrows(
                GraphQlException.class,
                () -> bobGraphQl.model("Todo", JsonObject.class).get(made.id()));
        assertEquals("Unauthorized", refused.errors().get(0).errorType().orElseThrow());
        assertThrows(
                GraphQlException.class,
                () -> bobGraphQl.model("Todo", Todo.class).delete(made.id()));
        assertTrue(bobGraphQl.model("Todo", Todo.class).list().items().isEmpty());
        assertEquals(made.id(), todos.delete(made.id()).orElseThrow().id());
        assertTrue(todos.get(made.id()).isEmpty());
        todos.delete(rest.items().get(0));
    }

    @Test
    void identifiesTheCallerInEveryMode() {
        assertEquals(
                "alice",
                aliceGraphQl
                        .graphql("{ whoAmI }")
                        .send()
                        .get("whoAmI", String.class)
                        .orElseThrow());
        assertEquals(
                aliceIdentity(),
                aliceGraphQl
                        .graphql("query Who { whoAmI }")
                        .authMode(GraphQlAuthMode.IAM)
                        .send()
                        .get("whoAmI", String.class)
                        .orElseThrow());
        assertEquals(
                List.of("Welcome to the sandbox."),
                aliceGraphQl
                        .graphql("{ notices }")
                        .authMode(GraphQlAuthMode.API_KEY)
                        .send()
                        .getList("notices", String.class));
        GraphQlException partial = assertThrows(
                GraphQlException.class,
                () -> aliceGraphQl
                        .graphql("{ notices whoAmI }")
                        .authMode(GraphQlAuthMode.API_KEY)
                        .send());
        assertEquals(
                "Welcome to the sandbox.",
                partial.data().orElseThrow().getJsonArray("notices").getString(0));
        assertEquals(List.of("whoAmI"), partial.errors().get(0).path());
        assertEquals("sandbox-request", partial.requestId().orElseThrow());
        ApiException wrongKey = assertThrows(
                ApiException.class,
                () -> aliceGraphQl
                        .authMode(GraphQlAuthMode.API_KEY)
                        .apiKey("da2-wrong")
                        .graphql("{ notices }")
                        .send());
        assertEquals("UnauthorizedException", wrongKey.name());
        assertEquals(401, wrongKey.statusCode().orElseThrow());
    }
}
