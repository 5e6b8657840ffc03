package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import java.util.List;
import java.util.Optional;

/** Where the tokens of sessions are between requests: in cookies, in the shared store, or in the HTTP session. */
public interface TokenStore {

    /**
     * {@return the tokens of the session that a request belongs to; empty when it belongs to none}
     *
     * @throws StoreUnavailable when it cannot be told
     */
    Optional<StoredTokens> read(SessionRequest request) throws StoreUnavailable;

    /**
     * Begins a session, which takes the place of the request's.
     *
     * @return the changes of cookies
     * @throws StoreUnavailable when the session could not be stored
     */
    List<SetCookie> begin(VerifiedTokens tokens, SessionRequest request) throws StoreUnavailable;

    /** {@return whether there is something to delete} */
    boolean hasSession(SessionRequest request);

    /**
     * Deletes every session of this app client that a request belongs to.
     *
     * @return the changes of cookies
     * @throws StoreUnavailable when it was not deleted
     */
    List<SetCookie> deleteAll(SessionRequest request) throws StoreUnavailable;

    /**
     * {@return all refresh tokens, for revocation; that of the current session comes first}
     *
     * @throws StoreUnavailable when they are not known
     */
    List<String> refreshTokens(SessionRequest request) throws StoreUnavailable;

    /**
     * {@return access tokens, not verified; that of the current session comes first}
     *
     * @throws StoreUnavailable when they are not known
     */
    List<String> accessTokens(SessionRequest request) throws StoreUnavailable;
}
