/** REST APIs and GraphQL (AppSync) as the user of the current request. */
@NullMarked
package io.github.amplifyjakarta.api;

import org.jspecify.annotations.NullMarked;
