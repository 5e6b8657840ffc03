@NullMarked
package io.github.amplifyjakarta.internal.cdi;

import org.jspecify.annotations.NullMarked;
