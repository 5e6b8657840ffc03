package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A REST call that is being put together. It belongs to one thread, and can be sent more than once.
 *
 * <pre>{@code
 * Order order = orders.post("/orders").body(new NewOrder("book", 2)).send().json(Order.class);
 * List<Order> open = orders.get("/orders").queryParam("state", "open").send()
 *         .json(new GenericType<List<Order>>() {}.getType());
 * }</pre>
 */
public interface RestCall {

    /** Sets a query parameter; one that the path has already is replaced. */
    RestCall queryParam(String name, Object value);

    /**
     * Sets a header. An {@code Authorization} takes the place of the signature.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when it is one that HTTP sets itself, or cannot
     *     travel
     */
    RestCall header(String name, String value);

    /**
     * Sets what to send as JSON, by JSON-B; a text becomes a JSON text. With {@code Content-Type} set to another JSON
     * type, that one is sent.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which carry none
     */
    RestCall body(Object entity);

    /**
     * Sets what to send as it is.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which carry none
     */
    RestCall body(RestBody body);

    /** Sets how the call is authorized; without it {@link RestAuthMode#iam}. */
    RestCall authMode(RestAuthMode mode);

    /**
     * Limits the whole call, attempts and pauses included; a stream until its head is there. Without it each attempt is
     * limited by {@code amplify.http.connect-timeout} and {@code amplify.http.read-timeout} together. Getting AWS
     * credentials counts, and is ended by those limits only. More than a day counts as a day.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when it is not positive
     */
    RestCall timeout(Duration timeout);

    /** Sets whether the call may be sent again; without it {@link RetryStrategy#IDEMPOTENT}. */
    RestCall retryStrategy(RetryStrategy strategy);

    /** Cancels the call when a signal completes, from any thread. One signal may be for many calls. */
    RestCall canceledBy(CompletionStage<?> signal);

    /**
     * Sends the call and reads the answer, up to 16 MiB.
     *
     * @throws ApiException when the API could not be reached, did not answer in time or answered with a status of 300 or
     *     more
     * @throws AuthException when the session could not be checked, or the identity pool did not give credentials
     */
    RestResponse send();

    /**
     * Sends the call without waiting, as the user of this thread's request and as it is now. What {@link #send()} throws
     * comes with the future. Where the session has to be renewed first, that is done before this returns.
     *
     * @return the answer, or what {@link #send()} would throw; cancelling it ends the request. What depends on it runs on a
     *     thread of the library, which has neither a request nor the application's class loader: use {@code
     *     thenApplyAsync} with a managed executor for more than a conversion.
     */
    CompletableFuture<RestResponse> sendAsync();

    /**
     * Sends the call and hands the answer out while it arrives. A sender that is silent for {@code
     * amplify.http.read-timeout} ends it, and nothing else does: close it.
     *
     * @throws ApiException as {@link #send()}
     * @throws AuthException as {@link #send()}
     */
    RestStream stream();
}
