package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.GraphQlError;
import io.github.amplifyjakarta.api.GraphQlOperation;
import io.github.amplifyjakarta.api.OperationResult;
import io.github.amplifyjakarta.auth.AuthSession;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An operation. The caller may wait for its value, request the errors too, or send it asynchronously. An operation with
 * several calls continues with the session of the thread that started it, because the other threads have none.
 */
abstract class Operation<R> implements GraphQlOperation<R> {

    /** {@return the value; throws an exception if the response has errors, even if it also has data} */
    abstract R value();

    /** {@return the session of this thread's request, for use on any thread} */
    abstract Supplier<AuthSession> captured();

    /**
     * Sends the operation without waiting, with a captured session; {@return a future that cancels the operation when
     * it is cancelled}
     */
    abstract CompletableFuture<OperationResult<R>> start(Supplier<AuthSession> session);

    @Override
    public final CompletableFuture<OperationResult<R>> sendAsync() {
        return start(captured());
    }

    /** {@return an operation that needs no call} */
    static <R> Operation<R> done(R value) {
        return new Done<>(value);
    }

    /** {@return this operation, followed by the operation that its value determines} */
    <S> Operation<S> then(Function<R, Operation<S>> next) {
        return new Chain<>(this, next);
    }

    private static final class Done<R> extends Operation<R> {

        private final R value;

        Done(R value) {
            this.value = value;
        }

        /** This operation has no session with which the next one could continue. */
        @Override
        <S> Operation<S> then(Function<R, Operation<S>> next) {
            return next.apply(value);
        }

        @Override
        R value() {
            return value;
        }

        @Override
        public OperationResult<R> send() {
            return new OperationResult<>(value, List.of(), JsonValue.EMPTY_JSON_OBJECT, Map.of());
        }

        @Override
        Supplier<AuthSession> captured() {
            return () -> {
                throw new IllegalStateException("no call, and no session");
            };
        }

        @Override
        CompletableFuture<OperationResult<R>> start(Supplier<AuthSession> session) {
            return CompletableFuture.completedFuture(send());
        }
    }

    private static final class Chain<R, S> extends Operation<S> {

        private final Operation<R> first;
        private final Function<R, Operation<S>> next;

        Chain(Operation<R> first, Function<R, Operation<S>> next) {
            this.first = first;
            this.next = next;
        }

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
        Supplier<AuthSession> captured() {
            return first.captured();
        }

        @Override
        CompletableFuture<OperationResult<S>> start(Supplier<AuthSession> session) {
            CompletableFuture<OperationResult<S>> result = new CompletableFuture<>();
            CompletableFuture<OperationResult<R>> begun = first.start(session);
            cancel(begun, result);
            begun.whenComplete((before, error) -> {
                if (error != null) {
                    result.completeExceptionally(error);
                } else if (!result.isDone()) {
                    goOn(before, session, result);
                }
            });
            return result;
        }

        private void goOn(
                OperationResult<R> before,
                Supplier<AuthSession> session,
                CompletableFuture<OperationResult<S>> result) {
            try {
                CompletableFuture<OperationResult<S>> rest =
                        next.apply(before.value()).start(session);
                cancel(rest, result);
                rest.whenComplete((after, error) -> {
                    if (error != null) {
                        result.completeExceptionally(error);
                    } else {
                        result.complete(joined(before, after));
                    }
                });
            } catch (Throwable e) { // an Error too: otherwise the caller would wait forever
                result.completeExceptionally(e);
            }
        }

        private static void cancel(CompletableFuture<?> call, CompletableFuture<?> with) {
            with.whenComplete((done, error) -> {
                if (with.isCancelled()) {
                    call.cancel(true);
                }
            });
        }

        private static <R, S> OperationResult<S> joined(OperationResult<R> before, OperationResult<S> after) {
            List<GraphQlError> errors = Stream.concat(before.errors().stream(), after.errors().stream())
                    .toList();
            return after.headers().isEmpty() // no call was needed
                    ? new OperationResult<>(after.value(), errors, before.extensions(), before.headers())
                    : new OperationResult<>(after.value(), errors, after.extensions(), after.headers());
        }
    }
}
