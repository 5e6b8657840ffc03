package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A GraphQL answer without errors.
 *
 * @since 0.1.0
 */
public interface GraphQlResult {

    /** {@return the data; an empty object when the API answered none} */
    JsonObject data();

    /** {@return the data as an object, by JSON-B} */
    <T> T data(Class<T> type);

    /** {@return one field of the data as an object, by JSON-B; empty when it is null or not there} */
    <T> Optional<T> get(String field, Class<T> type);

    /** {@return one field of the data that is a list; empty when it is null or not there, and without its nulls} */
    <T> List<T> getList(String field, Class<T> type);

    /** {@return what the API added; an empty object when it added nothing} */
    JsonObject extensions();

    /** {@return all headers of the answer, names in lower case; unmodifiable} */
    Map<String, List<String>> headers();
}
