package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the errors in a GraphQL answer (GraphQL specification, section 7.1.2, "Errors").
 *
 * @param message what happened
 * @param errorType AppSync's kind of it, for example {@code Unauthorized}; empty when it says none
 * @param path where, field names and indexes; empty when it says none
 * @param json the whole error, as the API said it
 * @since 0.1.0
 */
public record GraphQlError(String message, Optional<String> errorType, List<String> path, JsonObject json) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param message what happened
     * @param errorType AppSync's kind of it, for example {@code Unauthorized}; empty when it says none
     * @param path where, field names and indexes; empty when it says none
     * @param json the whole error, as the API said it
     */
    public GraphQlError {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(errorType, "errorType");
        path = List.copyOf(path);
        Objects.requireNonNull(json, "json");
    }
}
