/**
 * HTTP to AWS and to APIs, with time limits, size limits and no redirects. Calls to services are limited in number,
 * shared between requests, and made on separate threads.
 */
@NullMarked
package io.github.amplifyjakarta.internal.transport;

import org.jspecify.annotations.NullMarked;
