package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A GraphQL response without errors.
 *
 * <pre>{@code
 * GraphQlResult result = graphQl.graphql("query ($id: ID!) { getTodo(id: $id) { id content } }")
 *         .variable("id", id)
 *         .send();
 * Optional<Todo> todo = result.get("getTodo", Todo.class);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface GraphQlResult {

    /** {@return the data; an empty object when the response has none} */
    JsonObject data();

    /**
     * {@return the data as an object, read by JSON-B}
     *
     * @param <T> the type of the object
     * @param type the type of the object
     * @throws ApiException {@link ApiException.Reason#BAD_ANSWER} when the data is not of this type
     */
    <T> T data(Class<T> type);

    /**
     * {@return one field of the data as an object, read by JSON-B; empty when it is null or missing}
     *
     * @param <T> the type of the object
     * @param field the name of the field, or its alias
     * @param type the type of the object
     * @throws ApiException {@link ApiException.Reason#BAD_ANSWER} when the field is not of this type
     */
    <T> Optional<T> get(String field, Class<T> type);

    /**
     * {@return one field of the data that is a list, without its null elements; empty when it is null or missing}
     *
     * @param <T> the type of the elements
     * @param field the name of the field, or its alias
     * @param type the type of the elements
     * @throws ApiException {@link ApiException.Reason#BAD_ANSWER} when an element is not of this type
     */
    <T> List<T> getList(String field, Class<T> type);

    /** {@return the extensions that the API added; an empty object when it added none} */
    JsonObject extensions();

    /** {@return all headers of the response, names in lower case; unmodifiable} */
    Map<String, List<String>> headers();
}
