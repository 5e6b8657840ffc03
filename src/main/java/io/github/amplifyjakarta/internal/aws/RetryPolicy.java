package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The number of attempts and the pauses between them: Amplify's exponential back-off with jitter. The kind of call
 * decides whether it may be retried at all.
 *
 * @param attempts the maximum number of attempts, including the first
 * @param random a number from 0 to 1, for the length of pauses
 */
public record RetryPolicy(int attempts, DoubleSupplier random) {

    private static final int BACK_OFF_MILLIS = 100;

    /** {@return whether another attempt may follow} */
    public boolean mayFollow(int attempt) {
        return attempt < attempts;
    }

    /** {@return the pause after an attempt; the first attempt is 1} */
    public Duration pause(int attempt) {
        return Duration.ofMillis((long) ((1 << attempt) * BACK_OFF_MILLIS + random.getAsDouble() * BACK_OFF_MILLIS));
    }

    /**
     * {@return whether another attempt may get a response} After a timeout there is no retry, because it has already
     * used its whole limit.
     */
    public static boolean isTransient(HttpFailure failure) {
        return failure.kind() == HttpFailure.Kind.NOT_CONNECTED || failure.kind() == HttpFailure.Kind.BROKEN;
    }
}
