package io.github.amplifyjakarta;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.SessionState;
import java.util.Map;

/**
 * The Amplify session of the user who sent the current request.
 *
 * <p>Inject it into any bean that runs within a request. In a page it is {@code ${amplify}}. It replaces {@code
 * runWithAmplifyServerContext} of the Next.js adapter: there the context is an argument, here it is the request itself.
 *
 * <p>The session is read from the cookies at the first call, and verified once. It is renewed when its tokens have
 * expired. Renewed cookies are sent with the response. Where that is too late, or where the container discards them,
 * they are sent with the next response.
 *
 * <pre>{@code
 * @Path("orders")
 * @RequestScoped
 * public class Orders {
 *
 *     @Inject
 *     AmplifyServerContext amplify;
 *
 *     @GET
 *     @RequiresSession
 *     public String mine() {
 *         AuthUser user = amplify.getCurrentUser();
 *         String email = amplify.fetchUserAttributes().getOrDefault("email", "unknown");
 *         return "orders of " + user.username() + ", " + email;
 *     }
 * }
 * }</pre>
 *
 * <p>Tasks of a managed executor with a context service use the session of the request that submitted them. Code
 * without a request (start-up, schedulers) injects {@link AmplifyGuest @AmplifyGuest} instead. On any other thread each
 * method throws {@link AuthException.Reason#NO_REQUEST}.
 *
 * <p>Guide: {@code docs/calls.md}.
 *
 * @since 0.1.0
 */
public interface AmplifyServerContext {

    /**
     * Reads the session of this request.
     *
     * @return the session; without tokens when nobody is signed in
     * @throws AuthException {@link AuthException.Reason#COULD_NOT_CHECK} when the session could neither be confirmed
     *     nor refused, because Cognito or its keys were out of reach; the user's cookies are kept; {@link
     *     AuthException.Reason#NOT_SIGNED_IN} when the tokens have expired and there is no refresh token; {@link
     *     AuthException.Reason#REFRESH_FAILED} when Cognito refused to renew the tokens; in the last two cases {@link
     *     #isAuthenticated()} is {@code false}
     */
    AuthSession fetchAuthSession();

    /**
     * Reads the session of this request, and renews its tokens even if they are still valid.
     *
     * @param forceRefresh {@code true} to ask Cognito for new tokens, for example after the user's groups changed
     * @return the session, with new tokens if there was a refresh token
     * @throws AuthException as {@link #fetchAuthSession()}; {@link AuthException.Reason#REFRESH_FAILED} when Cognito
     *     refused the refresh with an error that does not end the session
     */
    AuthSession fetchAuthSession(boolean forceRefresh);

    /**
     * {@return the signed-in user}
     *
     * @throws AuthException {@link AuthException.Reason#NOT_SIGNED_IN} when nobody is signed in; {@link
     *     AuthException.Reason#NOT_CONFIGURED} when there is no user pool; another reason as {@link
     *     #fetchAuthSession()}
     */
    AuthUser getCurrentUser();

    /**
     * Asks Cognito (GetUser) for the attributes of the signed-in user. The access token needs the scope {@code
     * aws.cognito.signin.user.admin}. The result is kept for the rest of the request.
     *
     * @return the values by the names of the attributes, for example {@code email}; unmodifiable
     * @throws AuthException {@link AuthException.Reason#NOT_SIGNED_IN} when nobody is signed in; {@link
     *     AuthException.Reason#NOT_CONFIGURED} when there is no user pool; {@link AuthException.Reason#SERVICE} when
     *     Cognito refused the call or did not respond; another reason as {@link #fetchAuthSession()}
     */
    Map<String, String> fetchUserAttributes();

    /**
     * {@return whether a user is signed in}
     *
     * @throws AuthException {@link AuthException.Reason#COULD_NOT_CHECK} when that cannot be told right now
     */
    boolean isAuthenticated();

    /**
     * {@return the state of the session} It suits a page that shows all three states without an exception: {@code
     * ${amplify.state}}.
     *
     * @throws AuthException {@link AuthException.Reason#NO_REQUEST} on a thread without a request
     */
    SessionState getState();
}
