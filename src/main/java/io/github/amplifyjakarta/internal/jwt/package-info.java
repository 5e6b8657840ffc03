/**
 * Cognito's rules for tokens ("Verifying JSON web tokens"), and the key sets that verify them. Plain Java.
 */
@NullMarked
package io.github.amplifyjakarta.internal.jwt;

import org.jspecify.annotations.NullMarked;
