package io.github.amplifyjakarta.internal.integration;

import java.security.Principal;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The token of a caller of MicroProfile JWT. */
public final class CallerToken {

    private CallerToken() {}

    /** {@return the token as it was sent; empty when the server knows the caller by something else} */
    public static Optional<String> of(Principal caller) {
        return caller instanceof JsonWebToken token ? Optional.ofNullable(token.getRawToken()) : Optional.empty();
    }
}
