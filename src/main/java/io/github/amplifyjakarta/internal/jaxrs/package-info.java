/** The Jakarta REST filters for auth routes, access checks and {@code @RequiresSession}, and the exception mapper. */
@NullMarked
package io.github.amplifyjakarta.internal.jaxrs;

import org.jspecify.annotations.NullMarked;
