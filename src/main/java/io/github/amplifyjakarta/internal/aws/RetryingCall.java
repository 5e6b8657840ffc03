package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends one call until it succeeds, is rejected or exceeds its time limit. */
public final class RetryingCall {

    /** When a service requests a longer pause, the call fails. The caller can repeat it later. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /**
     * The same as in the AWS SDKs. A smaller skew does not invalidate a signature. The error name alone is no proof,
     * because an API may use the same name.
     */
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(4);

    private final CallExecutor calls;
    private final PreparedRequest call;
    private final Instant start;
    private final CompletableFuture<ApiReply> result;
    private volatile @Nullable CompletableFuture<ApiReply> underWay;
    private int attempt;
    private Instant signed = Instant.EPOCH;

    private RetryingCall(CallExecutor calls, PreparedRequest call, Instant start, CompletableFuture<ApiReply> result) {
        this.calls = calls;
        this.call = call;
        this.start = start;
        this.result = result;
        result.whenComplete((reply, error) -> ended());
    }

    /**
     * Sends a call without waiting.
     *
     * @param start when the application made the call
     * @param result receives a response with a status below 300, or an {@link ApiException}; cancelling it ends the
     * current attempt
     */
    public static void start(
            CallExecutor calls, PreparedRequest call, Instant start, CompletableFuture<ApiReply> result) {
        new RetryingCall(calls, call, start, result).send(calls.transport()::send);
    }

    /**
     * The same as {@link #start}, but on this thread, for a caller that waits anyway. Attempts after a pause run on
     * another thread.
     */
    public static void startAndWait(
            CallExecutor calls, PreparedRequest call, Instant start, CompletableFuture<ApiReply> result) {
        new RetryingCall(calls, call, start, result).send(calls.transport()::sendAndWait);
    }

    private void ended() {
        CompletableFuture<ApiReply> current = underWay;
        if (result.isCancelled() && current != null) {
            current.cancel(true);
        }
    }

    private void send(BiConsumer<ApiRequest, CompletableFuture<ApiReply>> transport) {
        if (result.isDone()) {
            return; // cancelled before or during a pause
        }
        try {
            attempt(transport);
        } catch (Throwable e) { // an Error too: otherwise the caller would wait forever
            result.completeExceptionally(e);
        }
    }

    private void attempt(BiConsumer<ApiRequest, CompletableFuture<ApiReply>> transport) {
        Duration left = left();
        if (left.isZero() || left.isNegative()) {
            result.completeExceptionally(ApiErrors.late(call.limit().orElse(left)));
            return;
        }
        attempt++;
        signed = calls.serviceTime(call.uri());
        ApiRequest request = call.at(signed, left);
        CompletableFuture<ApiReply> reply = new CompletableFuture<>();
        underWay = reply;
        ended();
        reply.whenComplete(this::received);
        transport.accept(request, reply);
    }

    private Duration left() {
        return call.limit()
                .map(limit -> limit.minus(Duration.between(start, calls.clock().instant())))
                .orElse(calls.attemptLimit());
    }

    private void received(@Nullable ApiReply reply, @Nullable Throwable error) {
        try {
            if (reply == null) {
                failed(error);
            } else if (reply.status() < 300) {
                if (!result.complete(reply)) {
                    reply.discard();
                }
            } else {
                refused(reply);
            }
        } catch (Throwable e) { // an Error too: otherwise the caller would wait forever
            result.completeExceptionally(e);
        }
    }

    private void failed(@Nullable Throwable error) {
        if (!(error instanceof HttpFailure failure)) {
            result.completeExceptionally(ApiErrors.canceled(error));
            return;
        }
        boolean notSent = failure.kind() == HttpFailure.Kind.NOT_CONNECTED;
        if (RetryPolicy.isTransient(failure) && (notSent ? maySendAgain() : mayRepeat())) {
            pause(Optional.empty(), ApiErrors.failure(failure));
        } else if (failure.kind() == HttpFailure.Kind.TIMEOUT && call.limit().isPresent()) {
            result.completeExceptionally(ApiErrors.late(call.limit().get()));
        } else {
            result.completeExceptionally(ApiErrors.failure(failure));
        }
    }

    /** For a call that the service may have executed. */
    private boolean mayRepeat() {
        return calls.retries().mayFollow(attempt) && call.mayBeRepeated();
    }

    /** For a call that the service has certainly not executed. */
    private boolean maySendAgain() {
        return calls.retries().mayFollow(attempt) && call.strategy() != RetryStrategy.NEVER;
    }

    private void refused(ApiReply reply) {
        ApiException error = ApiErrors.status(reply);
        ApiException refusal = call.handling().refusal().apply(reply, error);
        boolean named = call.signature().isPresent() && ApiErrors.isOfTheClock(error.name());
        Optional<Instant> serviceTime = named ? reply.header("date").flatMap(RetryingCall::time) : Optional.empty();
        boolean ofTheClock = serviceTime
                .filter(time -> Duration.between(signed, time).abs().compareTo(TOLERATED_SKEW) > 0)
                .isPresent();
        if (ofTheClock) {
            calls.setServiceTime(call.uri(), serviceTime.get());
        }
        boolean busy = switch (reply.status()) {
            case 429, 500, 502, 503, 504 -> true;
            default -> ApiErrors.isThrottled(error.name());
        };
        if ((named || busy) && (ofTheClock ? maySendAgain() : mayRepeat())) {
            pause(reply.header("retry-after").flatMap(this::retryAfter), refusal);
        } else {
            result.completeExceptionally(refusal);
        }
    }

    /** RFC 9110, section 10.2.3: seconds or a date. */
    private Optional<Duration> retryAfter(String value) {
        return value.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                : time(value).map(until -> Duration.between(calls.clock().instant(), until));
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void pause(Optional<Duration> wanted, ApiException instead) {
        Duration pause = wanted.filter(asked -> !asked.isNegative())
                .orElseGet(() -> calls.retries().pause(attempt));
        if (pause.compareTo(LONGEST_PAUSE) > 0 || (call.limit().isPresent() && pause.compareTo(left()) > 0)) {
            result.completeExceptionally(instead);
        } else {
            calls.transport().after(pause).whenComplete((over, ended) -> {
                if (ended == null) {
                    send(calls.transport()::send);
                } else {
                    result.completeExceptionally(instead);
                }
            });
        }
    }
}
