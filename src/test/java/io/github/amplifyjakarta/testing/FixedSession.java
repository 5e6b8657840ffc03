package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AwsCredentials;
import java.time.Instant;
import java.util.Optional;

/**
 * A session with credentials and no tokens.
 *
 * @param signedIn whether there are credentials
 * @param identity whose they are
 */
public record FixedSession(boolean signedIn, String identity) implements AuthSession {

    /** The usual one. */
    public FixedSession() {
        this(true, "eu-central-1:1");
    }

    @Override
    public Optional<AuthTokens> tokens() {
        return Optional.empty();
    }

    @Override
    public Optional<String> userSub() {
        return Optional.empty();
    }

    @Override
    public Optional<AwsCredentials> credentials() {
        return Optional.of(signedIn)
                .filter(found -> found)
                .map(found -> new AwsCredentials(
                        "ASIAEXAMPLE",
                        "the-secret-key",
                        "the-session-token",
                        Instant.now().plusSeconds(3600)));
    }

    @Override
    public Optional<String> identityId() {
        return Optional.of(identity);
    }
}
