package io.github.amplifyjakarta.auth;

import java.util.Optional;

/**
 * What is known about the user of a request: verified tokens, and on demand an identity and temporary AWS credentials.
 *
 * <p>Tokens are there at once. {@link #credentials()} and {@link #identityId()} ask the identity pool at their first
 * call and only then; the answer is shared by all requests of the same user until shortly before it expires.
 *
 * @since 0.1.0
 */
public interface AuthSession {

    /** {@return the verified tokens; empty when nobody is signed in} */
    Optional<AuthTokens> tokens();

    /** {@return the {@code sub} of the signed-in user; empty when nobody is signed in} */
    Optional<String> userSub();

    /**
     * {@return temporary AWS credentials of the user, or of the guest when nobody is signed in and the identity pool
     * allows guests; empty without an identity pool or without guest access}
     *
     * @throws AuthException {@link AuthException.Reason#CREDENTIALS} when the identity pool refused or was out of reach
     */
    Optional<AwsCredentials> credentials();

    /**
     * {@return the identity in the identity pool, for example {@code eu-central-1:1111…}; empty as {@link
     * #credentials()}}
     *
     * @throws AuthException as {@link #credentials()}
     */
    Optional<String> identityId();
}
