/**
 * The filters of Jakarta REST: auth routes, access checks, {@code @RequiresSession}, and the exception mapper.
 */
@NullMarked
package io.github.amplifyjakarta.internal.jaxrs;

import org.jspecify.annotations.NullMarked;
