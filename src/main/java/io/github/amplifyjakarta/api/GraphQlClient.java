package io.github.amplifyjakarta.api;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Calls the GraphQL (AppSync) API as the user of the current request.
 *
 * <p>Inject it with {@link AmplifyApi}. Each call uses the session at that moment, so one injected client serves all
 * users. A call asks Cognito for nothing that its authorization mode does not need.
 *
 * <p>{@link #model} has the operations of the models in the schema. {@link #query} and {@link #mutation} call custom
 * operations. {@link #graphql} sends any document.
 *
 * <pre>{@code
 * @Path("todos")
 * @RequestScoped
 * public class Todos {
 *
 *     public record Todo(String id, String content, Boolean done) {}
 *
 *     @Inject
 *     @AmplifyApi
 *     GraphQlClient graphQl;
 *
 *     @GET
 *     public List<Todo> open() {
 *         return graphQl.model("Todo", Todo.class)
 *                 .list(query -> query.filter(Map.of("done", Map.of("ne", true))).limit(50))
 *                 .items();
 *     }
 *
 *     @GET
 *     @Path("{id}")
 *     public Todo read(@PathParam("id") String id) {
 *         return graphQl.graphql("query ($id: ID!) { getTodo(id: $id) { id content done } }")
 *                 .variable("id", id)
 *                 .send()
 *                 .get("getTodo", Todo.class)
 *                 .orElseThrow(NotFoundException::new);
 *     }
 * }
 * }</pre>
 *
 * <p>Methods that return a client create one with other settings. They do not change this client.
 *
 * <p>Guide: {@code docs/api.md}.
 *
 * @since 0.1.0
 */
public interface GraphQlClient {

    /**
     * Prepares a call with a document of the application.
     *
     * @param document a query or a mutation, in GraphQL
     * @return the call, to complete and to send
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the document is neither a query nor a
     *     mutation; subscriptions need a WebSocket, which servers do not open for a user
     */
    GraphQlCall graphql(String document);

    /**
     * Gives access to the operations of a model.
     *
     * <p>The type says which fields are requested. A record has a component for each field that is wanted. A component
     * can be a record, for a custom type or for a model that the object belongs to, or a list, for a relation to many
     * objects. {@link jakarta.json.JsonObject} requests all fields of the model itself.
     *
     * <pre>{@code
     * public record Post(String id, String title, Author author, List<Comment> comments) {}
     *
     * Optional<Post> post = graphQl.model("Post", Post.class).get(id);
     * }</pre>
     *
     * @param <T> the type of the objects
     * @param name the name of the model in the schema
     * @param type the type of the objects
     * @return the operations
     * @throws ApiException {@link ApiException.Reason#NOT_CONFIGURED} when the Amplify file has no such model; {@link
     *     ApiException.Reason#INVALID_INPUT} when the type requests a field that the model does not have
     */
    <T> ModelClient<T> model(String name, Class<T> type);

    /**
     * Calls a custom query of the schema.
     *
     * <pre>{@code
     * String answer = graphQl.query("echo", Map.of("content", "hello"), String.class).orElse("");
     * }</pre>
     *
     * @param <T> the type of the result
     * @param name the name of the query
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the result, as in {@link #model}
     * @return the result; empty when it is null
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such query, an argument is
     *     missing or unknown, or the result is a list; another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    <T> Optional<T> query(String name, Map<String, ?> arguments, Class<T> type);

    /**
     * Calls a custom query of the schema whose result is a list.
     *
     * @param <T> the type of the elements
     * @param name the name of the query
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the elements, as in {@link #model}
     * @return the elements; null ones are left out
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such query, an argument is
     *     missing or unknown, or the result is not a list; another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    <T> List<T> queryList(String name, Map<String, ?> arguments, Class<T> type);

    /**
     * Calls a custom mutation of the schema.
     *
     * @param <T> the type of the result
     * @param name the name of the mutation
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the result, as in {@link #model}
     * @return the result; empty when it is null
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such mutation, an argument is
     *     missing or unknown, or the result is a list; another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    <T> Optional<T> mutation(String name, Map<String, ?> arguments, Class<T> type);

    /**
     * Calls a custom mutation of the schema whose result is a list.
     *
     * @param <T> the type of the elements
     * @param name the name of the mutation
     * @param arguments the arguments by name; {@code null} values are sent as null
     * @param type the type of the elements, as in {@link #model}
     * @return the elements; null ones are left out
     * @throws GraphQlException when the response has errors
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such mutation, an argument is
     *     missing or unknown, or the result is not a list; another reason when the call failed
     * @throws io.github.amplifyjakarta.auth.AuthException when the session could not be checked, or the identity pool
     *     gave no credentials
     */
    <T> List<T> mutationList(String name, Map<String, ?> arguments, Class<T> type);

    /**
     * {@return the custom queries and mutations as operations, which can be sent without waiting and whose results have
     * the errors too}
     */
    CustomOperations operations();

    /**
     * {@return the values of an enum of the schema}
     *
     * @param name the name of the enum
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there is no such enum; {@link
     *     ApiException.Reason#NOT_CONFIGURED} when the Amplify file does not describe the schema
     */
    List<String> enumValues(String name);

    /**
     * Creates a client with another default authorization mode.
     *
     * @param mode how calls are authorized that do not say it themselves
     * @return a client of the same API
     */
    GraphQlClient authMode(GraphQlAuthMode mode);

    /**
     * Creates a client with another API key.
     *
     * @param apiKey the API key; it is sent only with {@link GraphQlAuthMode#API_KEY}
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the key is not printable ASCII
     */
    GraphQlClient apiKey(String apiKey);

    /**
     * Creates a client that sends a token of another provider, for {@link GraphQlAuthMode#OIDC} and {@link
     * GraphQlAuthMode#LAMBDA}.
     *
     * @param token the value of the header {@code Authorization}
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the token is not printable ASCII
     */
    GraphQlClient authToken(String token);

    /**
     * Creates a client that sends a header with each call that sets no header itself.
     *
     * @param name the name of the header, in any case
     * @param value its value, in printable ASCII
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when HTTP sets the header itself, or the name or
     *     the value is not valid
     */
    GraphQlClient header(String name, String value);

    /**
     * Creates a client that limits the time of each call, as {@link GraphQlCall#timeout}.
     *
     * @param timeout the limit of each whole call, all attempts included; positive
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the limit is not positive
     */
    GraphQlClient timeout(Duration timeout);

    /**
     * Creates a client with another retry strategy, as {@link GraphQlCall#retryStrategy}.
     *
     * @param strategy which calls are sent again
     * @return a client of the same API
     */
    GraphQlClient retryStrategy(RetryStrategy strategy);

    /**
     * Creates a client whose calls are cancelled when a signal completes, as {@link GraphQlCall#canceledBy}.
     *
     * @param signal what cancels; its result does not matter
     * @return a client of the same API
     */
    GraphQlClient canceledBy(CompletionStage<?> signal);

    /**
     * Creates a client of another endpoint, for {@link #graphql} only. The API key, the token and the headers of this
     * client are not sent to it.
     *
     * @param endpoint an https URI; http is allowed for loopback only
     * @param mode how calls are authorized; {@link GraphQlAuthMode#API_KEY} needs an {@link #apiKey} of that client,
     *     because the configured one is not used
     * @return a client of that endpoint
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the endpoint is not such a URI
     */
    GraphQlClient endpoint(URI endpoint, GraphQlAuthMode mode);

    /**
     * Creates a client that calls the API as the guest. It works without a request, for example at start-up or in a
     * scheduler.
     *
     * @return a client of the same API
     */
    GraphQlClient asGuest();
}
