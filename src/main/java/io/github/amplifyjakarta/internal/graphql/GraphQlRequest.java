package io.github.amplifyjakarta.internal.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlCall;
import io.github.amplifyjakarta.api.GraphQlResult;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.aws.Headers;
import io.github.amplifyjakarta.internal.aws.JsonText;
import io.github.amplifyjakarta.internal.aws.PreparedRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** One GraphQL call (GraphQL over HTTP, section 6: POST and JSON). */
final class GraphQlRequest implements GraphQlCall {

    private final AppSync api;
    private final Supplier<AuthSession> sessions;
    private final GraphQlDocument document;
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Headers headers = new Headers();
    private AppSyncSettings settings;

    GraphQlRequest(AppSync api, AppSyncSettings settings, Supplier<AuthSession> sessions, GraphQlDocument document) {
        this.api = api;
        this.settings = settings;
        this.sessions = sessions;
        this.document = document;
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
    public GraphQlCall authMode(GraphQlAuthMode mode) {
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
        settings = settings.with(settings.options().timeout(timeout));
        return this;
    }

    @Override
    public GraphQlCall retryStrategy(RetryStrategy chosen) {
        settings = settings.with(settings.options().retryStrategy(chosen));
        return this;
    }

    @Override
    public GraphQlCall canceledBy(CompletionStage<?> signal) {
        settings = settings.with(settings.options().canceledBy(signal));
        return this;
    }

    @Override
    public GraphQlResult send() {
        return answer().orThrow();
    }

    /** {@return the response, which may contain errors} */
    GraphQlAnswer answer() {
        return new GraphQlAnswer(
                api.modelJson(),
                api.calls()
                        .await(
                                () -> prepared(chosen(), body(), sessions),
                                settings.options().canceledBy()));
    }

    @Override
    public CompletableFuture<GraphQlResult> sendAsync() {
        return answerAsync(captured(), GraphQlAnswer::orThrow);
    }

    /** {@return the session of this thread's request, for use on any thread} */
    Supplier<AuthSession> captured() {
        return AppSyncAuthorization.captured(chosen(), sessions);
    }

    /**
     * Sends the call without waiting.
     *
     * @param session the session of the call, as returned by {@link #captured()}
     * @param converted converts the response, which may contain errors, to the application's result
     */
    <T> CompletableFuture<T> answerAsync(Supplier<AuthSession> session, Function<GraphQlAnswer, T> converted) {
        // the current state: the application may change this request and send it again
        byte[] body;
        try {
            body = body();
        } catch (RuntimeException e) { // a variable cannot be written as JSON
            return CompletableFuture.failedFuture(e);
        }
        AppSyncSettings chosen = chosen();
        return api.calls()
                .start(
                        session,
                        captured -> prepared(chosen, body, captured),
                        chosen.options().canceledBy(),
                        reply -> converted.apply(new GraphQlAnswer(api.modelJson(), reply)));
    }

    /** The headers of the call replace those of the client. */
    private AppSyncSettings chosen() {
        return headers.isEmpty() ? settings : settings.withHeaders(headers.toMap());
    }

    private byte[] body() {
        return JsonText.object()
                .add("query", document.text())
                .add("variables", api.modelJson().write(variables))
                .build()
                .toString()
                .getBytes(UTF_8);
    }

    private PreparedRequest prepared(AppSyncSettings chosen, byte[] body, Supplier<AuthSession> session) {
        return AppSyncAuthorization.prepared(chosen, body, document.kind(), session);
    }
}
