package io.github.amplifyjakarta.api;

import jakarta.ws.rs.core.GenericType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of a REST API: its status is below 300. It has been read to its end.
 *
 * @since 0.1.0
 */
public interface RestResponse {

    /** {@return the HTTP status, 200 to 299} */
    int statusCode();

    /** {@return all headers, names in lower case; unmodifiable} */
    Map<String, List<String>> headers();

    /** {@return the first value of a header, its name in any case} */
    Optional<String> header(String name);

    /** {@return the body; the array is the caller's} */
    byte[] bytes();

    /** {@return the body as UTF-8} */
    String text();

    /**
     * {@return the body as an object, by JSON-B; a {@link jakarta.json.JsonValue} and its kinds by JSON-P}
     *
     * @throws ApiException {@link ApiException.Reason#BAD_ANSWER} when it is no such JSON
     */
    <T> T json(Class<T> type);

    /**
     * {@return the body as an object of a generic type}
     *
     * @param type for example {@code new GenericType<List<Order>>() {}}
     * @throws ApiException {@link ApiException.Reason#BAD_ANSWER} when it is no such JSON
     */
    <T> T json(GenericType<T> type);
}
