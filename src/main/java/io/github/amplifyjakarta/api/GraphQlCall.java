package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A GraphQL call that is being prepared. Use it on one thread. It can be sent more than once.
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

    /**
     * Sets a variable.
     *
     * @param name the name of the variable, without the dollar sign
     * @param value anything that JSON-B can write; {@code null} values of a map are sent as null
     * @return this call
     */
    GraphQlCall variable(String name, Object value);

    /**
     * Sets all variables. Variables that were set before are removed.
     *
     * @param variables the values by the names of the variables; each is anything that JSON-B can write
     * @return this call
     */
    GraphQlCall variables(Map<String, ?> variables);

    /**
     * Sets how the call is authorized. The default is what the client says, else the configuration.
     *
     * @param mode how the call is authorized
     * @return this call
     */
    GraphQlCall authMode(GraphQlAuthMode mode);

    /**
     * Sets the API key. The default is that of the client, else the configured one.
     *
     * @param apiKey the API key; it is sent only with {@link GraphQlAuthMode#API_KEY}
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the key is not printable ASCII
     */
    GraphQlCall apiKey(String apiKey);

    /**
     * Sets the token that is sent as the header {@code Authorization}, whatever the authorization mode is.
     *
     * @param token the value of the header
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the token is not printable ASCII
     */
    GraphQlCall authToken(String token);

    /**
     * Sets a header. When a call sets a header, no headers of the client are sent.
     *
     * @param name the name of the header, in any case
     * @param value its value, in printable ASCII
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when HTTP sets the header itself, or the name or
     *     the value is not valid
     */
    GraphQlCall header(String name, String value);

    /**
     * Limits the time of the whole call, as {@link RestCall#timeout}.
     *
     * @param timeout the limit, all attempts included; positive
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the limit is not positive
     */
    GraphQlCall timeout(Duration timeout);

    /**
     * Sets whether the call may be sent again. By default a query is, and a mutation is not.
     *
     * @param strategy when the call is sent again
     * @return this call
     */
    GraphQlCall retryStrategy(RetryStrategy strategy);

    /**
     * Cancels the call when a signal completes, on any thread.
     *
     * @param signal what cancels; its result does not matter
     * @return this call
     */
    GraphQlCall canceledBy(CompletionStage<?> signal);

    /**
     * Sends the call.
     *
     * @return the result, without errors
     * @throws GraphQlException when the response has errors
     * @throws ApiException when there is no response, nothing to authorize the call with, or a variable cannot be
     *     written as JSON
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    GraphQlResult send();

    /**
     * Sends the call without waiting for the response. {@link RestCall#sendAsync} says with which session, and on which
     * thread the future completes.
     *
     * @return the result, or the exception that {@link #send()} would throw; cancelling the future ends the request
     */
    CompletableFuture<GraphQlResult> sendAsync();
}
