package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlCall;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of the GraphQL API. Each call uses the session that is current at that time. */
final class AppSyncClient implements GraphQlClient {

    private final AppSync api;
    private final AppSyncSettings settings;
    private final Supplier<AuthSession> sessions;

    AppSyncClient(AppSync api, AppSyncSettings settings, Supplier<AuthSession> sessions) {
        this.api = api;
        this.settings = settings;
        this.sessions = sessions;
    }

    @Override
    public GraphQlCall graphql(String document) {
        return new GraphQlRequest(api, settings, sessions, GraphQlDocument.of(document));
    }

    @Override
    public <T> ModelClient<T> model(String name, Class<T> type) {
        return new AppSyncModelClient<>(operations(name, type));
    }

    <T> AppSyncModelOperations<T> operations(String model, Class<T> type) {
        return new AppSyncModelOperations<>(
                this, schema().model(model), type, SelectionSet.ofModel(schema(), model, type));
    }

    @Override
    public AppSyncOperations operations() {
        return new AppSyncOperations(this);
    }

    @Override
    public <T> Optional<T> query(String name, Map<String, ?> arguments, Class<T> type) {
        return operations().query(name, arguments, type).value();
    }

    @Override
    public <T> List<T> queryList(String name, Map<String, ?> arguments, Class<T> type) {
        return operations().queryList(name, arguments, type).value();
    }

    @Override
    public <T> Optional<T> mutation(String name, Map<String, ?> arguments, Class<T> type) {
        return operations().mutation(name, arguments, type).value();
    }

    @Override
    public <T> List<T> mutationList(String name, Map<String, ?> arguments, Class<T> type) {
        return operations().mutationList(name, arguments, type).value();
    }

    /**
     * Converts the value of a field to the application's result. The value is {@code null} when the response lacks the
     * field.
     */
    interface Reader<R> extends Function<@Nullable JsonValue, R> {}

    <R> Operation<R> operation(ModelDocument document, JsonObject variables, Reader<R> reader) {
        GraphQlRequest request = new GraphQlRequest(api, settings, sessions, document.declaring(variables.keySet()));
        request.variables(variables);
        return new SentOperation<>(request, document.field(), reader);
    }

    @Override
    public List<String> enumValues(String name) {
        return schema().enumValues(name);
    }

    Introspection schema() {
        if (settings.ownEndpoint()) {
            throw ApiErrors.invalid("A client of another endpoint knows no models and operations: use graphql(…).");
        }
        return api.schema();
    }

    JsonText json() {
        return api.modelJson();
    }

    @Override
    public GraphQlClient authMode(GraphQlAuthMode mode) {
        return with(settings.with(mode));
    }

    @Override
    public GraphQlClient apiKey(String apiKey) {
        return with(settings.withApiKey(apiKey));
    }

    @Override
    public GraphQlClient authToken(String token) {
        return with(settings.withAuthToken(token));
    }

    @Override
    public GraphQlClient header(String name, String value) {
        return with(settings.withHeader(name, value));
    }

    @Override
    public GraphQlClient timeout(Duration timeout) {
        return with(settings.with(settings.options().timeout(timeout)));
    }

    @Override
    public GraphQlClient retryStrategy(RetryStrategy strategy) {
        return with(settings.with(settings.options().retryStrategy(strategy)));
    }

    @Override
    public GraphQlClient canceledBy(CompletionStage<?> signal) {
        return with(settings.with(settings.options().canceledBy(signal)));
    }

    @Override
    public GraphQlClient endpoint(URI endpoint, GraphQlAuthMode mode) {
        return with(settings.withEndpoint(endpoint, mode));
    }

    @Override
    public GraphQlClient asGuest() {
        return new AppSyncClient(api, settings, api.guest());
    }

    private GraphQlClient with(AppSyncSettings others) {
        return new AppSyncClient(api, others, sessions);
    }
}
