package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.Revocations;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.credentials.Identities;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens the sessions of one application.
 *
 * @param source reads and renews sessions
 * @param identities the AWS identities of users and guests
 * @param events receives session events
 */
public record Sessions(SessionSource source, Identities identities, Consumer<AuthEvent> events) {

    /**
     * {@return the session of a request}
     *
     * @param request what the request says about its session
     * @param changes receives cookie changes as soon as they occur
     */
    public RequestSession open(SessionRequest request, Consumer<List<SetCookie>> changes) {
        return new RequestSession(this, request, Optional.empty(), changes);
    }

    /** {@return the session of a request without a servlet container} */
    public RequestSession open(RequestCookies cookies, Consumer<List<SetCookie>> changes) {
        return open(new SessionRequest(cookies), changes);
    }

    /**
     * {@return the session of a request that contains an access token; what else it says about its session is ignored}
     *
     * @param bearerToken the access token (RFC 6750, section 2.1)
     * @param changes receives cookie changes as soon as they occur
     */
    public RequestSession open(SessionRequest request, String bearerToken, Consumer<List<SetCookie>> changes) {
        return new RequestSession(this, request, Optional.of(bearerToken), changes);
    }

    /** {@return what ends sessions of other users} */
    public Revocations revocations() {
        return sub -> {
            if (sub.isBlank()) {
                throw new IllegalArgumentException("the user (sub) is blank");
            }
            source.endSessionsOf(sub);
        };
    }

    /** {@return the context for code without a request} */
    public AmplifyServerContext guest() {
        return open(RequestCookies.parse(List.of()), none -> {});
    }
}
