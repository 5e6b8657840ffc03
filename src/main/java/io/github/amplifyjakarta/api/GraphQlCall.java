package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A GraphQL call that is being put together. It belongs to one thread, and can be sent more than once.
 *
 * <pre>{@code
 * GraphQlResult result = graphQl.graphql("mutation ($input: CreateTodoInput!) { createTodo(input: $input) { id } }")
 *         .variable("input", Map.of("content", "buy milk"))
 *         .send();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface GraphQlCall {

    /** Sets a variable: anything that JSON-B can write; maps keep their null values. */
    GraphQlCall variable(String name, Object value);

    /** Sets all variables; those set before are forgotten. */
    GraphQlCall variables(Map<String, ?> variables);

    /** Sets how the call is authorized; without it as the client says, else the configuration. */
    GraphQlCall authMode(GraphQlAuthMode mode);

    /** Sets the API key; without it the client's, else the configured one. */
    GraphQlCall apiKey(String apiKey);

    /** Sets the token that is sent as {@code Authorization}. */
    GraphQlCall authToken(String token);

    /** Sets a header. When a call sets any, those of the client are not sent. */
    GraphQlCall header(String name, String value);

    /** Limits the whole call, as {@link RestCall#timeout}. */
    GraphQlCall timeout(Duration timeout);

    /** Sets whether the call may be sent again; without it queries are, and mutations are not. */
    GraphQlCall retryStrategy(RetryStrategy strategy);

    /** Cancels the call when a signal completes, from any thread. */
    GraphQlCall canceledBy(CompletionStage<?> signal);

    /**
     * Sends the call.
     *
     * @throws GraphQlException when the answer has errors
     * @throws ApiException when there is no answer, or nothing to authorize the call with
     * @throws AuthException when the session could not be checked, or the identity pool did not give credentials
     */
    GraphQlResult send();

    /** Sends the call without waiting; {@return the result, or what {@link #send()} would throw} See {@link RestCall#sendAsync}. */
    CompletableFuture<GraphQlResult> sendAsync();
}
