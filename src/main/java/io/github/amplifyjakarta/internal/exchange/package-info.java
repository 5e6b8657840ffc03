/**
 * The one request type and the one response type of everything that answers before the application does; problem
 * documents (RFC 9457) and pages.
 */
@NullMarked
package io.github.amplifyjakarta.internal.exchange;

import org.jspecify.annotations.NullMarked;
