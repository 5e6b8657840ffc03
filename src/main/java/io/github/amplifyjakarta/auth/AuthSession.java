package io.github.amplifyjakarta.auth;

import java.util.Optional;

/**
 * The session of a user: verified tokens, and on demand an identity and temporary AWS credentials.
 *
 * <p>Tokens are there at once. {@link #credentials()} and {@link #identityId()} ask the identity pool when they are
 * first called. All requests of the same user share the result until shortly before it expires.
 *
 * <pre>{@code
 * AuthSession session = amplify.fetchAuthSession();
 * Optional<String> userId = session.userSub();
 * List<String> groups = session.tokens().map(tokens -> tokens.accessToken().groups()).orElse(List.of());
 * Optional<AwsCredentials> credentials = session.credentials(); // for the AWS SDK
 * }</pre>
 *
 * <p>Guide: {@code docs/calls.md}.
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
     * @throws AuthException {@link AuthException.Reason#CREDENTIALS} when the identity pool refused the request or was
     *     out of reach
     */
    Optional<AwsCredentials> credentials();

    /**
     * {@return the identity in the identity pool, for example {@code eu-central-1:1111…}; empty where {@link
     * #credentials()} is empty}
     *
     * @throws AuthException as {@link #credentials()}
     */
    Optional<String> identityId();
}
