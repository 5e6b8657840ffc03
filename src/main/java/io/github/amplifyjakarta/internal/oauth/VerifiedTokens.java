package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.jwt.Verification.CouldNotCheck;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import java.util.Optional;

/**
 * Issued tokens that were verified and belong together. Only these are ever written to cookies.
 *
 * @param accessToken the access token
 * @param idToken the ID token of the same user
 * @param refreshToken the refresh token, which is opaque
 */
public record VerifiedTokens(Jwt accessToken, Optional<Jwt> idToken, Optional<String> refreshToken) {

    /** Verifies issued tokens. */
    public static Verification<VerifiedTokens> of(IssuedTokens issued, TokenVerifier verifier) {
        if (issued.accessToken().isEmpty()) {
            return new Refused<>("no access token was issued");
        }
        return verified(issued.accessToken().get(), TokenUse.ACCESS, verifier)
                .then(access -> issued.idToken()
                        .map(text -> verified(text, TokenUse.ID, verifier).then(id -> pair(access, id, issued)))
                        .orElseGet(() ->
                                new Verified<>(new VerifiedTokens(access, Optional.empty(), issued.refreshToken()))));
    }

    private static Verification<Jwt> verified(String token, TokenUse use, TokenVerifier verifier) {
        return verifier.verifyIssued(token, use)
                .fold(
                        Verified::new,
                        reason -> new Refused<>("the issued " + use + " token was refused: " + reason),
                        CouldNotCheck::new);
    }

    private static Verification<VerifiedTokens> pair(Jwt access, Jwt id, IssuedTokens issued) {
        return TokenVerifier.haveSameSubject(access, id)
                ? new Verified<>(new VerifiedTokens(access, Optional.of(id), issued.refreshToken()))
                : new Refused<>("the ID token is another user's than the access token");
    }

    @Override
    public String toString() {
        return "VerifiedTokens[<redacted>]";
    }
}
