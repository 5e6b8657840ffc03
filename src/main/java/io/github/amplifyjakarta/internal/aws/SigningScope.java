package io.github.amplifyjakarta.internal.aws;

/**
 * What a signature is good for.
 *
 * @param service the service's name in signatures
 * @param region its region
 */
public record SigningScope(String service, String region) {}
