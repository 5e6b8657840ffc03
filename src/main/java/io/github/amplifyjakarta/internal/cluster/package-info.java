/** What nodes share: one renewal for each refresh token, by a store that all of them reach. */
@NullMarked
package io.github.amplifyjakarta.internal.cluster;

import org.jspecify.annotations.NullMarked;
