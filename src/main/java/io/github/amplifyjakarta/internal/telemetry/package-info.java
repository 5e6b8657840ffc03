/**
 * Counters, kept whether somebody exports them or not.
 */
@NullMarked
package io.github.amplifyjakarta.internal.telemetry;

import org.jspecify.annotations.NullMarked;
