/** The servlet filter and what belongs to a servlet container. */
@NullMarked
package io.github.amplifyjakarta.internal.servlet;

import org.jspecify.annotations.NullMarked;
