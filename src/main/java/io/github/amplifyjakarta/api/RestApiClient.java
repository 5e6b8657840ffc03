package io.github.amplifyjakarta.api;

import jakarta.ws.rs.core.Feature;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Calls a REST API as the user of the current request.
 *
 * <p>Inject it with {@link AmplifyApi}. Each call uses the session at that moment, so one injected client serves all
 * users. Unless configured otherwise, requests are signed with the AWS credentials of the session. They are sent
 * without a signature when there are no credentials.
 *
 * <p>A path can have names in braces, each of which stands for a value: {@code get("/orders/{id}", id)}. Every
 * character of a value is encoded where necessary, so a value from outside cannot change the rest of the path. An empty
 * value and {@code null} are refused. The rest of the path is encoded where it is not encoded yet. It is appended to
 * the endpoint of the API. A path that names another host or has a segment {@code ..} is refused. Redirects are not
 * followed, because they would take the credentials along.
 *
 * <pre>{@code
 * @Path("orders")
 * @RequestScoped
 * public class Orders {
 *
 *     public record Order(String id, int count) {}
 *
 *     @Inject
 *     @AmplifyApi("orders")
 *     RestApiClient orders;
 *
 *     @GET
 *     @Path("{id}")
 *     public Order read(@PathParam("id") String id) {
 *         return orders.get("/orders/{id}", id).queryParam("detail", "full").send().json(Order.class);
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
public interface RestApiClient {

    /**
     * Prepares a GET request, which reads.
     *
     * @param path the path below the endpoint, with a query if it has one
     * @param values the values of the names in braces, in their order; a name that occurs again has the same value
     * @return the call, to complete and to send
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there are more or fewer values than names, or
     *     a value is {@code null} or empty
     */
    RestCall get(String path, Object... values);

    /**
     * Prepares a HEAD request, which reads the headers.
     *
     * @param path the path below the endpoint, with a query if it has one
     * @param values the values of the names in braces, in their order; a name that occurs again has the same value
     * @return the call, to complete and to send
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there are more or fewer values than names, or
     *     a value is {@code null} or empty
     */
    RestCall head(String path, Object... values);

    /**
     * Prepares a POST request, which adds something.
     *
     * <pre>{@code
     * Order added = orders.post("/orders").body(new NewOrder("book", 2)).send().json(Order.class);
     * }</pre>
     *
     * @param path the path below the endpoint, with a query if it has one
     * @param values the values of the names in braces, in their order; a name that occurs again has the same value
     * @return the call, to complete and to send
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there are more or fewer values than names, or
     *     a value is {@code null} or empty
     */
    RestCall post(String path, Object... values);

    /**
     * Prepares a PUT request, which replaces something.
     *
     * @param path the path below the endpoint, with a query if it has one
     * @param values the values of the names in braces, in their order; a name that occurs again has the same value
     * @return the call, to complete and to send
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there are more or fewer values than names, or
     *     a value is {@code null} or empty
     */
    RestCall put(String path, Object... values);

    /**
     * Prepares a PATCH request, which changes a part of something.
     *
     * @param path the path below the endpoint, with a query if it has one
     * @param values the values of the names in braces, in their order; a name that occurs again has the same value
     * @return the call, to complete and to send
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there are more or fewer values than names, or
     *     a value is {@code null} or empty
     */
    RestCall patch(String path, Object... values);

    /**
     * Prepares a DELETE request, which removes something; Amplify's {@code del}.
     *
     * @param path the path below the endpoint, with a query if it has one
     * @param values the values of the names in braces, in their order; a name that occurs again has the same value
     * @return the call, to complete and to send
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when there are more or fewer values than names, or
     *     a value is {@code null} or empty
     */
    RestCall delete(String path, Object... values);

    /**
     * Creates a provider for a Jakarta REST {@code Client} or a MicroProfile Rest Client. A client with which it is
     * registered sends its requests with the authorization of the session. Each request asks for the session on its own
     * thread. A request that does not go to this API fails, so that its authorization goes nowhere else.
     *
     * <pre>{@code
     * try (Client client = ClientBuilder.newBuilder()
     *         .register(orders.authorization(RestAuthMode.IAM))
     *         .build()) {
     *     String all = client.target(endpoint).path("orders").request().get(String.class);
     * }
     * }</pre>
     *
     * @param mode how requests are authorized
     * @return the provider, to register with a client
     */
    Feature authorization(RestAuthMode mode);

    /**
     * Creates a client whose calls are authorized in another way, as {@link RestCall#authMode}.
     *
     * @param mode how calls are authorized
     * @return a client of the same API
     */
    RestApiClient authMode(RestAuthMode mode);

    /**
     * Creates a client that sends a header with each call that does not set it, as {@link RestCall#header}.
     *
     * @param name the name of the header, in any case
     * @param value its value, in printable ASCII
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when HTTP sets the header itself, or the name or
     *     the value is not valid
     */
    RestApiClient header(String name, String value);

    /**
     * Creates a client that limits the time of each call, as {@link RestCall#timeout}.
     *
     * @param timeout the limit of each whole call, all attempts included; positive
     * @return a client of the same API
     * @throws ApiException {@link ApiException.Reason#INVALID_INPUT} when the limit is not positive
     */
    RestApiClient timeout(Duration timeout);

    /**
     * Creates a client with another retry strategy, as {@link RestCall#retryStrategy}.
     *
     * @param strategy which calls are sent again
     * @return a client of the same API
     */
    RestApiClient retryStrategy(RetryStrategy strategy);

    /**
     * Creates a client whose calls are cancelled when a signal completes, as {@link RestCall#canceledBy}.
     *
     * @param signal what cancels; its result does not matter
     * @return a client of the same API
     */
    RestApiClient canceledBy(CompletionStage<?> signal);

    /**
     * Creates a client that calls the API as the guest. It works without a request, for example at start-up or in a
     * scheduler.
     *
     * @return a client of the same API
     */
    RestApiClient asGuest();
}
