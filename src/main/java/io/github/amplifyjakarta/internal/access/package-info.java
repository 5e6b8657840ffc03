/** Decides who may access which path. The path of a request is parsed once. The package is plain Java. */
@NullMarked
package io.github.amplifyjakarta.internal.access;

import org.jspecify.annotations.NullMarked;
