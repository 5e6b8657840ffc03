/** The auth routes. A request calls one flow and gets its result as the response. The package is plain Java. */
@NullMarked
package io.github.amplifyjakarta.internal.routes;

import org.jspecify.annotations.NullMarked;
