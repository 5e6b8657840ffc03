package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.util.concurrent.CompletableFuture;

/**
 * An operation of a model, or a custom one, that is ready to be sent. Use it to send without waiting, or to get the
 * errors beside the value. The time limit, the retries and the cancellation are those of the client ({@link
 * GraphQlClient#timeout}). If an operation takes several calls, they apply to each of them.
 *
 * <pre>{@code
 * CompletableFuture<OperationResult<ModelPage<Todo>>> open = graphQl.timeout(Duration.ofSeconds(2))
 *         .model("Todo", Todo.class)
 *         .operations()
 *         .list(query)
 *         .sendAsync();
 * }</pre>
 *
 * @param <R> the type of the value
 * @since 0.1.0
 */
public interface GraphQlOperation<R> {

    /**
     * Sends the operation. It can be sent more than once.
     *
     * @return the value, and the errors that the response has beside it
     * @throws GraphQlException when the response has errors and no value
     * @throws ApiException when there is no response, or nothing to authorize the call with
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    OperationResult<R> send();

    /**
     * Sends the operation without waiting for the response, as {@link GraphQlCall#sendAsync}.
     *
     * @return the result, or the exception that {@link #send()} would throw; cancelling the future ends the calls
     */
    CompletableFuture<OperationResult<R>> sendAsync();
}
