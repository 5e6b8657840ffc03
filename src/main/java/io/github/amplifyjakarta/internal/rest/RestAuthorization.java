package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.aws.PreparedRequest;
import io.github.amplifyjakarta.internal.aws.SigningScope;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authorization of requests to a REST API.
 *
 * @param sessions is called only when the mode needs a session
 */
record RestAuthorization(RestEndpoint endpoint, RestAuthMode mode, Supplier<AuthSession> sessions) {

    /** {@return the value of {@code Authorization}; empty when the request is signed or needs no authorization} */
    Optional<String> token() {
        return mode == RestAuthMode.USER_POOL ? Optional.of(idToken(sessions.get())) : Optional.empty();
    }

    /** {@return the credentials and scope of the signature; empty when the request is not signed} */
    Optional<PreparedRequest.Signature> signature() {
        return mode == RestAuthMode.IAM
                ? sessions.get().credentials().map(credentials -> new PreparedRequest.Signature(credentials, scope()))
                : Optional.empty();
    }

    private SigningScope scope() {
        return endpoint.scope()
                .orElseThrow(() -> new ApiException(
                        Reason.NOT_CONFIGURED,
                        new AmplifyException.Details(
                                "InvalidApiName",
                                "The endpoint " + endpoint.uri() + " does not say its region, and none is configured.",
                                "Set amplify.api.rest.\"name\".region, or call it with another authMode."),
                        null));
    }

    private static String idToken(AuthSession session) {
        return session.tokens()
                .flatMap(tokens -> tokens.idToken())
                .map(Jwt::token)
                .orElseThrow(() -> new ApiException(
                        Reason.NO_CREDENTIALS,
                        new AmplifyException.Details(
                                "NoValidAuthTokens",
                                "No ID token: no user is signed in, or the session has none.",
                                "If you intended to make an authenticated API request, review if the current user is signed in."),
                        null));
    }
}
