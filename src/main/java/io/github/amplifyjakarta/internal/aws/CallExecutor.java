package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.ApiTransport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends the API calls of one application. It waits for synchronous calls and cancels calls that are no longer needed.
 */
public final class CallExecutor {

    private static final int MOST_SKEWS = 1000;
    private static final int ATTEMPTS = 3;

    private final ApiTransport transport;
    private final Clock clock;
    private final RetryPolicy retries;
    private final Duration attemptLimit;

    /** How far the clock of each host is ahead of this server's, by the host's last statement. */
    private final Map<String, Duration> skews = new ConcurrentHashMap<>();

    /**
     * @param random a number from 0 to 1, for the length of pauses
     * @param attemptLimit the time limit of one attempt
     */
    public CallExecutor(ApiTransport transport, Clock clock, DoubleSupplier random, Duration attemptLimit) {
        this.transport = transport;
        this.clock = clock;
        this.retries = new RetryPolicy(ATTEMPTS, random);
        this.attemptLimit = attemptLimit;
    }

    public ApiTransport transport() {
        return transport;
    }

    public Clock clock() {
        return clock;
    }

    RetryPolicy retries() {
        return retries;
    }

    public Duration attemptLimit() {
        return attemptLimit;
    }

    /** {@return the current time by a host's clock, as far as it is known} */
    public Instant serviceTime(URI uri) {
        return clock.instant().plus(skews.getOrDefault(uri.getAuthority(), Duration.ZERO));
    }

    public void setServiceTime(URI uri, Instant time) {
        if (skews.size() < MOST_SKEWS
                || skews.containsKey(uri.getAuthority())) { // there are only as many hosts as the application has APIs
            skews.put(uri.getAuthority(), Duration.between(clock.instant(), time));
        }
    }

    /**
     * Sends a call and waits for its response.
     *
     * @param prepared creates the call and may fetch credentials from the identity pool
     */
    public ApiReply await(Supplier<PreparedRequest> prepared, CancelSignal canceledBy) {
        Instant start = clock.instant();
        requireWanted(canceledBy);
        PreparedRequest call = prepared.get();
        requireWanted(canceledBy); // preparing the call may have taken time
        CompletableFuture<ApiReply> reply = new CompletableFuture<>();
        cancelledBy(canceledBy, reply);
        RetryingCall.startAndWait(this, call, start, reply);
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

    private static void requireWanted(CancelSignal canceledBy) {
        if (canceledBy.isGiven()) {
            throw ApiErrors.canceled(null);
        }
    }

    private static void cancelledBy(CancelSignal canceledBy, CompletableFuture<ApiReply> reply) {
        Runnable over = canceledBy.onGiven(() -> reply.cancel(true));
        reply.whenComplete((done, error) -> over.run());
    }

    /**
     * Sends a call without waiting.
     *
     * @param session the session of the call, as returned by {@link #captured}
     * @param prepared creates the call and may fetch credentials from the identity pool
     * @param converted converts the response to the application's result
     */
    public <T> CompletableFuture<T> start(
            Supplier<AuthSession> session,
            Function<Supplier<AuthSession>, PreparedRequest> prepared,
            CancelSignal canceledBy,
            Function<ApiReply, T> converted) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Instant start = clock.instant();
        Runnable work = () -> {
            try {
                requireWanted(canceledBy);
                PreparedRequest call = prepared.apply(session);
                requireWanted(canceledBy); // preparing the call may have taken time
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
                RetryingCall.start(this, call, start, reply);
                reply.thenApply(converted).whenComplete((done, error) -> {
                    if (error == null) {
                        result.complete(done);
                    } else {
                        result.completeExceptionally(cause(error));
                    }
                });
            } catch (Throwable e) { // an Error too: otherwise the caller would wait forever
                result.completeExceptionally(e);
            }
        };
        try {
            transport.executor().execute(work);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(ApiErrors.ended(e));
        }
        return result;
    }

    /**
     * {@return a session that any thread may use} The session belongs to this thread's request, but its calls to
     * Cognito may run on any thread. An error is thrown on access, like all other failures of a call.
     */
    public static Supplier<AuthSession> captured(Supplier<AuthSession> sessions) {
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
