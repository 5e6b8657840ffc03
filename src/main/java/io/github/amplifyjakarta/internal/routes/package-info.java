/**
 * The auth routes: a request, one call of a flow, a response. Plain Java.
 */
@NullMarked
package io.github.amplifyjakarta.internal.routes;

import org.jspecify.annotations.NullMarked;
