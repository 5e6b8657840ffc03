package io.github.amplifyjakarta.internal.storage;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.storage.StorageException;
import io.github.amplifyjakarta.storage.StorageException.Reason;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The credentials for the requests of one call. They are renewed when they expire, and always belong to the same
 * identity.
 */
final class CallCredentials {

    private final Supplier<AuthSession> sessions;
    private final Optional<String> identity;
    private AwsCredentials before;

    /**
     * @param sessions supplies the session before each request
     * @param start the session with which the call starts
     */
    CallCredentials(Supplier<AuthSession> sessions, AuthSession start) {
        this.sessions = sessions;
        this.before = of(start);
        this.identity = start.identityId();
    }

    static AwsCredentials of(AuthSession session) {
        return session.credentials()
                .orElseThrow(() ->
                        missing("Credentials should not be empty: nobody is signed in, or there is no ID token, and"
                                + " guests are not allowed."));
    }

    private static StorageException missing(String message) {
        return new StorageException(
                Reason.NO_CREDENTIALS,
                new AmplifyException.Details(
                        "NoCredentials",
                        message,
                        "Sign in; for guests set amplify.auth.allow-guest-access=true, and give the identity pool a role for"
                                + " guests."),
                null);
    }

    AwsCredentials now() {
        AuthSession session = sessions.get();
        AwsCredentials found = of(session);
        if (!session.identityId().equals(identity)) {
            throw missing("The session ended during the call: it went on as "
                    + session.identityId().orElse("nobody") + ", expected " + identity.orElse("nobody") + ".");
        }
        before = found;
        return found;
    }

    /** {@return the last valid credentials, even when the session has ended} */
    AwsCredentials before() {
        return before;
    }
}
