package io.github.amplifyjakarta.internal.oauth;

import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a new sign-in, as the browser asked for it at the route sign-in or sign-up.
 *
 * @param page the first page of Managed Login
 * @param provider the identity provider, by Amplify's name or Cognito's; empty for the user's choice
 * @param parameters further parameters for Managed Login, for example {@code lang}
 * @param returnPath the page that the browser requested first; empty when the user signs in directly
 */
public record SignInOptions(
        SignInFlow.Page page,
        Optional<String> provider,
        Map<String, String> parameters,
        Optional<ReturnPath> returnPath) {

    /** {@return options without further parameters} */
    public static SignInOptions of(SignInFlow.Page page) {
        return new SignInOptions(page, Optional.empty(), Map.of(), Optional.empty());
    }

    /** {@return whether Managed Login shows a page to a user who is signed in} */
    public boolean asksAgain() {
        return !parameters
                .getOrDefault(AuthorizationUrl.PROMPT, AuthorizationUrl.SILENT)
                .equals(AuthorizationUrl.SILENT);
    }
}
