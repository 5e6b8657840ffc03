/** Cookie names and values in js-cookie's encoding, parsing, and {@code Set-Cookie} lines (RFC 6265bis). */
@NullMarked
package io.github.amplifyjakarta.internal.cookie;

import org.jspecify.annotations.NullMarked;
