/** The counters, which count even when no exporter is installed. */
@NullMarked
package io.github.amplifyjakarta.internal.telemetry;

import org.jspecify.annotations.NullMarked;
