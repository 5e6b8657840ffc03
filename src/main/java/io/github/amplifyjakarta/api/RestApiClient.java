package io.github.amplifyjakarta.api;

import jakarta.ws.rs.core.Feature;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A REST API, as the user of the current request. Inject it with {@link AmplifyApi}. Each call works with the session of
 * its moment, so one injected client serves all users. Requests are signed with the session's AWS credentials, and sent
 * unsigned when there are none.
 *
 * <p>A path may have names in braces, each of which stands for a value: {@code get("/orders/{id}", id)}. Values are encoded as a
 * whole, so that one from outside stays where it was put; an empty one and {@code null} are refused. The rest of the path is
 * encoded where it is not, and stands below the API's endpoint: a path that names another host or has a segment {@code ..} is
 * refused. Redirects are not followed, because credentials would go with them.
 *
 * <pre>{@code
 * @Inject @AmplifyApi("orders") RestApiClient orders;
 *
 * Order order = orders.get("/orders/{id}", id).send().json(Order.class);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface RestApiClient {

    /**
     * {@return a call that reads}
     *
     * @param path below the endpoint, with a query if it has one
     * @param values of the names in braces, in their order; a name that comes again has the same value
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there are more or fewer values than names, or one is
     *     {@code null} or empty
     */
    RestCall get(String path, Object... values);

    /** {@return a call that reads the headers} */
    RestCall head(String path, Object... values);

    /** {@return a call that adds} */
    RestCall post(String path, Object... values);

    /** {@return a call that replaces} */
    RestCall put(String path, Object... values);

    /** {@return a call that changes a part} */
    RestCall patch(String path, Object... values);

    /** {@return a call that removes; Amplify's {@code del}} */
    RestCall delete(String path, Object... values);

    /**
     * {@return what gives the requests of a Jakarta REST {@code Client}, or of a MicroProfile Rest Client, the session's
     * authorization, when it is registered with it} Each request asks for the session on its own thread. A request that does
     * not go to this API fails, so that its authorization goes nowhere else.
     *
     * <pre>{@code
     * OrdersApi orders = RestClientBuilder.newBuilder()
     *         .baseUri(uri)
     *         .register(client.authorization(RestAuthMode.IAM))
     *         .build(OrdersApi.class);
     * }</pre>
     *
     * @param mode how requests are authorized
     */
    Feature authorization(RestAuthMode mode);

    /** {@return a client whose calls are authorized in another way, as {@link RestCall#authMode}} */
    RestApiClient authMode(RestAuthMode mode);

    /** {@return a client that sends a header with each call that does not set it, as {@link RestCall#header}} */
    RestApiClient header(String name, String value);

    /** {@return a client each of whose calls is limited, as {@link RestCall#timeout}} */
    RestApiClient timeout(Duration timeout);

    /** {@return a client that sends calls again, or not, as {@link RestCall#retryStrategy}} */
    RestApiClient retryStrategy(RetryStrategy strategy);

    /** {@return a client whose calls a signal cancels, as {@link RestCall#canceledBy}} */
    RestApiClient canceledBy(CompletionStage<?> signal);

    /** {@return a client of the same API that calls it as the guest, and works without a request} */
    RestApiClient asGuest();
}
