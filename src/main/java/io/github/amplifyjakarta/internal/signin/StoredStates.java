package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** The sign-in is in the shared store, and its cookie has a secret that names it and opens it. */
final class StoredStates implements SignInStates {

    private static final Logger LOG = System.getLogger(StoredStates.class.getName());

    private final SealedSessions<SignInState> store;
    private final Duration life;

    /** @param life how long a step may take */
    StoredStates(SealedSessions<SignInState> store, Duration life) {
        this.store = store;
        this.life = life;
    }

    @Override
    public Optional<SignInState> read(String value) throws StoreUnavailable {
        return SealedSessions.isSecret(value)
                ? store.readNow(value).map(SealedSessions.Entry::content)
                : Optional.empty();
    }

    /** Each step has a secret of its own. The one before is of no use any more. */
    @Override
    public String write(SignInState state, Optional<String> before) throws StoreUnavailable {
        String secret = store.newSecret();
        store.create(secret, state, life);
        before.ifPresent(this::forget);
        return secret;
    }

    @Override
    public void forget(String value) {
        if (!SealedSessions.isSecret(value)) {
            return;
        }
        try {
            store.delete(value);
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "a sign-in stays in the store until it expires: {0}", e.getMessage());
        }
    }
}
