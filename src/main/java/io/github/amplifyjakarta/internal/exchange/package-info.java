/** The requests and answers of what answers before the application does. */
@NullMarked
package io.github.amplifyjakarta.internal.exchange;

import org.jspecify.annotations.NullMarked;
