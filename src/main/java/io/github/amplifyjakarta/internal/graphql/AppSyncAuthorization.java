package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.internal.aws.CallExecutor;
import io.github.amplifyjakarta.internal.aws.Headers;
import io.github.amplifyjakarta.internal.aws.PreparedRequest;
import io.github.amplifyjakarta.internal.aws.SigV4;
import io.github.amplifyjakarta.internal.aws.SigningScope;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Authorizes calls to AppSync's GraphQL APIs and Event APIs. */
final class AppSyncAuthorization {

    private AppSyncAuthorization() {}

    /**
     * {@return an authorized call}
     *
     * @param kind a query may be executed twice
     * @param session is called only when the mode needs a session
     */
    static PreparedRequest prepared(
            AppSyncSettings settings, byte[] body, OperationKind kind, Supplier<AuthSession> session) {
        URI uri = settings.endpoint().orElseThrow(() -> noEndpoint(settings));
        Map<String, String> sent = new LinkedHashMap<>(settings.headers());
        Optional<PreparedRequest.Signature> signature = authorize(settings, sent, session);
        Headers.setJsonType(sent);
        return new PreparedRequest(
                new SigV4.Unsigned("POST", uri, sent, signature.isPresent() ? SigV4.sha256(body) : ""),
                Optional.of(ApiRequest.Body.of(body)),
                signature,
                new PreparedRequest.Handling(
                        settings.options(), kind == OperationKind.QUERY, false, GraphQlAnswer::refusal));
    }

    /**
     * Whether the request depends on the session. It does not when the application provides a token, a key or an
     * Authorization header.
     */
    private static boolean needsSession(AppSyncSettings settings) {
        Map<String, String> sent = settings.headers();
        return switch (settings.authMode()) {
            case IAM -> given(settings, sent).isEmpty() && !sent.containsKey("x-api-key");
            case OIDC -> given(settings, sent).isEmpty();
            case USER_POOL -> true;
            case API_KEY, LAMBDA, NONE -> false;
        };
    }

    private static Optional<String> given(AppSyncSettings settings, Map<String, String> sent) {
        return settings.authToken()
                .or(() -> Optional.ofNullable(sent.get("authorization")))
                .filter(text -> !text.isEmpty());
    }

    /** {@return the session of this thread's request, for use on any thread} It is fetched only when it is needed. */
    static Supplier<AuthSession> captured(AppSyncSettings settings, Supplier<AuthSession> sessions) {
        return needsSession(settings) ? CallExecutor.captured(sessions) : sessions;
    }

    /** Adds the authorization of the mode. Values that the application has set take precedence. */
    private static Optional<PreparedRequest.Signature> authorize(
            AppSyncSettings settings, Map<String, String> sent, Supplier<AuthSession> session) {
        Optional<String> given = given(settings, sent);
        Optional<PreparedRequest.Signature> signature = Optional.empty();
        switch (settings.authMode()) {
            case API_KEY -> sent.putIfAbsent("x-api-key", settings.apiKey().orElseThrow(() -> noApiKey(settings)));
            case IAM -> {
                if (given.isEmpty() && !sent.containsKey("x-api-key")) {
                    signature = Optional.of(signature(settings, session.get()));
                }
            }
            case USER_POOL -> {
                String token = accessToken(session.get()); // required even when another token is sent, as in Amplify
                sent.putIfAbsent("authorization", token);
            }
            case OIDC -> {
                if (given.isEmpty()) {
                    sent.put("authorization", accessToken(session.get()));
                }
            }
            case LAMBDA -> sent.put("authorization", given.orElseThrow(AppSyncAuthorization::noAuthToken));
            case NONE -> {
                // no authorization was requested
            }
        }
        settings.authToken().ifPresent(token -> sent.put("authorization", token));
        return signature;
    }

    private static PreparedRequest.Signature signature(AppSyncSettings settings, AuthSession session) {
        return new PreparedRequest.Signature(
                session.credentials()
                        .orElseThrow(() -> new ApiException(
                                Reason.NO_CREDENTIALS,
                                new AmplifyException.Details(
                                        "NoCredentials",
                                        "No credentials: the call was made with authMode iam, no user is signed in, and guests are"
                                                + " not allowed.",
                                        "Sign in, or allow guests in the identity pool."),
                                null)),
                new SigningScope("appsync", region(settings)));
    }

    /** The configured region only applies to the configured endpoint. */
    private static String region(AppSyncSettings settings) {
        Optional<String> ofTheHost = settings.endpoint()
                .flatMap(uri -> new RestApiConfig(uri, Optional.empty(), Optional.empty(), RestApiConfig.Defaults.NONE)
                        .signingRegion());
        return (settings.ownEndpoint() ? ofTheHost : settings.region())
                .or(() -> settings.ownEndpoint() ? settings.region() : ofTheHost)
                .orElseThrow(() -> new ApiException(
                        Reason.NOT_CONFIGURED,
                        new AmplifyException.Details(
                                "NoEndpoint",
                                "The endpoint "
                                        + settings.endpoint().map(URI::toString).orElse("")
                                        + " does not say its region, and none is configured.",
                                "Set " + settings.keys() + ".region."),
                        null));
    }

    private static String accessToken(AuthSession session) {
        return session.tokens()
                .map(tokens -> tokens.accessToken().token())
                .orElseThrow(() -> new ApiException(
                        Reason.NO_CREDENTIALS,
                        new AmplifyException.Details(
                                "NoValidAuthTokens",
                                "No federated jwt: nobody is signed in.",
                                "If you intended to make an authenticated API request, review if the current user is signed in."),
                        null));
    }

    private static ApiException noApiKey(AppSyncSettings settings) {
        return new ApiException(
                Reason.NOT_CONFIGURED,
                new AmplifyException.Details(
                        "NoApiKey",
                        "The call was made with authMode apiKey, and there is no key.",
                        "Set " + settings.keys()
                                + ".api-key, or api_key in the Amplify file; a client of another endpoint needs its"
                                + " own."),
                null);
    }

    private static ApiException noAuthToken() {
        return new ApiException(
                Reason.NO_CREDENTIALS,
                new AmplifyException.Details(
                        "NoAuthorizationHeader",
                        "No auth token specified.",
                        "The API request was made with authMode lambda but no authToken is set: set it for the call or the client."),
                null);
    }

    private static ApiException noEndpoint(AppSyncSettings settings) {
        return new ApiException(
                Reason.NOT_CONFIGURED,
                new AmplifyException.Details(
                        "NoEndpoint",
                        "No endpoint of AppSync is configured.",
                        "Use an amplify_outputs.json that has one, or set " + settings.keys() + ".endpoint."),
                null);
    }
}
