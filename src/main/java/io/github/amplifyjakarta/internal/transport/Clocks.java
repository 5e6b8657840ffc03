package io.github.amplifyjakarta.internal.transport;

import java.time.Clock;

/**
 * The two clocks.
 *
 * @param wall the time of the day, which somebody may correct
 * @param steady for durations, which nobody corrects
 */
public record Clocks(Clock wall, Clock steady) {}
