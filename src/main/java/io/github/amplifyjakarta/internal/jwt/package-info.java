/**
 * Cognito's rules for tokens ("Verifying JSON web tokens"), and the key sets that verify them. The package is plain
 * Java.
 */
@NullMarked
package io.github.amplifyjakarta.internal.jwt;

import org.jspecify.annotations.NullMarked;
