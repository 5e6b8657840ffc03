package io.github.amplifyjakarta.api;

import io.github.amplifyjakarta.auth.AuthException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A REST call that is being prepared. Use it on one thread. It can be sent more than once.
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
     * Sets a query parameter with all its values. It replaces values of this parameter that the path has or that were
     * set before.
     *
     * @param name the name of the parameter
     * @param values the values, each of which is sent as its text; the elements of a collection are sent as values of
     *     their own; {@code null} is left out; a parameter without any value is left out
     * @return this call
     */
    RestCall queryParam(String name, @Nullable Object @Nullable ... values);

    /**
     * Sets a header. A call with an {@code Authorization} of its own is sent without a signature and without a token of
     * the session.
     *
     * @param name the name of the header, in any case
     * @param value its value, in printable ASCII
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when HTTP sets the header itself, or the name or
     *     the value is not valid
     */
    RestCall header(String name, String value);

    /**
     * Sets the body: an object that is sent as JSON, by JSON-B. A {@link String} becomes a JSON string. If the header
     * {@code Content-Type} is set to another JSON type, that type is sent.
     *
     * @param entity the object
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which have no body, and when
     *     JSON-B cannot write the object
     */
    RestCall body(Object entity);

    /**
     * Sets the body: bytes, which are sent as {@code application/octet-stream} unless the header {@code Content-Type}
     * is set.
     *
     * @param bytes the bytes; the array is not copied, so do not change it before the call has ended
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which have no body
     */
    RestCall body(byte[] bytes);

    /**
     * Sets the body: the bytes of a stream, sent as by {@link #body(byte[])}. This method reads the stream to its end
     * and closes it, because the signature is sent before the body. For more than 16 MiB use a {@link RestBody}, which
     * can be opened more than once.
     *
     * @param stream the stream, of 16 MiB at most
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which have no body, when the
     *     stream cannot be read, and when it has more than 16 MiB
     */
    RestCall body(InputStream stream);

    /**
     * Sets the body: bytes that can be opened more than once, with their media type. They are sent as they are.
     *
     * @param body the bytes
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} for GET and HEAD, which have no body, and when the
     *     media type cannot be sent in a header
     */
    RestCall body(RestBody body);

    /**
     * Sets how the call is authorized. The default is what the client says, else the configuration, else {@link
     * RestAuthMode#IAM}.
     *
     * @param mode how the call is authorized
     * @return this call
     */
    RestCall authMode(RestAuthMode mode);

    /**
     * Limits the time of the whole call, with all attempts and pauses. A call that is {@linkplain #stream() streamed}
     * is limited until the headers of the response have arrived.
     *
     * <p>Without a limit of the call, the client or the configuration of the API, each attempt is limited by {@code
     * amplify.http.connect-timeout} and {@code amplify.http.request-timeout} together. The time to get AWS credentials
     * counts too, but only those two settings can end that request.
     *
     * @param timeout the limit; positive; more than a day counts as a day
     * @return this call
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the limit is not positive
     */
    RestCall timeout(Duration timeout);

    /**
     * Sets whether the call may be sent again. The default is what the client says, else the configuration, else {@link
     * RetryStrategy#IDEMPOTENT}.
     *
     * @param strategy when the call is sent again
     * @return this call
     */
    RestCall retryStrategy(RetryStrategy strategy);

    /**
     * Cancels the call when a signal completes, on any thread. One signal can cancel many calls.
     *
     * @param signal what cancels; its result does not matter
     * @return this call
     */
    RestCall canceledBy(CompletionStage<?> signal);

    /**
     * Sends the call and reads the response, of 16 MiB at most.
     *
     * @return the response, with a status below 300
     * @throws ApiException when the API could not be reached, did not respond in time or responded with a status of 300
     *     or more; {@link ApiException#reason()} says which
     * @throws AuthException when the session could not be checked, or the identity pool gave no credentials
     */
    RestResponse send();

    /**
     * Sends the call without waiting for the response. It is sent as the user of this thread's request, and with the
     * settings that it has now. If the session has to be renewed first, that is done before this method returns. The
     * future fails with what {@link #send()} would throw.
     *
     * <p>Stages that depend on the future run on a thread of the library. That thread has no request and not the class
     * loader of the application. For more than a conversion, use {@code thenApplyAsync} with a managed executor.
     *
     * <pre>{@code
     * CompletableFuture<Order> order =
     *         orders.get("/orders/{id}", id).sendAsync().thenApply(response -> response.json(Order.class));
     * }</pre>
     *
     * @return the response, or the exception that {@link #send()} would throw; cancelling the future ends the request
     */
    CompletableFuture<RestResponse> sendAsync();

    /**
     * Sends the call and returns the response while its body still arrives, of any size. Reading fails when the API
     * sends nothing for {@code amplify.http.idle-timeout}. No other time limit ends the response, so close it.
     *
     * @return the response, with a status below 300
     * @throws ApiException as {@link #send()}
     * @throws AuthException as {@link #send()}
     */
    RestStream stream();
}
