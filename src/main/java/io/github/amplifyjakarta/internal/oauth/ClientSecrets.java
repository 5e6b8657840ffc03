package io.github.amplifyjakarta.internal.oauth;

import io.github.amplifyjakarta.config.UserPoolConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The secrets of the app client. Cognito allows two at a time, so that one can be replaced while the application runs.
 * The secret that worked last is tried first.
 */
final class ClientSecrets {

    private final List<String> secrets;
    private volatile int worked;

    ClientSecrets(UserPoolConfig pool) {
        secrets = pool.clientSecrets();
    }

    /** {@return the secrets to try, most likely first; a single empty value for a public client} */
    List<Optional<String>> inOrder() {
        if (secrets.isEmpty()) {
            return List.of(Optional.empty());
        }
        int first = worked;
        return IntStream.range(0, secrets.size())
                .mapToObj(i -> Optional.of(secrets.get((first + i) % secrets.size())))
                .toList();
    }

    /** Records that Cognito accepted a secret. */
    void worked(Optional<String> secret) {
        secret.ifPresent(found -> worked = secrets.indexOf(found));
    }
}
