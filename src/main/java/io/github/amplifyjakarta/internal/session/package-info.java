/**
 * Turns cookies into a session and cookie changes. {@link io.github.amplifyjakarta.internal.session.SessionLoader}
 * decides, and {@link io.github.amplifyjakarta.internal.session.TokenRefresh} renews. The package is plain Java.
 */
@NullMarked
package io.github.amplifyjakarta.internal.session;

import org.jspecify.annotations.NullMarked;
