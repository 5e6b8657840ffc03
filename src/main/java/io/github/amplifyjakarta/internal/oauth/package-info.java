/**
 * Sign-in and sign-out with Managed Login (RFC 6749, RFC 7636, RFC 7009), the token endpoint, and the operations of the
 * user pool's API that a session needs. The package is plain Java.
 */
@NullMarked
package io.github.amplifyjakarta.internal.oauth;

import org.jspecify.annotations.NullMarked;
