/**
 * Temporary AWS credentials from the identity pool, one set for each user, shared by all of the user's requests.
 */
@NullMarked
package io.github.amplifyjakarta.internal.credentials;

import org.jspecify.annotations.NullMarked;
