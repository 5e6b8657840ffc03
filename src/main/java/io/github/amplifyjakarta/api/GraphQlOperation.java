package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.util.concurrent.CompletableFuture;

/**
 * An operation of a model, or a custom one, that is ready to be sent: for who wants to go on meanwhile, or wants more than its
 * value. Time limit, retries and cancellation are the client's ({@link GraphQlClient#timeout}), for each call where there are
 * several.
 *
 * <pre>{@code
 * CompletableFuture<OperationResult<ModelPage<Todo>>> open = graphQl.timeout(Duration.ofSeconds(2))
 *         .model("Todo", Todo.class)
 *         .operations()
 *         .list(query)
 *         .sendAsync();
 * }</pre>
 *
 * @param <R> what it gives
 * @since 0.1.0
 */
public interface GraphQlOperation<R> {

    /**
     * Sends the operation, each time anew.
     *
     * @return the value, and the errors that were answered beside it
     * @throws GraphQlException when the answer has errors and no value
     * @throws ApiException when there is no answer, or nothing to authorize the call with
     * @throws AuthException when the session could not be checked, or the identity pool did not give credentials
     */
    OperationResult<R> send();

    /**
     * Sends the operation without waiting, as {@link GraphQlCall#sendAsync}.
     *
     * @return the result, or what {@link #send()} would throw; cancelling it ends the calls
     */
    CompletableFuture<OperationResult<R>> sendAsync();
}
