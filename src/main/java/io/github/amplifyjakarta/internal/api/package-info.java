/** REST and GraphQL as the session's user: URLs, signatures, attempts, errors, and the documents of model operations. */
@NullMarked
package io.github.amplifyjakarta.internal.api;

import org.jspecify.annotations.NullMarked;
