package io.github.amplifyjakarta.api;

import jakarta.ws.rs.core.GenericType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The response of a REST API, with a status below 300. It has been read to its end.
 *
 * <pre>{@code
 * RestResponse response = orders.get("/orders/{id}", id).send();
 * Order order = response.json(Order.class);
 * Optional<String> version = response.header("ETag");
 * }</pre>
 *
 * @since 0.1.0
 */
public interface RestResponse {

    /** {@return the HTTP status, 200 to 299} */
    int statusCode();

    /** {@return all headers, names in lower case; unmodifiable} */
    Map<String, List<String>> headers();

    /**
     * {@return the first value of a header; empty when the response does not have it}
     *
     * @param name the name of the header, in any case
     */
    Optional<String> header(String name);

    /** {@return the body; the array is a copy, which the caller may change} */
    byte[] bytes();

    /** {@return the body as text, decoded as UTF-8} */
    String text();

    /**
     * {@return the body as an object} JSON-B reads it. JSON-P reads a {@link jakarta.json.JsonValue} and its subtypes.
     *
     * @param <T> the type of the object
     * @param type the type of the object
     * @throws ApiException {@link ApiException.Reason#BAD_ANSWER} when the body is not JSON of this type
     */
    <T> T json(Class<T> type);

    /**
     * {@return the body as an object of a generic type}
     *
     * @param <T> the type of the object
     * @param type the type of the object, for example {@code new GenericType<List<Order>>() {}}
     * @throws ApiException {@link ApiException.Reason#BAD_ANSWER} when the body is not JSON of this type
     */
    <T> T json(GenericType<T> type);
}
