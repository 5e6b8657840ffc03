@NullMarked
package io.github.amplifyjakarta.internal.telemetry;

import org.jspecify.annotations.NullMarked;
