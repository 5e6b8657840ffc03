package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an operation gave (GraphQL specification, section 7.1). A partial answer has a value and errors: of a page, say, the
 * objects that could be read.
 *
 * @param value what was asked for; what could not be read of it is missing
 * @param errors what the API said went wrong; empty when the value is complete
 * @param extensions what the API added; empty when it added nothing
 * @param headers all headers of the answer, names in lower case
 * @param <R> what was asked for
 * @since 0.1.0
 */
public record OperationResult<R>(
        R value, List<GraphQlError> errors, JsonObject extensions, Map<String, List<String>> headers) {

    /**
     * Checks that no component is {@code null} and copies the collections.
     *
     * @param value what was asked for; what could not be read of it is missing
     * @param errors what the API said went wrong; empty when the value is complete
     * @param extensions what the API added; empty when it added nothing
     * @param headers all headers of the answer, names in lower case
     */
    public OperationResult {
        Objects.requireNonNull(value, "value");
        errors = List.copyOf(errors);
        Objects.requireNonNull(extensions, "extensions");
        headers = Map.copyOf(headers);
    }
}
