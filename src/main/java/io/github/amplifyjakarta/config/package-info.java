/**
 * The configuration as it was understood: one record for each part, and the error that lists all problems at once.
 *
 * <p>Guide: {@code docs/configuration.md}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.amplifyjakarta.config;

import org.jspecify.annotations.NullMarked;
