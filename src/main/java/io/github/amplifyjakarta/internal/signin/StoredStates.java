package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sign-in is in the shared store, and its cookie has a secret that names it and opens it. */
final class StoredStates implements SignInStates {

    private static final Logger LOG = System.getLogger(StoredStates.class.getName());

    private static final int RANDOM_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final SealedSessions<SignInState> store;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    /** @param life how long a step may take */
    StoredStates(SealedSessions<SignInState> store, Duration life) {
        this.store = store;
        this.life = life;
    }

    @Override
    public Optional<SignInState> read(String value) throws StoreUnavailable {
        return SECRET.matcher(value).matches()
                ? store.readNow(value).map(SealedSessions.Entry::content)
                : Optional.empty();
    }

    /** Each step has a secret of its own. The one before is of no use any more. */
    @Override
    public String write(SignInState state, Optional<String> before) throws StoreUnavailable {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        store.create(secret, state, life);
        before.ifPresent(this::forget);
        return secret;
    }

    @Override
    public void forget(String value) {
        if (!SECRET.matcher(value).matches()) {
            return;
        }
        try {
            store.delete(value);
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "a sign-in stays in the store until it expires: {0}", e.getMessage());
        }
    }
}
