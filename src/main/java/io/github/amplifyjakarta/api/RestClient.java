package io.github.amplifyjakarta.api;

import jakarta.ws.rs.core.Feature;

/**
 * A REST API, as the user of the current request. Inject it with {@link AmplifyApi}. Each call works with the session of
 * its moment, so one injected client serves all users. Requests are signed with the session's AWS credentials, and sent
 * unsigned when there are none.
 *
 * <p>Paths are encoded where they are not, and stand below the API's endpoint: one that names another host or has a
 * segment {@code ..} is refused. Redirects are not followed, because credentials would go with them.
 *
 * <pre>{@code
 * @Inject @AmplifyApi("orders") RestClient orders;
 *
 * Order order = orders.get("/orders/" + id).send().json(Order.class);
 * }</pre>
 */
public interface RestClient {

    /** {@return a call that reads} */
    RestCall get(String path);

    /** {@return a call that reads the headers} */
    RestCall head(String path);

    /** {@return a call that adds} */
    RestCall post(String path);

    /** {@return a call that replaces} */
    RestCall put(String path);

    /** {@return a call that changes a part} */
    RestCall patch(String path);

    /** {@return a call that removes; Amplify's {@code del}} */
    RestCall delete(String path);

    /**
     * {@return what gives the requests of a Jakarta REST {@code Client}, or of a MicroProfile Rest Client, the session's
     * authorization, when it is registered with it} Each request asks for the session on its own thread. A request that does
     * not go to this API fails, so that its authorization goes nowhere else.
     *
     * <pre>{@code
     * OrdersApi orders = RestClientBuilder.newBuilder()
     *         .baseUri(uri)
     *         .register(client.authorization(RestAuthMode.iam))
     *         .build(OrdersApi.class);
     * }</pre>
     *
     * @param mode how requests are authorized
     */
    Feature authorization(RestAuthMode mode);

    /** {@return a client of the same API that calls it as the guest, and works without a request} */
    RestClient asGuest();
}
