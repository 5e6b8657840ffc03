package io.github.amplifyjakarta.internal.jwt;

import io.github.amplifyjakarta.internal.transport.HttpTransport;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** The public keys of a user pool. */
public abstract sealed class KeySet permits FetchedKeySet, FixedKeySet {

    /**
     * Where keys come from.
     *
     * @param http sends the request
     * @param url the address of the key set
     * @param calls makes the calls on separate threads
     * @param clock the monotonic clock
     */
    public record Source(HttpTransport http, URI url, ServiceCalls calls, Clock clock) {}

    /** The key set is not available, so that a key could not be looked up. */
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    /** {@return the keys of a source; they are fetched when the first token needs one} */
    public static KeySet fetched(Source source) {
        return new FetchedKeySet(source);
    }

    /**
     * {@return fixed keys}
     *
     * @param json a JSON Web Key Set (RFC 7517, section 5)
     * @throws IllegalArgumentException when it is not a key set or has no usable key
     */
    public static KeySet fixed(String json) {
        return new FixedKeySet(JsonWebKeys.parse(json)
                .orElseThrow(() -> new IllegalArgumentException("not a JSON Web Key Set with RSA signature keys")));
    }

    /** {@return the key with this id; empty when the user pool has none} */
    abstract Optional<SigningKey> find(String id) throws UnavailableException;

    /**
     * {@return the key with this id, for a token that Cognito has just issued} A missing key is not available yet,
     * rather than unknown.
     *
     * @throws UnavailableException when the key is not available now
     */
    abstract SigningKey findIssued(String id) throws UnavailableException;

    /** {@return whether exactly this key is in the set now; tokens signed with a withdrawn key become invalid} */
    abstract boolean holds(SigningKey key);

    /**
     * {@return the number of verification keys} If keys were never fetched, this fetches them, subject to the rate
     * limit.
     */
    public abstract int load();
}
