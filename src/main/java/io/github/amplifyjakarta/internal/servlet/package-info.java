/** The servlet filter, the response wrapper, and the authentication mechanism of Jakarta Security. */
@NullMarked
package io.github.amplifyjakarta.internal.servlet;

import org.jspecify.annotations.NullMarked;
