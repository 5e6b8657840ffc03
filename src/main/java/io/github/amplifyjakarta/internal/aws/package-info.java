/**
 * The AWS JSON protocol and its errors, Signature Version 4, retries, and the preparation, sending and awaiting of
 * calls.
 */
@NullMarked
package io.github.amplifyjakarta.internal.aws;

import org.jspecify.annotations.NullMarked;
