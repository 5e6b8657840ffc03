package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.internal.cluster.Seal;
import java.util.List;
import java.util.Optional;

/**
 * The sign-in itself is in its cookie, sealed by a key of the configuration. The first key seals, and all open, so that
 * a key can be replaced while sign-ins are under way.
 */
final class SealedStates implements SignInStates {

    private final List<Seal> seals;

    /** @param keys the keys; at least one */
    SealedStates(List<String> keys) {
        this.seals = keys.stream()
                .map(key -> new Seal(key, "amplify-jakarta sign-in"))
                .toList();
    }

    @Override
    public Optional<SignInState> read(String value) {
        return seals.stream()
                .flatMap(seal -> seal.open(value).stream())
                .findFirst()
                .flatMap(SignInState::parse);
    }

    @Override
    public String write(SignInState state, Optional<String> before) {
        return seals.get(0).close(state.toJson());
    }

    @Override
    public void forget(String value) {
        // nothing is kept here
    }
}
