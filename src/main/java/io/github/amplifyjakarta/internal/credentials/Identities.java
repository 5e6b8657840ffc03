package io.github.amplifyjakarta.internal.credentials;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.auth.Jwt;
import java.util.Optional;

/** The AWS identities of an application's users and of its guest. */
public interface Identities {

    /** Of an application without an identity pool. */
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

    /** Which credentials will do. */
    enum Freshness {
        /** Those that are already there, while they are good. */
        CACHED,
        /** New ones. */
        FRESH
    }

    /**
     * Credentials and whose they are.
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
     * {@return the guest's identity, one for the whole application; empty when guests are not allowed}
     *
     * @throws AuthException {@link Reason#CREDENTIALS}
     */
    Optional<Identity> guest(Freshness freshness);
}
