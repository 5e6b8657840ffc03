@NullMarked
package io.github.amplifyjakarta.internal.transport;

import org.jspecify.annotations.NullMarked;
