package io.github.amplifyjakarta.internal.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.GraphQlCall;
import io.github.amplifyjakarta.api.GraphQlResult;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.GraphQlConfig.AuthMode;
import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.internal.http.ApiRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** One GraphQL call (GraphQL over HTTP, section 6: POST and JSON). */
final class GraphQlRequest implements GraphQlCall {

    private final Api api;
    private final Supplier<AuthSession> sessions;
    private final String document;
    private final OperationKind kind;
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Headers headers = new Headers();
    private GraphQlSettings settings;
    private CallOptions options;

    GraphQlRequest(
            Api api, GraphQlSettings settings, Supplier<AuthSession> sessions, String document, OperationKind kind) {
        this.api = api;
        this.settings = settings;
        this.options = settings.options();
        this.sessions = sessions;
        this.document = document;
        this.kind = kind;
    }

    @Override
    public GraphQlCall variable(String name, Object value) {
        variables.put(name, value);
        return this;
    }

    @Override
    public GraphQlCall variables(Map<String, ?> all) {
        variables.clear();
        variables.putAll(all);
        return this;
    }

    @Override
    public GraphQlCall authMode(AuthMode mode) {
        settings = settings.with(Objects.requireNonNull(mode));
        return this;
    }

    @Override
    public GraphQlCall apiKey(String apiKey) {
        settings = settings.withApiKey(apiKey);
        return this;
    }

    @Override
    public GraphQlCall authToken(String token) {
        settings = settings.withAuthToken(token);
        return this;
    }

    @Override
    public GraphQlCall header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    @Override
    public GraphQlCall timeout(Duration timeout) {
        options = options.timeout(timeout);
        return this;
    }

    @Override
    public GraphQlCall retryStrategy(RetryStrategy chosen) {
        options = options.retryStrategy(chosen);
        return this;
    }

    @Override
    public GraphQlCall canceledBy(CompletionStage<?> signal) {
        options = options.canceledBy(signal);
        return this;
    }

    @Override
    public GraphQlResult send() {
        return answer().orThrow();
    }

    /** {@return the answer, which may have errors} */
    GraphQlAnswer answer() {
        return new GraphQlAnswer(
                api.graphQlJson(),
                Running.await(api, () -> prepared(chosen(), options, body(), sessions), options.canceledBy()));
    }

    @Override
    public CompletableFuture<GraphQlResult> sendAsync() {
        return answerAsync(captured(), GraphQlAnswer::orThrow);
    }

    /** {@return the session of this thread's request, for any thread} */
    Supplier<AuthSession> captured() {
        return Running.captured(sessions, needsSession(chosen()));
    }

    /**
     * Sends the call without waiting.
     *
     * @param session whose session it is, as {@link #captured()} has it
     * @param converted makes of the answer, which may have errors, what the application gets
     */
    <T> CompletableFuture<T> answerAsync(Supplier<AuthSession> session, Function<GraphQlAnswer, T> converted) {
        // as it is now: the application may change this one and send it again
        byte[] body;
        try {
            body = body();
        } catch (RuntimeException e) { // of a variable that is no JSON
            return CompletableFuture.failedFuture(e);
        }
        GraphQlSettings chosen = chosen();
        CallOptions now = options;
        return Running.start(
                api,
                session,
                captured -> prepared(chosen, now, body, captured),
                now.canceledBy(),
                reply -> converted.apply(new GraphQlAnswer(api.graphQlJson(), reply)));
    }

    /** Whether what is sent depends on the session: not with a token, a key or an Authorization of the application. */
    private static boolean needsSession(GraphQlSettings settings) {
        Map<String, String> sent = settings.headers();
        return switch (settings.authMode()) {
            case iam, identityPool -> given(settings, sent).isEmpty() && !sent.containsKey("x-api-key");
            case oidc -> given(settings, sent).isEmpty();
            case userPool -> true;
            case apiKey, lambda, none -> false;
        };
    }

    private static Optional<String> given(GraphQlSettings settings, Map<String, String> sent) {
        return settings.authToken()
                .or(() -> Optional.ofNullable(sent.get("authorization")))
                .filter(text -> !text.isEmpty());
    }

    /** Headers of the call take the place of the client's. */
    private GraphQlSettings chosen() {
        return headers.isEmpty() ? settings : settings.withHeaders(headers.toMap());
    }

    private byte[] body() {
        return JsonText.object()
                .add("query", document)
                .add("variables", api.graphQlJson().write(variables))
                .build()
                .toString()
                .getBytes(UTF_8);
    }

    private Outgoing prepared(GraphQlSettings chosen, CallOptions now, byte[] body, Supplier<AuthSession> session) {
        URI uri = chosen.endpoint().orElseThrow(GraphQlRequest::noEndpoint);
        Map<String, String> sent = new LinkedHashMap<>(chosen.headers());
        Optional<Outgoing.Signature> signature = authorize(chosen, sent, session);
        Headers.setJsonType(sent);
        return new Outgoing(
                "POST",
                uri,
                sent,
                Optional.of(ApiRequest.Body.of(body)),
                signature.isPresent() ? SigV4.sha256(body) : "",
                signature,
                kind == OperationKind.QUERY,
                now.strategy(),
                now.limit(),
                false,
                GraphQlAnswer::refusal);
    }

    /** Adds what the mode asks for, beneath what the application has set itself. */
    private Optional<Outgoing.Signature> authorize(
            GraphQlSettings settings, Map<String, String> sent, Supplier<AuthSession> session) {
        Optional<String> given = given(settings, sent);
        Optional<Outgoing.Signature> signature = Optional.empty();
        switch (settings.authMode()) {
            case apiKey -> sent.putIfAbsent("x-api-key", settings.apiKey().orElseThrow(GraphQlRequest::noApiKey));
            case iam, identityPool -> {
                if (given.isEmpty() && !sent.containsKey("x-api-key")) {
                    signature = Optional.of(signature(settings, session.get()));
                }
            }
            case userPool -> {
                String token = accessToken(session.get()); // even where another is sent, as Amplify does
                sent.putIfAbsent("authorization", token);
            }
            case oidc -> {
                if (given.isEmpty()) {
                    sent.put("authorization", accessToken(session.get()));
                }
            }
            case lambda -> sent.put("authorization", given.orElseThrow(GraphQlRequest::noAuthToken));
            case none -> {
                // nothing is what was asked for
            }
        }
        settings.authToken().ifPresent(token -> sent.put("authorization", token));
        return signature;
    }

    private static Outgoing.Signature signature(GraphQlSettings settings, AuthSession session) {
        return new Outgoing.Signature(
                session.credentials()
                        .orElseThrow(() -> ApiErrors.withoutAnswer(
                                Reason.NO_CREDENTIALS,
                                "NoCredentials",
                                "No credentials: the call was made with authMode iam, nobody is signed in, and guests are"
                                        + " not allowed.",
                                "Sign in, or allow guests in the identity pool.",
                                null)),
                new SigningScope("appsync", region(settings)));
    }

    /** The configured region is of the configured endpoint. */
    private static String region(GraphQlSettings settings) {
        Optional<String> ofTheHost = settings.endpoint()
                .flatMap(uri -> new RestApiConfig(uri, Optional.empty(), Optional.empty()).signingRegion());
        return (settings.ownEndpoint() ? ofTheHost : settings.region())
                .or(() -> settings.ownEndpoint() ? settings.region() : ofTheHost)
                .orElseThrow(() -> ApiErrors.withoutAnswer(
                        Reason.NOT_CONFIGURED,
                        "NoEndpoint",
                        "The endpoint " + settings.endpoint().map(URI::toString).orElse("")
                                + " does not say its region, and none is configured.",
                        "Set amplify.api.graphql.region.",
                        null));
    }

    private static String accessToken(AuthSession session) {
        return session.tokens()
                .map(tokens -> tokens.accessToken().token())
                .orElseThrow(() -> ApiErrors.withoutAnswer(
                        Reason.NO_CREDENTIALS,
                        "NoValidAuthTokens",
                        "No federated jwt: nobody is signed in.",
                        "If you intended to make an authenticated API request, review if the current user is signed in.",
                        null));
    }

    private static ApiException noApiKey() {
        return ApiErrors.withoutAnswer(
                Reason.NOT_CONFIGURED,
                "NoApiKey",
                "The call was made with authMode apiKey, and there is no key.",
                "Set amplify.api.graphql.api-key, or data.api_key in the Amplify file; a client of another endpoint"
                        + " needs its own.",
                null);
    }

    private static ApiException noAuthToken() {
        return ApiErrors.withoutAnswer(
                Reason.NO_CREDENTIALS,
                "NoAuthorizationHeader",
                "No auth token specified.",
                "The API request was made with authMode lambda but no authToken is set: set it for the call or the client.",
                null);
    }

    private static ApiException noEndpoint() {
        return ApiErrors.withoutAnswer(
                Reason.NOT_CONFIGURED,
                "NoEndpoint",
                "No GraphQL endpoint is configured.",
                "Add \"data\" to amplify_outputs.json, or set amplify.api.graphql.endpoint.",
                null);
    }
}
