package io.github.amplifyjakarta.internal.oauth;

import java.util.Optional;

/**
 * The parameters of a new sign-in, as the browser asked for it at the route sign-in or sign-up.
 *
 * @param page the first page of Managed Login
 * @param provider the identity provider, by Amplify's name or Cognito's; empty for the user's choice
 * @param language the language of the page; empty for Cognito's choice
 * @param returnPath the page that the browser requested first; empty when the user signs in directly
 */
public record SignInOptions(
        SignInFlow.Page page, Optional<String> provider, Optional<String> language, Optional<ReturnPath> returnPath) {}
