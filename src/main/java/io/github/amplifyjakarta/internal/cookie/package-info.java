@NullMarked
package io.github.amplifyjakarta.internal.cookie;

import org.jspecify.annotations.NullMarked;
