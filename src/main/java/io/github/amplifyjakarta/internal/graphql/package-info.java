@NullMarked
package io.github.amplifyjakarta.internal.graphql;

import org.jspecify.annotations.NullMarked;
