package io.github.amplifyjakarta.internal.oauth;

import java.util.Optional;

/**
 * What a browser asks for when it begins a sign-in.
 *
 * @param page the page of Managed Login to begin with
 * @param provider the identity provider, by Amplify's name or Cognito's; empty for the user's choice
 * @param language of the page; empty for Cognito's choice
 * @param returnPath the page that was asked for first; empty when the user just signs in
 */
public record SignInRequest(
        SignInFlow.Page page, Optional<String> provider, Optional<String> language, Optional<ReturnPath> returnPath) {}
