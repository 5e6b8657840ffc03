/**
 * Several nodes that share what no cookie can carry. Start at {@link io.github.amplifyjakarta.cluster.SharedStore}.
 *
 * <p>Guide: {@code docs/scaling.md}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.amplifyjakarta.cluster;

import org.jspecify.annotations.NullMarked;
