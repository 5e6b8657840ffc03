package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.api.GraphQlError;
import io.github.amplifyjakarta.api.GraphQlOperation;
import io.github.amplifyjakarta.api.OperationResult;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** An operation, sent in one way by who waits for its value and in others by who wants the errors too, or goes on meanwhile. */
abstract class Operation<R> implements GraphQlOperation<R> {

    /** {@return the value; an answer with errors is thrown, whatever was answered beside them} */
    abstract R value();

    /** {@return an operation that needs no call} */
    static <R> Operation<R> done(R value) {
        return new Operation<>() {
            @Override
            R value() {
                return value;
            }

            @Override
            public OperationResult<R> send() {
                return new OperationResult<>(value, List.of(), JsonValue.EMPTY_JSON_OBJECT, Map.of());
            }

            @Override
            public CompletableFuture<OperationResult<R>> sendAsync() {
                return CompletableFuture.completedFuture(send());
            }
        };
    }

    /** {@return this operation and then the one that its value leads to} */
    <S> Operation<S> then(Function<R, Operation<S>> next) {
        Operation<R> first = this;
        return new Operation<>() {
            @Override
            S value() {
                return next.apply(first.value()).value();
            }

            @Override
            public OperationResult<S> send() {
                OperationResult<R> before = first.send();
                return joined(before, next.apply(before.value()).send());
            }

            @Override
            public CompletableFuture<OperationResult<S>> sendAsync() {
                return first.sendAsync()
                        .thenCompose(before ->
                                next.apply(before.value()).sendAsync().thenApply(after -> joined(before, after)));
            }
        };
    }

    private static <R, S> OperationResult<S> joined(OperationResult<R> before, OperationResult<S> after) {
        List<GraphQlError> errors =
                Stream.concat(before.errors().stream(), after.errors().stream()).toList();
        return after.headers().isEmpty() // it needed no call
                ? new OperationResult<>(after.value(), errors, before.extensions(), before.headers())
                : new OperationResult<>(after.value(), errors, after.extensions(), after.headers());
    }
}
