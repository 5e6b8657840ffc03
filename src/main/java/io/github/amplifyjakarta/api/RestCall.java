package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A REST call that is being put together. It belongs to one thread, and can be sent more than once.
 *
 * <pre>{@code
 * Order order = orders.post("/orders").body(new NewOrder("book", 2)).send().json(Order.class);
 * List<Order> open = orders.get("/orders").queryParam("state", "open").send()
 *         .json(new GenericType<List<Order>>() {});
 * }</pre>
 *
 * @since 0.1.0
 */
public interface RestCall {

    /**
     * Sets a query parameter with all its values; those that the path has, or that were set before, are replaced.
     *
     * @param values each of which is sent, as its text; a collection stands for its elements; {@code null} is left out, and
     *     without any other value the parameter is
     */
    RestCall queryParam(String name, @Nullable Object @Nullable ... values);

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
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which carry none, and for what JSON-B
     *     cannot write
     */
    RestCall body(Object entity);

    /**
     * Sets bytes to send, as {@code application/octet-stream} unless {@code Content-Type} is set. The array is not copied.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which carry none
     */
    RestCall body(byte[] bytes);

    /**
     * Sets what a stream has to say, as {@link #body(byte[])}. It is read to its end and closed now, because the signature stands
     * before the body. For more than 16 MiB use a {@link RestBody}, which can be opened more than once.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which carry none, when it cannot be read,
     *     and when it has more than 16 MiB
     */
    RestCall body(InputStream stream);

    /**
     * Sets what to send as it is.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which carry none
     */
    RestCall body(RestBody body);

    /** Sets how the call is authorized; without it as the client says, else {@link RestAuthMode#IAM}. */
    RestCall authMode(RestAuthMode mode);

    /**
     * Limits the whole call, attempts and pauses included; a stream until its head is there. Without it, and without a limit of the client, each attempt is
     * limited by {@code amplify.http.connect-timeout} and {@code amplify.http.request-timeout} together. Getting AWS
     * credentials counts, and is ended by those limits only. More than a day counts as a day.
     *
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when it is not positive
     */
    RestCall timeout(Duration timeout);

    /** Sets whether the call may be sent again; without it as the client says, else {@link RetryStrategy#IDEMPOTENT}. */
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
     * amplify.http.idle-timeout} ends it, and nothing else does: close it.
     *
     * @throws ApiException as {@link #send()}
     * @throws AuthException as {@link #send()}
     */
    RestStream stream();
}
