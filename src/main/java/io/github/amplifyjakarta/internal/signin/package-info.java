/** Sign-in with a user name and a password, without Managed Login. The package is plain Java. */
@NullMarked
package io.github.amplifyjakarta.internal.signin;

import org.jspecify.annotations.NullMarked;
