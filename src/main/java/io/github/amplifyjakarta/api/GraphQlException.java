package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL response with errors. It also has the partial data of the response.
 *
 * <pre>{@code
 * try {
 *     graphQl.model("Todo", Todo.class).list();
 * } catch (GraphQlException e) {
 *     e.errors().forEach(error -> log.warn("{} {}", error.errorType().orElse(""), error.message()));
 *     JsonObject partial = e.data().orElse(JsonValue.EMPTY_JSON_OBJECT);
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/errors.md}.
 *
 * @since 0.1.0
 */
public final class GraphQlException extends ApiException {

    private static final long serialVersionUID = 1L;

    private final transient List<GraphQlError> errors;
    private final transient @Nullable JsonObject data;

    /**
     * Creates an error.
     *
     * @param name Amplify's name of the error: {@code GraphQLError}, or the error type of a response with an error
     *     status
     * @param errors the errors of the response, at least one
     * @param data the partial data of the response, or {@code null}
     * @param answer the whole response
     */
    public GraphQlException(String name, List<GraphQlError> errors, @Nullable JsonObject data, Answer answer) {
        super(
                Reason.GRAPHQL,
                new Details(
                        name,
                        message(errors),
                        "See errors() for each of them, and data() for what was answered beside."),
                answer,
                null);
        this.errors = List.copyOf(errors);
        this.data = data;
    }

    private static String message(List<GraphQlError> errors) {
        GraphQlError first = errors.get(0);
        return first.errorType().map(type -> type + ": ").orElse("")
                + first.message()
                + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)");
    }

    /** {@return the errors of the response, at least one; empty after deserialization} */
    public List<GraphQlError> errors() {
        return errors == null ? List.of() : errors; // after deserialization
    }

    /** {@return the partial data of the response; empty when there is none} */
    public Optional<JsonObject> data() {
        return Optional.ofNullable(data);
    }
}
