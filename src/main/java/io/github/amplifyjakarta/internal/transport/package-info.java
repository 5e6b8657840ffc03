/**
 * HTTP to AWS and to APIs: time limits, size limits, no redirects; calls of services that are bounded, shared and
 * kept apart from the threads that wait for them.
 */
@NullMarked
package io.github.amplifyjakarta.internal.transport;

import org.jspecify.annotations.NullMarked;
