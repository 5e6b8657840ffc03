package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.http.ApiReply;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for calls, and ends those that nobody wants any more. */
final class Running {

    private Running() {}

    /**
     * Sends a call and waits for its reply.
     *
     * @param prepared makes the call, which may ask the identity pool for credentials
     */
    static ApiReply await(Api api, Supplier<Outgoing> prepared, Optional<CompletionStage<?>> canceledBy) {
        Instant start = api.clock().instant();
        requireWanted(canceledBy);
        Outgoing call = prepared.get();
        requireWanted(canceledBy); // which may have taken its time
        CompletableFuture<ApiReply> reply = new CompletableFuture<>();
        cancelledBy(canceledBy, reply);
        Transmission.startAndWait(api, call, start, reply);
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

    private static void cancelledBy(Optional<CompletionStage<?>> canceledBy, CompletableFuture<ApiReply> reply) {
        Runnable over = onSignal(canceledBy, () -> reply.cancel(true));
        reply.whenComplete((done, error) -> over.run());
    }

    /**
     * Does something when a signal completes. A signal may outlive many calls, and keeps none longer than it takes.
     *
     * @return what says that it need not be done any more
     */
    static Runnable onSignal(Optional<CompletionStage<?>> signal, Runnable work) {
        AtomicReference<@Nullable Runnable> wanted = new AtomicReference<>(work);
        signal.ifPresent(stage -> stage.whenComplete((done, error) -> {
            Runnable now = wanted.getAndSet(null);
            if (now != null) {
                now.run();
            }
        }));
        return () -> wanted.set(null);
    }

    /**
     * Sends a call without waiting.
     *
     * @param session whose session it is, as {@link #captured} has it
     * @param prepared makes the call, which may ask the identity pool for credentials
     * @param converted makes of the reply what the application gets
     */
    static <T> CompletableFuture<T> start(
            Api api,
            Supplier<AuthSession> session,
            Function<Supplier<AuthSession>, Outgoing> prepared,
            Optional<CompletionStage<?>> canceledBy,
            Function<ApiReply, T> converted) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Instant start = api.clock().instant();
        Runnable work = () -> {
            try {
                requireWanted(canceledBy);
                Outgoing call = prepared.apply(session);
                requireWanted(canceledBy); // which may have taken its time
                if (result.isDone()) {
                    return;
                }
                CompletableFuture<ApiReply> reply = new CompletableFuture<>();
                result.whenComplete((done, error) -> {
                    if (result.isCancelled()) {
                        reply.cancel(true);
                    }
                });
                cancelledBy(canceledBy, reply);
                Transmission.start(api, call, start, reply);
                reply.thenApply(converted).whenComplete((done, error) -> {
                    if (error == null) {
                        result.complete(done);
                    } else {
                        result.completeExceptionally(cause(error));
                    }
                });
            } catch (Throwable e) { // an Error, too: somebody waits, and nobody else would tell
                result.completeExceptionally(e);
            }
        };
        try {
            api.door().executor().execute(work);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(ApiErrors.ended(e));
        }
        return result;
    }

    /**
     * {@return a session that any thread may ask for} The session belongs to this thread's request; what it asks Cognito
     * for need not. Why there is none is said when it is asked for, as everything that can go wrong with a call.
     *
     * @param needed whether the call needs it
     */
    static Supplier<AuthSession> captured(Supplier<AuthSession> sessions, boolean needed) {
        if (!needed) {
            return sessions;
        }
        try {
            AuthSession session = sessions.get();
            return () -> session;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }

    private static Throwable cause(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return cause instanceof CancellationException ? ApiErrors.canceled(cause) : cause;
    }
}
