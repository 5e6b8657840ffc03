package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.api.RetryStrategy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The time limit, retry strategy and cancel signal of a call.
 *
 * @param limit the limit of the whole call; empty when only the configured limits apply
 * @param canceledBy the signal that cancels the call
 */
public record CallOptions(Optional<Duration> limit, RetryStrategy strategy, CancelSignal canceledBy) {

    public static final CallOptions DEFAULT =
            new CallOptions(Optional.empty(), RetryStrategy.IDEMPOTENT, CancelSignal.NONE);

    public CallOptions timeout(Duration timeout) {
        return new CallOptions(Optional.of(PreparedRequest.limit(timeout)), strategy, canceledBy);
    }

    public CallOptions retryStrategy(RetryStrategy chosen) {
        return new CallOptions(limit, Objects.requireNonNull(chosen), canceledBy);
    }

    public CallOptions canceledBy(CompletionStage<?> signal) {
        return new CallOptions(limit, strategy, CancelSignal.of(signal));
    }
}
