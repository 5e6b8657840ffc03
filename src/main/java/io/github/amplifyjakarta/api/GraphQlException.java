package io.github.amplifyjakarta.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL answer with errors. What was answered beside them is there as well.
 *
 * <pre>{@code
 * } catch (GraphQlException e) {
 *     e.errors().forEach(error -> log.warn("{} {}", error.errorType().orElse(""), error.message()));
 *     JsonObject partial = e.data().orElse(JsonValue.EMPTY_JSON_OBJECT);
 * }
 * }</pre>
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
     * @param name Amplify's name of it: {@code GraphQLError}, or of an answer with an error's status its error type
     * @param errors what the API said, at least one
     * @param data what it answered beside, or {@code null}
     * @param answer the whole answer
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

    /** {@return what the API said, at least one} */
    public List<GraphQlError> errors() {
        return errors == null ? List.of() : errors; // after deserialization
    }

    /** {@return what the API answered beside the errors; empty when that is nothing} */
    public Optional<JsonObject> data() {
        return Optional.ofNullable(data);
    }
}
