package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Issues new tokens for a refresh token: Cognito, or another node that has asked Cognito already. */
public interface TokenIssuer {

    /** Which tokens are good enough. */
    enum Wanted {
        /** Those that another node was given a moment ago as well. */
        RECENT,
        /** Those that are issued after this call. */
        NEW
    }

    /**
     * A request for tokens.
     *
     * @param refreshToken the refresh token
     * @param deviceKey the remembered device; empty without one
     * @param wanted which tokens are good enough
     */
    record Request(String refreshToken, Optional<String> deviceKey, Wanted wanted) {

        @Override
        public String toString() {
            return "Request[<redacted>]";
        }
    }

    /**
     * Issued tokens.
     *
     * @param tokens the tokens, not yet verified
     * @param age how long ago they were issued
     */
    record Issuance(IssuedTokens tokens, Duration age) {}

    /** Cognito has refused another node, a moment ago. What a store says about it is no reason to delete a session. */
    final class RefusedElsewhere extends Exception {

        private static final long serialVersionUID = 1L;

        private final String error;

        /** @param error the name of Cognito's error */
        public RefusedElsewhere(String error) {
            super("Cognito has refused another node: " + error);
            this.error = error;
        }

        /** {@return the name of Cognito's error} */
        public String error() {
            return error;
        }
    }

    /** {@return new tokens} */
    Issuance issue(Request request) throws AwsError, HttpFailure, RefusedElsewhere;

    /**
     * Records that a session was signed out, so that nobody else gets tokens for its refresh tokens.
     *
     * @return the refresh tokens that have replaced them elsewhere, newest first, which must be revoked too
     */
    default List<String> signedOut(List<String> refreshTokens) {
        return List.of(); // Cognito is told by the sign-out itself
    }
}
