/**
 * The AWS JSON protocol and its errors, Signature Version 4, retries, and calls that are prepared, sent and waited
 * for.
 */
@NullMarked
package io.github.amplifyjakarta.internal.aws;

import org.jspecify.annotations.NullMarked;
