package io.github.amplifyjakarta.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * Who calls an API.
 *
 * @param mode how that was proved: {@code apiKey}, {@code iam} or {@code userPool}
 * @param name the API key's holder is nobody; else the identity, or the user's name
 * @param groups the user's groups, where a token says them
 */
record Caller(String mode, Optional<String> name, List<String> groups) {}
