package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.OperationResult;
import io.github.amplifyjakarta.auth.AuthSession;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation of one call, whose document has one field. */
final class SentOperation<R> extends Operation<R> {

    private final GraphQlRequest request;
    private final String field;
    private final Function<@Nullable JsonValue, R> reader;

    /**
     * @param field what the document asks for
     * @param reader makes of its value what the application gets; of {@code null} when the answer does not have it
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

    /** An answer without this field has errors alone. */
    private OperationResult<R> result(GraphQlAnswer answer) {
        JsonValue found = answer.data().get(field);
        if (found == null || found == JsonValue.NULL) {
            answer.orThrow();
        }
        return new OperationResult<>(reader.apply(found), answer.errors(), answer.extensions(), answer.headers());
    }
}
