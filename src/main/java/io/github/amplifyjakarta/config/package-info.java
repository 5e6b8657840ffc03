/** The configuration as it was understood, and the error that lists all its problems. */
@NullMarked
package io.github.amplifyjakarta.config;

import org.jspecify.annotations.NullMarked;
