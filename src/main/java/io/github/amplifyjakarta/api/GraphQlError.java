package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An error in a GraphQL response (GraphQL specification, section 7.1.2, "Errors").
 *
 * @param message what happened
 * @param errorType AppSync's kind of error, for example {@code Unauthorized}; empty when the response has none
 * @param path where it happened, as field names and indexes; empty when the response does not say it
 * @param json the whole error, as the API sent it
 * @since 0.1.0
 */
public record GraphQlError(String message, Optional<String> errorType, List<String> path, JsonObject json) {

    /**
     * Checks that no component is {@code null} and copies the path.
     *
     * @param message what happened
     * @param errorType AppSync's kind of error, for example {@code Unauthorized}; empty when the response has none
     * @param path where it happened, as field names and indexes; empty when the response does not say it
     * @param json the whole error, as the API sent it
     */
    public GraphQlError {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(errorType, "errorType");
        path = List.copyOf(path);
        Objects.requireNonNull(json, "json");
    }
}
