package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import java.util.Optional;

/**
 * Issued tokens that were verified and belong together. Nothing else ever gets into a cookie.
 *
 * @param accessToken the access token
 * @param idToken the ID token of the same user
 * @param refreshToken the refresh token; its text is opaque
 */
public record VerifiedTokens(Jwt accessToken, Optional<Jwt> idToken, Optional<String> refreshToken) {

    /** Issued tokens that must not be used. */
    public static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;
        private final boolean couldNotCheck;

        UnusableException(String message, boolean couldNotCheck) {
            super(message);
            this.couldNotCheck = couldNotCheck;
        }

        /** {@return whether the keys were out of reach, rather than the tokens wrong} */
        public boolean couldNotCheck() {
            return couldNotCheck;
        }

        /** {@return the message, which every instance has} */
        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /** Verifies what Cognito issued. */
    public static VerifiedTokens of(IssuedTokens issued, TokenVerifier verifier) throws UnusableException {
        Jwt access = verified(
                issued.accessToken().orElseThrow(() -> new UnusableException("no access token was issued", false)),
                TokenUse.ACCESS,
                verifier);
        Optional<Jwt> id = Optional.empty();
        if (issued.idToken().isPresent()) {
            id = Optional.of(verified(issued.idToken().get(), TokenUse.ID, verifier));
            if (!id.get().text("sub").equals(access.text("sub"))) {
                throw new UnusableException("the ID token is another user's than the access token", false);
            }
        }
        return new VerifiedTokens(access, id, issued.refreshToken());
    }

    private static Jwt verified(String token, TokenUse use, TokenVerifier verifier) throws UnusableException {
        Verification result = verifier.verifyIssued(token, use);
        if (result instanceof Verification.Verified verified) {
            return verified.jwt();
        }
        if (result instanceof Verification.Refused refused) {
            throw new UnusableException("the issued " + use + " token was refused: " + refused.reason(), false);
        }
        throw new UnusableException(((Verification.CouldNotCheck) result).reason(), true);
    }

    @Override
    public String toString() {
        return "VerifiedTokens[<redacted>]";
    }
}
