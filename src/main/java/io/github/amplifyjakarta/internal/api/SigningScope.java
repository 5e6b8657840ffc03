package io.github.amplifyjakarta.internal.api;

/**
 * What a signature is good for.
 *
 * @param service the service's name in signatures
 * @param region its region
 */
record SigningScope(String service, String region) {}
