@NullMarked
package io.github.amplifyjakarta.internal.jwt;

import org.jspecify.annotations.NullMarked;
