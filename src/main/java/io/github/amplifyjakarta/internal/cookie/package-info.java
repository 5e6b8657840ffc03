/**
 * Cookie names and values as js-cookie writes them, reading, and {@code Set-Cookie} lines (RFC 6265bis).
 */
@NullMarked
package io.github.amplifyjakarta.internal.cookie;

import org.jspecify.annotations.NullMarked;
