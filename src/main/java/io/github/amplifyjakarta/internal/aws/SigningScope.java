package io.github.amplifyjakarta.internal.aws;

/**
 * The scope of a signature.
 *
 * @param service the service's name in signatures
 * @param region its region
 */
public record SigningScope(String service, String region) {}
