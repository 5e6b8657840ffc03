package io.github.amplifyjakarta.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters of AppSync, on the to-dos of one user. */
class TodoFilterTest {

    private static Sandbox sandbox;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(URI.create("http://localhost:8080"));
        token = sandbox.signIn("alice").accessToken();
        for (String todo : List.of("content: \\\"open\\\", done: false", "content: \\\"done\\\", done: true")) {
            ask("mutation { createTodo(input: {" + todo + "}) { id } }");
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String ask(String document) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sandbox.uri().resolve("/graphql"))
                                .header("Authorization", token)
                                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"" + document + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @CsvSource({
        "'done: {ne: true}', open",
        "'done: {ne: false}', done",
        "'done: {eq: true}', done",
        "'not: {done: {eq: true}}', open",
        "'content: {beginsWith: \\\"d\\\"}', done"
    })
    void findsOne(String filter, String content) throws Exception {
        assertEquals(
                "{\"data\":{\"listTodos\":{\"items\":[{\"content\":\"" + content + "\"}]}}}",
                ask("{ listTodos(filter: {" + filter + "}) { items { content } } }"));
    }
}
