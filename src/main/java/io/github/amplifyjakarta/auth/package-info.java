/**
 * The session of a user: tokens, credentials, attributes, events, and the errors around them, under the names that
 * Amplify has for them.
 *
 * <p>Guide: {@code docs/calls.md}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.amplifyjakarta.auth;

import org.jspecify.annotations.NullMarked;
