package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.internal.http.ApiReply;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits for calls, and ends those that nobody wants any more. */
final class Running {

    private Running() {}

    /** Sends a call and waits for its reply. */
    static ApiReply await(Api api, Outgoing call, Optional<CompletionStage<?>> canceledBy) {
        requireWanted(canceledBy);
        CompletableFuture<ApiReply> reply = Transmission.of(api, call);
        canceledBy.ifPresent(signal -> signal.whenComplete((result, error) -> reply.cancel(true)));
        try {
            return reply.get();
        } catch (CancellationException e) {
            throw ApiErrors.canceled(e);
        } catch (InterruptedException e) {
            reply.cancel(true);
            Thread.currentThread().interrupt();
            throw ApiErrors.canceled(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AmplifyException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void requireWanted(Optional<CompletionStage<?>> canceledBy) {
        if (canceledBy.isPresent() && canceledBy.get().toCompletableFuture().isDone()) {
            throw ApiErrors.canceled(null);
        }
    }

    /**
     * Sends a call without waiting.
     *
     * @param prepared makes the call, which may ask the identity pool for credentials
     * @param converted makes of the reply what the application gets
     */
    static <T> CompletableFuture<T> start(
            Api api,
            Supplier<Outgoing> prepared,
            Optional<CompletionStage<?>> canceledBy,
            Function<ApiReply, T> converted) {
        CompletableFuture<T> result = new CompletableFuture<>();
        api.door().executor().execute(() -> {
            try {
                requireWanted(canceledBy);
                CompletableFuture<ApiReply> reply = Transmission.of(api, prepared.get());
                result.whenComplete((done, error) -> {
                    if (result.isCancelled()) {
                        reply.cancel(true);
                    }
                });
                canceledBy.ifPresent(signal -> signal.whenComplete((done, error) -> reply.cancel(true)));
                reply.thenApply(converted).whenComplete((done, error) -> {
                    if (error == null) {
                        result.complete(done);
                    } else {
                        result.completeExceptionally(cause(error));
                    }
                });
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static Throwable cause(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return cause instanceof CancellationException ? ApiErrors.canceled(cause) : cause;
    }
}
