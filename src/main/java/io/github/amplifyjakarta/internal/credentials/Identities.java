package io.github.amplifyjakarta.internal.credentials;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.auth.Jwt;
import java.util.Optional;

/** The AWS identities of an application's users and guests. */
public interface Identities {

    /** The identities of an application without an identity pool. */
    Identities NONE = new Identities() {

        @Override
        public Optional<Identity> of(Jwt idToken, Freshness freshness) {
            return Optional.empty();
        }

        @Override
        public Optional<Identity> guest(Freshness freshness) {
            return Optional.empty();
        }
    };

    /** Which credentials are acceptable. */
    enum Freshness {
        /** Cached credentials, while they are valid. */
        CACHED,
        /** New credentials. */
        FRESH
    }

    /**
     * An identity and its credentials.
     *
     * @param identityId the identity in the pool
     * @param credentials the credentials
     */
    record Identity(String identityId, AwsCredentials credentials) {}

    /**
     * {@return the identity of a signed-in user; empty when the application has no identity pool}
     *
     * @param idToken the verified ID token
     * @throws AuthException {@link Reason#CREDENTIALS}
     */
    Optional<Identity> of(Jwt idToken, Freshness freshness);

    /**
     * {@return the guest identity, which the whole application shares; empty when guests are not allowed}
     *
     * @throws AuthException {@link Reason#CREDENTIALS}
     */
    Optional<Identity> guest(Freshness freshness);
}
