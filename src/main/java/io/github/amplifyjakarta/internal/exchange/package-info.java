/**
 * The request type and the response type that all code uses which responds before the application. Also problem
 * documents (RFC 9457) and pages.
 */
@NullMarked
package io.github.amplifyjakarta.internal.exchange;

import org.jspecify.annotations.NullMarked;
