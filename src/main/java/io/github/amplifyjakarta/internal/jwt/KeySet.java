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
     * @param calls makes the calls, apart from the threads that wait for them
     * @param clock a clock for durations
     */
    public record Source(HttpTransport http, URI url, ServiceCalls calls, Clock clock) {}

    /** The keys could not be had, now or ever before. */
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    /** {@return the keys of a source, fetched when the first token asks for one} */
    public static KeySet fetched(Source source) {
        return new FetchedKeySet(source);
    }

    /**
     * {@return fixed keys}
     *
     * @param json a JSON Web Key Set (RFC 7517, section 5)
     * @throws IllegalArgumentException when it is none, or has no usable key
     */
    public static KeySet fixed(String json) {
        return new FixedKeySet(JsonWebKeys.parse(json)
                .orElseThrow(() -> new IllegalArgumentException("not a JSON Web Key Set with RSA signature keys")));
    }

    /** {@return the key with this id; empty when the user pool has none} */
    abstract Optional<SigningKey> find(String id) throws UnavailableException;

    /**
     * {@return the key with this id, for a token that Cognito has just issued: if it is not there, it is not there yet}
     *
     * @throws UnavailableException when it is not there now
     */
    abstract SigningKey findIssued(String id) throws UnavailableException;

    /** {@return whether this very key is in the set now; one that is withdrawn takes its tokens along} */
    abstract boolean holds(SigningKey key);

    /** {@return how many keys there are to verify with; fetched now, but not too often, if there never were any} */
    public abstract int load();
}
