package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How often a call is sent, and how long the pauses in between are: Amplify's exponential back-off with jitter. Whether a
 * call may be sent again at all, its kind decides.
 *
 * @param attempts how often at most, the first included
 * @param random from 0 to 1, for the length of pauses
 */
public record RetryPolicy(int attempts, DoubleSupplier random) {

    private static final int BACK_OFF_MILLIS = 100;

    /** {@return whether one more attempt may follow} */
    public boolean mayFollow(int attempt) {
        return attempt < attempts;
    }

    /** {@return the pause behind an attempt, of which the first is 1} */
    public Duration pause(int attempt) {
        return Duration.ofMillis((long) ((1 << attempt) * BACK_OFF_MILLIS + random.getAsDouble() * BACK_OFF_MILLIS));
    }

    /** {@return whether another attempt may have an answer} A time-out has cost its whole limit already. */
    public static boolean isTransient(HttpFailure failure) {
        return failure.kind() == HttpFailure.Kind.NOT_CONNECTED || failure.kind() == HttpFailure.Kind.BROKEN;
    }
}
