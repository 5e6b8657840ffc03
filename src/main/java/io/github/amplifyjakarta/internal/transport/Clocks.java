package io.github.amplifyjakarta.internal.transport;

import java.time.Clock;

/**
 * The two clocks.
 *
 * @param wall the wall clock, which may be adjusted
 * @param steady the monotonic clock, for durations; it is never adjusted
 */
public record Clocks(Clock wall, Clock steady) {}
