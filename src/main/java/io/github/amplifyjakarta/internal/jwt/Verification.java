package io.github.amplifyjakarta.internal.jwt;

import io.github.amplifyjakarta.auth.Jwt;

/** The three outcomes of looking at a token. "Could not check" is never "refused". */
public sealed interface Verification {

    /**
     * Signature and claims are right; whether it has expired is for the caller to ask.
     *
     * @param jwt the token
     */
    record Verified(Jwt jwt) implements Verification {}

    /**
     * The token is not one of ours.
     *
     * @param reason what is wrong, with the actual and the expected value; never the token
     */
    record Refused(String reason) implements Verification {}

    /**
     * The public keys were out of reach.
     *
     * @param reason why
     */
    record CouldNotCheck(String reason) implements Verification {}
}
