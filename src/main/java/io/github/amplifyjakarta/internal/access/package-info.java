/**
 * Who may reach which path: reads the path of a request once, and decides. Plain Java.
 */
@NullMarked
package io.github.amplifyjakarta.internal.access;

import org.jspecify.annotations.NullMarked;
