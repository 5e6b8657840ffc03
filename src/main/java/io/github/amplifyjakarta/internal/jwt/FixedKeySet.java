package io.github.amplifyjakarta.internal.jwt;

import java.util.Map;
import java.util.Optional;

/** Keys from the configuration. */
final class FixedKeySet extends KeySet {

    private final Map<String, SigningKey> byId;

    FixedKeySet(Map<String, SigningKey> byId) {
        this.byId = byId;
    }

    @Override
    Optional<SigningKey> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    SigningKey findIssued(String id) throws UnavailableException {
        return find(id).orElseThrow(() ->
                new UnavailableException("the key of a token that was just issued is not in the key set yet"));
    }

    @Override
    boolean holds(SigningKey key) {
        return key.equals(byId.get(key.id()));
    }

    @Override
    public int load() {
        return byId.size();
    }
}
