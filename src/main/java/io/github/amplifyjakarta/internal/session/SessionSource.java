package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The source of sessions. */
public interface SessionSource {

    /** Whether tokens that are still valid are renewed. */
    enum Renewal {
        /** Renews only tokens that expire soon. */
        WHEN_NEEDED,
        /** Renews all tokens. */
        FORCED
    }

    /** {@return the session of a request} */
    LoadedSession load(SessionRequest request, Renewal renewal);

    /** {@return the session of a caller that sends only an access token; this library does not renew it} */
    LoadedSession load(String bearerToken);

    /** {@return whether the tokens have expired since they were loaded; a session can outlive its request} */
    boolean isOver(LoadedSession loaded);

    /**
     * {@return the user of the session of a request, even when it has expired; empty when nothing proves it}
     */
    Optional<AuthUser> owner(SessionRequest request);

    /** Forgets a session that is signed out. Returns the refresh tokens that replaced the given one. */
    List<String> forget(String refreshToken);

    /**
     * Ends the sessions of a request, whose access tokens may still be valid, on all nodes.
     *
     * @throws StoreUnavailable when they are not known
     */
    void end(SessionRequest request) throws StoreUnavailable;

    /** {@return whether the session of a verified access token has ended, on any node} */
    boolean hasEnded(Jwt accessToken);

    /**
     * Ends all sessions of a user, on all nodes.
     *
     * @throws AuthException {@link Reason#NOT_CONFIGURED} without a shared store; {@link Reason#SERVICE} when it is out
     * of reach
     */
    void endSessionsOf(String sub);

    /** {@return the user pool's attributes for the user of a verified access token} */
    Map<String, String> attributes(String accessToken) throws AwsError, HttpFailure;

    /** Ends all refresh tokens of the user of a verified access token. */
    void globalSignOut(String accessToken) throws AwsError, HttpFailure;

    /**
     * Rejects a call that needs a user pool when none is configured.
     *
     * @throws AuthException {@link Reason#NOT_CONFIGURED}
     */
    void requireUserPool();

    /** The source of an application without a user pool. No user is ever signed in. */
    SessionSource NONE = new SessionSource() {

        @Override
        public LoadedSession load(SessionRequest request, Renewal renewal) {
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
        public Optional<AuthUser> owner(SessionRequest request) {
            return Optional.empty();
        }

        @Override
        public List<String> forget(String refreshToken) {
            return List.of();
        }

        @Override
        public void end(SessionRequest request) {
            // there are none
        }

        @Override
        public boolean hasEnded(Jwt accessToken) {
            return false;
        }

        @Override
        public void endSessionsOf(String sub) {
            throw notConfigured();
        }

        @Override
        public Map<String, String> attributes(String accessToken) {
            throw notConfigured();
        }

        @Override
        public void globalSignOut(String accessToken) {
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
