/** The auth routes: a request, one call of a flow, an answer. */
@NullMarked
package io.github.amplifyjakarta.internal.routes;

import org.jspecify.annotations.NullMarked;
