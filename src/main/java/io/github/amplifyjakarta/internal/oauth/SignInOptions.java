package io.github.amplifyjakarta.internal.oauth;

import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a new sign-in, as the browser asked for it at the route sign-in or sign-up.
 *
 * @param page the first page of Managed Login
 * @param provider the identity provider, by Amplify's name or Cognito's; empty for the user's choice
 * @param parameters further parameters for Managed Login, for example {@code lang}; those of the configuration too
 * @param returnPath the page that the browser requested first; empty when the user signs in directly
 */
public record SignInOptions(
        SignInFlow.Page page,
        Optional<String> provider,
        Map<String, String> parameters,
        Optional<ReturnPath> returnPath) {

    /** {@return whether a user who is signed in has to sign in again} */
    public boolean asksAgain() {
        return AuthorizationUrl.AGAIN.equals(parameters.get(AuthorizationUrl.PROMPT));
    }
}
