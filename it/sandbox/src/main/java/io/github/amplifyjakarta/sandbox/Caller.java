package io.github.amplifyjakarta.sandbox;

import java.util.Optional;

/**
 * Who calls an API.
 *
 * @param mode how that was proved: {@code apiKey}, {@code iam} or {@code userPool}
 * @param name the API key's holder is nobody; else the identity, or the user's name
 */
record Caller(String mode, Optional<String> name) {}
