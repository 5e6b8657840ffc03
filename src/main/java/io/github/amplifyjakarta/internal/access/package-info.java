/** Who may reach which path: reads a request's path once, and decides. Plain Java. */
@org.jspecify.annotations.NullMarked
package io.github.amplifyjakarta.internal.access;
