package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.auth.Jwt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identities of users in an identity pool, which nodes share because the quota of GetId is small. Nobody can use one
 * without the user's ID token. The identity of guests is not shared: its id alone gives credentials.
 */
public final class SharedIdentityIds {

    private static final Logger LOG = System.getLogger(SharedIdentityIds.class.getName());

    private static final Duration LIFE = Duration.ofDays(30);

    /** Amazon Cognito Federated Identities API reference, GetId: IdentityId. */
    private static final Pattern ID = Pattern.compile("[\\w-]{1,20}:[0-9a-fA-F-]{1,36}");

    private final StoreCalls store;
    private final EntryNames names;
    private final String identityPoolId;

    public SharedIdentityIds(SharedRenewals.Shared shared, String identityPoolId) {
        this.store = shared.store();
        this.names = shared.names();
        this.identityPoolId = identityPoolId;
    }

    /** {@return the identity that another node was given for a user} */
    public Optional<String> get(Jwt idToken) {
        try {
            return store.isConfigured()
                    ? store.get(key(idToken)).filter(id -> ID.matcher(id).matches())
                    : Optional.empty();
        } catch (StoreUnavailable e) {
            return Optional.empty(); // the pool is asked
        }
    }

    /** Records an identity that the pool has accepted. */
    public void put(Jwt idToken, String identityId) {
        change(() -> store.put(key(idToken), identityId, LIFE));
    }

    /** Forgets an identity that the pool has refused. */
    public void delete(Jwt idToken) {
        change(() -> store.delete(key(idToken)));
    }

    private interface Change {

        void make() throws StoreUnavailable;
    }

    private void change(Change change) {
        if (!store.isConfigured()) {
            return;
        }
        try {
            change.make();
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "other nodes do not know of an identity: {0}", e.getMessage());
        }
    }

    private String key(Jwt idToken) {
        return names.identity(identityPoolId, idToken.text("iss"), idToken.text("sub"));
    }
}
