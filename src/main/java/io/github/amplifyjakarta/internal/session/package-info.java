/**
 * From cookies to a session and cookie changes: {@link io.github.amplifyjakarta.internal.session.SessionLoader}
 * decides, {@link io.github.amplifyjakarta.internal.session.TokenRefresh} renews. Plain Java.
 */
@NullMarked
package io.github.amplifyjakarta.internal.session;

import org.jspecify.annotations.NullMarked;
