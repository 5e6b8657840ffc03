package io.github.amplifyjakarta.internal.oauth;

import java.util.Optional;

/** The parameters that Managed Login sends back (RFC 6749, sections 4.1.2 and 4.1.2.1). Never printed. */
public record Callback(
        Optional<String> code, Optional<String> state, Optional<String> error, Optional<String> errorDescription) {

    @Override
    public String toString() {
        return "Callback[<redacted>]";
    }
}
