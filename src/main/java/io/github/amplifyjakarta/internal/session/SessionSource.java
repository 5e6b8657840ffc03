package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where sessions come from. */
public interface SessionSource {

    /** Whether tokens that are still valid are renewed. */
    enum Renewal {
        /** Only those that expire soon. */
        WHEN_NEEDED,
        /** All. */
        FORCED
    }

    /** {@return the session in the cookies of a request} */
    LoadedSession load(RequestCookies cookies, Renewal renewal);

    /** {@return the session of a caller who brings an access token and nothing else: it is not ours to renew} */
    LoadedSession load(String bearerToken);

    /** {@return whether tokens have expired since they were loaded: a session can outlive its request} */
    boolean isOver(LoadedSession loaded);

    /** {@return whose session the cookies hold, expired or not; empty when they do not say so credibly} */
    Optional<AuthUser> owner(RequestCookies cookies);

    /** Forgets what is remembered of a session that is signed out, and returns the refresh tokens that came after it. */
    List<String> forget(String refreshToken);

    /** {@return what the user pool says of the user of a verified access token} */
    Map<String, String> attributes(String accessToken) throws AwsError, HttpFailure;

    /**
     * Ends a call that needs a user pool, where there is none.
     *
     * @throws AuthException {@link Reason#NOT_CONFIGURED}
     */
    void requireUserPool();

    /** Of an application without a user pool: nobody is signed in. */
    SessionSource NONE = new SessionSource() {

        @Override
        public LoadedSession load(RequestCookies cookies, Renewal renewal) {
            return LoadedSession.signedOut();
        }

        @Override
        public LoadedSession load(String bearerToken) {
            return LoadedSession.signedOut();
        }

        @Override
        public boolean isOver(LoadedSession loaded) {
            return false;
        }

        @Override
        public Optional<AuthUser> owner(RequestCookies cookies) {
            return Optional.empty();
        }

        @Override
        public List<String> forget(String refreshToken) {
            return List.of();
        }

        @Override
        public Map<String, String> attributes(String accessToken) {
            throw notConfigured();
        }

        @Override
        public void requireUserPool() {
            throw notConfigured();
        }

        private AuthException notConfigured() {
            return new AuthException(
                    Reason.NOT_CONFIGURED,
                    new AuthException.Details(
                            "AuthUserPoolException",
                            "Auth UserPool not configured.",
                            "Set amplify.auth.user-pool-id and amplify.auth.user-pool-client-id, or add"
                                    + " amplify_outputs.json."),
                    null);
        }
    };
}
