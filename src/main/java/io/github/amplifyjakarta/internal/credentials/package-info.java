/** Temporary AWS credentials from the identity pool. Each user has one set, which all requests of the user share. */
@NullMarked
package io.github.amplifyjakarta.internal.credentials;

import org.jspecify.annotations.NullMarked;
