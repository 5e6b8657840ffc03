package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.internal.credentials.IdentityPool;
import java.util.Optional;

/** A session whose AWS identity is fetched when somebody asks for it. */
final class LazySession implements AuthSession {

    private final Optional<AuthTokens> tokens;
    private final Optional<IdentityPool> identityPool;
    private final boolean fresh;
    private boolean asked;
    private Optional<IdentityPool.Identity> identity = Optional.empty();

    LazySession(Optional<AuthTokens> tokens, Optional<IdentityPool> identityPool, boolean fresh) {
        this.tokens = tokens;
        this.identityPool = identityPool;
        this.fresh = fresh;
    }

    @Override
    public Optional<AuthTokens> tokens() {
        return tokens;
    }

    @Override
    public Optional<String> userSub() {
        return tokens.map(found -> found.accessToken().text("sub"));
    }

    @Override
    public Optional<AwsCredentials> credentials() {
        return identity().map(IdentityPool.Identity::credentials);
    }

    @Override
    public Optional<String> identityId() {
        return identity().map(IdentityPool.Identity::identityId);
    }

    private synchronized Optional<IdentityPool.Identity> identity() {
        if (!asked) {
            identity = identityPool.flatMap(this::find);
            asked = true;
        }
        return identity;
    }

    /** A signed-in user without an ID token has no identity: identities of guests and users never mix. */
    private Optional<IdentityPool.Identity> find(IdentityPool pool) {
        if (tokens.isEmpty()) {
            return pool.guest(fresh);
        }
        return tokens.get().idToken().map(id -> pool.of(id, fresh));
    }

    @Override
    public String toString() {
        return "AuthSession[" + (tokens.isPresent() ? "signed in]" : "guest]");
    }
}
