package io.github.amplifyjakarta.internal.transport;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Caches of a limited size, whose entries expire by a monotonic clock. They have no thread of their own. */
public final class BoundedCache {

    private BoundedCache() {}

    /** {@return a builder} */
    public static Caffeine<Object, Object> builder(int most, Clock steady) {
        Instant start = steady.instant();
        return Caffeine.newBuilder()
                .maximumSize(most)
                .executor(Runnable::run)
                .ticker(() -> Duration.between(start, steady.instant()).toNanos());
    }
}
