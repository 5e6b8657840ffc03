package io.github.amplifyjakarta.internal.graphql;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.GraphQlError;
import io.github.amplifyjakarta.api.GraphQlException;
import io.github.amplifyjakarta.api.GraphQlResult;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.LogText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response (GraphQL specification, section 7.1). Applications get it when it has no errors. */
final class GraphQlAnswer implements GraphQlResult {

    private static final String NAME = "GraphQLError";

    private final JsonText json;
    private final ApiReply reply;
    private final JsonObject answer;

    GraphQlAnswer(JsonText json, ApiReply reply) {
        this.json = json;
        this.reply = reply;
        if (!(JsonText.parse(reply.bytes()).orElse(null) instanceof JsonObject object)) {
            throw ApiErrors.badAnswer(reply, "The answer is no JSON object, which every GraphQL answer is.", null);
        }
        answer = object;
    }

    /** {@return this response; throws an exception if it has errors} */
    GraphQlAnswer orThrow() {
        Optional<GraphQlException> failure = failure(answer, reply, NAME);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return this;
    }

    /** {@return the errors that the API reported} */
    List<GraphQlError> errors() {
        return errors(answer);
    }

    private static List<GraphQlError> errors(JsonObject answer) {
        return answer.get("errors") instanceof JsonArray errors
                ? errors.stream().map(GraphQlAnswer::error).toList()
                : List.of();
    }

    /** {@return the exception for a response with errors} */
    private static Optional<GraphQlException> failure(JsonObject answer, ApiReply reply, String name) {
        List<GraphQlError> errors = errors(answer);
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(new GraphQlException(
                        name,
                        errors,
                        answer.get("data") instanceof JsonObject data ? data : null,
                        new ApiException.Answer(reply.status(), reply.headers(), new String(reply.bytes(), UTF_8))));
    }

    /** {@return the errors in a response with an error status, if it has any (GraphQL over HTTP, section 6.4)} */
    static ApiException refusal(ApiReply reply, ApiException status) {
        String name = status.name().equals("UnknownError") ? NAME : status.name();
        Optional<ApiException> failure = JsonText.parse(reply.bytes()).orElse(null) instanceof JsonObject answer
                ? failure(answer, reply, name).map(ApiException.class::cast)
                : Optional.empty();
        return failure.orElse(status);
    }

    private static GraphQlError error(JsonValue value) {
        JsonObject error = value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        List<String> path = error.get("path") instanceof JsonArray steps
                ? steps.stream()
                        .map(step -> step instanceof JsonString name ? name.getString() : step.toString())
                        .toList()
                : List.of();
        return new GraphQlError(text(error, "message").orElse("Unknown error"), text(error, "errorType"), path, error);
    }

    @Override
    public JsonObject data() {
        return object("data");
    }

    private JsonObject object(String field) {
        return answer.get(field) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    @Override
    public <T> T data(Class<T> type) {
        return read(json, data(), type).orElseThrow();
    }

    @Override
    public <T> Optional<T> get(String field, Class<T> type) {
        return read(json, data().get(field), type);
    }

    static <T> Optional<T> read(JsonText json, @Nullable JsonValue value, Class<T> type) {
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.read(value, type));
        } catch (JsonbException e) {
            throw new ApiException(
                    Reason.BAD_ANSWER,
                    new AmplifyException.Details(
                            "UnknownError",
                            "What the API answered cannot become " + type.getTypeName() + ". "
                                    + JsonRecord.mismatch(value, type).orElseGet(() -> LogText.of(e.getMessage())),
                            "Compare the type with the schema."),
                    e);
        }
    }

    @Override
    public <T> List<T> getList(String field, Class<T> type) {
        return readList(json, data().get(field), type);
    }

    static <T> List<T> readList(JsonText json, @Nullable JsonValue value, Class<T> type) {
        return value instanceof JsonArray array
                ? array.stream()
                        .flatMap(each -> read(json, each, type).stream())
                        .toList()
                : List.of();
    }

    @Override
    public JsonObject extensions() {
        return object("extensions");
    }

    @Override
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(reply.headers());
    }

    @Override
    public String toString() {
        return reply.toString();
    }
}
