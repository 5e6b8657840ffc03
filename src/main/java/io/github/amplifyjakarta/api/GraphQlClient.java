package io.github.amplifyjakarta.api;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The GraphQL (AppSync) API, as the user of the current request. Inject it with {@link AmplifyApi}. Each call works with the
 * session of its moment, so one injected client serves all users; it asks Cognito for nothing unless its authorization
 * mode needs it.
 *
 * <pre>{@code
 * @Inject @AmplifyApi GraphQlClient graphQl;
 *
 * Todo todo = graphQl.graphql("query ($id: ID!) { getTodo(id: $id) { id content } }")
 *         .variable("id", id)
 *         .send()
 *         .get("getTodo", Todo.class)
 *         .orElseThrow();
 * ModelPage<Todo> open = graphQl.model("Todo", Todo.class).list();
 * }</pre>
 *
 * <p>Methods that say "a client" give one with other settings and leave this one as it is.
 *
 * @since 0.1.0
 */
public interface GraphQlClient {

    /**
     * {@return a call}
     *
     * @param document a query or a mutation
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when it is neither: subscriptions need a WebSocket,
     *     which servers do not open for somebody
     */
    GraphQlCall graphql(String document);

    /**
     * {@return the operations of a model}
     *
     * @param name its name in the schema
     * @param type what its objects become: a record with a component for each field that is wanted, records within it for
     *     custom types and for models that belong to it, lists for those it has many of; or {@link
     *     jakarta.json.JsonObject} for all its own fields
     * @throws ApiException {@link ApiException.Reason#NOT_CONFIGURED} when the Amplify file has no such model, {@link
     *     ApiException.Reason#INVALID_INPUT} when the type asks for a field that the model does not have
     */
    <T> ModelClient<T> model(String name, Class<T> type);

    /**
     * Calls a custom query of the schema.
     *
     * @param name its name
     * @param arguments its arguments by name; {@code null} values are sent as null
     * @param type what its result becomes, as in {@link #model}
     * @return the result; empty when it is null
     * @throws ApiException when there is no such query, an argument is missing, or the call fails
     */
    <T> Optional<T> query(String name, Map<String, ?> arguments, Class<T> type);

    /** {@return the results of a custom query that gives a list; null ones are left out} */
    <T> List<T> queryList(String name, Map<String, ?> arguments, Class<T> type);

    /** Calls a custom mutation; {@return its result, as for {@link #query}} */
    <T> Optional<T> mutation(String name, Map<String, ?> arguments, Class<T> type);

    /** {@return the results of a custom mutation that gives a list, as for {@link #queryList}} */
    <T> List<T> mutationList(String name, Map<String, ?> arguments, Class<T> type);

    /** {@return the custom queries and mutations as operations, which give their errors too and need not be waited for} */
    CustomOperations operations();

    /** {@return the values of an enum of the schema} */
    List<String> enumValues(String name);

    /** {@return a client with another default authorization mode} */
    GraphQlClient authMode(GraphQlAuthMode mode);

    /** {@return a client with another API key} */
    GraphQlClient apiKey(String apiKey);

    /** {@return a client that sends a token of another provider, for {@link GraphQlAuthMode#OIDC} and {@link GraphQlAuthMode#LAMBDA}} */
    GraphQlClient authToken(String token);

    /** {@return a client that sends a header with each call} */
    GraphQlClient header(String name, String value);

    /** {@return a client each of whose calls is limited, as {@link GraphQlCall#timeout}} */
    GraphQlClient timeout(Duration timeout);

    /** {@return a client that sends calls again, or not, as {@link GraphQlCall#retryStrategy}} */
    GraphQlClient retryStrategy(RetryStrategy strategy);

    /** {@return a client whose calls a signal cancels, as {@link GraphQlCall#canceledBy}} */
    GraphQlClient canceledBy(CompletionStage<?> signal);

    /**
     * {@return a client of another endpoint, for {@link #graphql} only}
     *
     * @param mode how calls are authorized; with {@link GraphQlAuthMode#API_KEY} an {@link #apiKey} is needed that is not the
     *     configured one
     */
    GraphQlClient endpoint(URI endpoint, GraphQlAuthMode mode);

    /** {@return a client that calls as the guest, and works without a request} */
    GraphQlClient asGuest();
}
