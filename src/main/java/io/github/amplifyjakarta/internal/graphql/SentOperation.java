package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.OperationResult;
import io.github.amplifyjakarta.auth.AuthSession;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation with one call. Its document has one field. */
final class SentOperation<R> extends Operation<R> {

    private final GraphQlRequest request;
    private final String field;
    private final Function<@Nullable JsonValue, R> reader;

    /**
     * @param field the field of the document
     * @param reader converts its value to the application's result; the value is {@code null} when the response lacks
     * the field
     */
    SentOperation(GraphQlRequest request, String field, Function<@Nullable JsonValue, R> reader) {
        this.request = request;
        this.field = field;
        this.reader = reader;
    }

    @Override
    R value() {
        return reader.apply(request.send().data().get(field));
    }

    @Override
    public OperationResult<R> send() {
        return result(request.answer());
    }

    @Override
    Supplier<AuthSession> captured() {
        return request.captured();
    }

    @Override
    CompletableFuture<OperationResult<R>> start(Supplier<AuthSession> session) {
        return request.answerAsync(session, this::result);
    }

    /** A response without this field contains only errors. */
    private OperationResult<R> result(GraphQlAnswer answer) {
        JsonValue found = answer.data().get(field);
        if (found == null || found == JsonValue.NULL) {
            answer.orThrow();
        }
        return new OperationResult<>(reader.apply(found), answer.errors(), answer.extensions(), answer.headers());
    }
}
