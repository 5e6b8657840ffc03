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

/** Sends one call until it is answered, refused or out of time. */
public final class RetryingCall {

    /** Whoever asks for more has to be asked again by somebody with more patience. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** As the AWS SDKs: by less a signature is not refused. A name alone proves nothing, an API may use it for its own. */
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
     * @param result gets the reply with a status below 300, or an {@link ApiException}; cancelling it ends what is under
     *     way
     */
    public static void start(
            CallExecutor calls, PreparedRequest call, Instant start, CompletableFuture<ApiReply> result) {
        new RetryingCall(calls, call, start, result).send(calls.transport()::send);
    }

    /** As {@link #start}, in this thread, for who waits for it anyway; what follows a pause is sent by another. */
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
            return; // cancelled before, or during a pause
        }
        try {
            attempt(transport);
        } catch (Throwable e) { // an Error, too: somebody waits, and nobody else would tell
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
        } catch (Throwable e) { // an Error, too: somebody waits, and nobody else would tell
            result.completeExceptionally(e);
        }
    }

    private void failed(@Nullable Throwable error) {
        if (!(error instanceof HttpFailure failure)) {
            result.completeExceptionally(ApiErrors.canceled(error));
            return;
        }
        boolean notSent = failure.kind() == HttpFailure.Kind.NOT_CONNECTED;
        if (RetryPolicy.isTransient(failure) && mayGoOn(notSent)) {
            pause(Optional.empty(), ApiErrors.failure(failure));
        } else if (failure.kind() == HttpFailure.Kind.TIMEOUT && call.limit().isPresent()) {
            result.completeExceptionally(ApiErrors.late(call.limit().get()));
        } else {
            result.completeExceptionally(ApiErrors.failure(failure));
        }
    }

    private boolean mayGoOn(boolean wasNotCarriedOut) {
        return calls.retries().mayFollow(attempt)
                && (wasNotCarriedOut ? call.strategy() != RetryStrategy.NEVER : call.mayBeRepeated());
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
        if ((named || busy) && mayGoOn(ofTheClock)) {
            pause(reply.header("retry-after").flatMap(this::retryAfter), refusal);
        } else {
            result.completeExceptionally(refusal);
        }
    }

    /** RFC 9110, section 10.2.3: seconds, or a date. */
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
