package io.github.amplifyjakarta;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.SessionState;
import java.util.Map;

/**
 * The Amplify session of the user who sent the current request.
 *
 * <p>Inject it into any bean that runs within a request; in a page it is {@code ${amplify}}. It takes the place of
 * {@code runWithAmplifyServerContext} in the Next.js adapter: there the context is an argument, here it is the
 * request itself. The session is read from the cookies at the first call, verified once, and renewed when its tokens
 * have expired. Renewed cookies leave with the response; where that is too late or the container throws them away, they
 * leave with the next one.
 *
 * <pre>{@code
 * @Path("orders")
 * public class Orders {
 *     @Inject AmplifyServerContext amplify;
 *
 *     @GET @RequiresSession
 *     public List<Order> mine() {
 *         return repository.ordersOf(amplify.getCurrentUser().userId());
 *     }
 * }
 * }</pre>
 *
 * <p>Tasks of a managed executor with a context service work with the session of the request that submitted them. Code
 * without a request (start-up, schedulers) injects {@link AmplifyGuest @AmplifyGuest} instead; on any other thread each
 * method throws {@link AuthException.Reason#NO_REQUEST}.
 *
 * @since 0.1.0
 */
public interface AmplifyServerContext {

    /**
     * {@return the session of this request; without tokens when nobody is signed in}
     *
     * @throws AuthException {@link AuthException.Reason#COULD_NOT_CHECK} when the session could neither be confirmed
     *     nor refused (Cognito or its keys were out of reach); the user's cookies are kept; {@link
     *     AuthException.Reason#NOT_SIGNED_IN} when the tokens have expired and there is no refresh token, and {@link
     *     AuthException.Reason#REFRESH_FAILED} when Cognito refused to renew them: {@link #isAuthenticated()} is
     *     {@code false} then
     */
    AuthSession fetchAuthSession();

    /**
     * Reads the session, and renews its tokens even if they are still valid.
     *
     * @param forceRefresh {@code true} to ask Cognito for new tokens, for example after the user's groups changed
     * @return the session, with new tokens if there was a refresh token
     * @throws AuthException as {@link #fetchAuthSession()}; {@link AuthException.Reason#REFRESH_FAILED} when Cognito
     *     answered the refresh with an error that does not end the session
     */
    AuthSession fetchAuthSession(boolean forceRefresh);

    /**
     * {@return the signed-in user}
     *
     * @throws AuthException {@link AuthException.Reason#NOT_SIGNED_IN} when nobody is signed in
     */
    AuthUser getCurrentUser();

    /**
     * Asks Cognito (GetUser) for the attributes of the signed-in user. The access token needs the scope
     * {@code aws.cognito.signin.user.admin}. The answer is kept for the rest of the request.
     *
     * @return attribute name to value, for example {@code email}; unmodifiable
     * @throws AuthException {@link AuthException.Reason#NOT_SIGNED_IN} when nobody is signed in, {@link
     *     AuthException.Reason#SERVICE} when Cognito refused the call or did not answer it
     */
    Map<String, String> fetchUserAttributes();

    /**
     * {@return whether a user is signed in}
     *
     * @throws AuthException {@link AuthException.Reason#COULD_NOT_CHECK} when that cannot be told right now
     */
    boolean isAuthenticated();

    /**
     * {@return what the session is, for a page that shows all three outcomes without an exception:
     * {@code ${amplify.state}}}
     *
     * @throws AuthException {@link AuthException.Reason#NO_REQUEST} on a thread without a request
     */
    SessionState getState();
}
