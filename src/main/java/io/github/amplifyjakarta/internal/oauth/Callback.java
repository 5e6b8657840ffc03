package io.github.amplifyjakarta.internal.oauth;

import java.util.Optional;

/**
 * The parameters of Managed Login's redirect to the callback (RFC 6749, sections 4.1.2 and 4.1.2.1). They are never
 * printed.
 */
public record Callback(
        Optional<String> code, Optional<String> state, Optional<String> error, Optional<String> errorDescription) {

    @Override
    public String toString() {
        return "Callback[<redacted>]";
    }
}
