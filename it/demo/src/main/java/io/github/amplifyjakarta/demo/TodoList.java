package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.api.AmplifyApi;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestAuthMode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What the to-do page shows: the user's own to-dos from AppSync, and a greeting from a REST API. */
@Named
@RequestScoped
public class TodoList {

    @Inject
    @AmplifyApi
    GraphQlClient graphQl;

    @Inject
    @AmplifyApi("greetings")
    RestApiClient greetings;

    /** What the REST API answers. */
    public record Greeting(String message) {}

    /** The user's to-dos; AppSync lets nobody see another's. */
    public List<Todo> getItems() {
        return graphQl.model("Todo", Todo.class).list().items();
    }

    /** With the user's ID token. Without {@code authMode} the call is signed with the user's AWS credentials. */
    public String getGreeting() {
        return greetings
                .get("/greeting")
                .authMode(RestAuthMode.USER_POOL)
                .send()
                .json(Greeting.class)
                .message();
    }
}
