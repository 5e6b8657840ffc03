package io.github.amplifyjakarta.internal.jwt;

import java.security.PublicKey;

/**
 * A key of the user pool.
 *
 * @param id the {@code kid} of the tokens that it signed
 * @param key the public key that verifies them
 */
record SigningKey(String id, PublicKey key) {}
