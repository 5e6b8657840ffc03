package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The result of an operation (GraphQL specification, section 7.1). A partial response has a value and errors: a page,
 * for example, with the objects that could be read.
 *
 * <pre>{@code
 * OperationResult<ModelPage<Todo>> result = todos.operations().list(query).send();
 * boolean complete = result.errors().isEmpty();
 * }</pre>
 *
 * @param value the value; parts that could not be read are missing
 * @param errors the errors of the response; empty when the value is complete
 * @param extensions the extensions that the API added; empty when it added none
 * @param headers all headers of the response, names in lower case
 * @param <R> the type of the value
 * @since 0.1.0
 */
public record OperationResult<R>(
        R value, List<GraphQlError> errors, JsonObject extensions, Map<String, List<String>> headers) {

    /**
     * Checks that no component is {@code null} and copies the collections.
     *
     * @param value the value; parts that could not be read are missing
     * @param errors the errors of the response; empty when the value is complete
     * @param extensions the extensions that the API added; empty when it added none
     * @param headers all headers of the response, names in lower case
     */
    public OperationResult {
        Objects.requireNonNull(value, "value");
        errors = List.copyOf(errors);
        Objects.requireNonNull(extensions, "extensions");
        headers = Map.copyOf(headers);
    }
}
