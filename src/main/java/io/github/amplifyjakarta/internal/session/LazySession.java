package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.internal.credentials.Identities;
import io.github.amplifyjakarta.internal.credentials.Identities.Freshness;
import java.util.Optional;

/** A session that fetches its AWS identity on first access. */
final class LazySession implements AuthSession {

    private final Optional<AuthTokens> tokens;
    private final Identities identities;
    private final Freshness freshness;
    private boolean asked;
    private Optional<Identities.Identity> identity = Optional.empty();

    LazySession(Optional<AuthTokens> tokens, Identities identities, Freshness freshness) {
        this.tokens = tokens;
        this.identities = identities;
        this.freshness = freshness;
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
        return identity().map(Identities.Identity::credentials);
    }

    @Override
    public Optional<String> identityId() {
        return identity().map(Identities.Identity::identityId);
    }

    private synchronized Optional<Identities.Identity> identity() {
        if (!asked) {
            identity = find();
            asked = true;
        }
        return identity;
    }

    /** A signed-in user without an ID token has no identity: identities of guests and users never mix. */
    private Optional<Identities.Identity> find() {
        if (tokens.isEmpty()) {
            return identities.guest(freshness);
        }
        return tokens.get().idToken().flatMap(id -> identities.of(id, freshness));
    }

    @Override
    public String toString() {
        return "AuthSession[" + (tokens.isPresent() ? "signed in]" : "guest]");
    }
}
