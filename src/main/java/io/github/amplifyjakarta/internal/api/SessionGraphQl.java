package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.api.GraphQlCall;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.ModelClient;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.config.GraphQlConfig.AuthMode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The client of the GraphQL API, for whoever's session it is at each call. */
final class SessionGraphQl implements GraphQlClient {

    private final Api api;
    private final GraphQlSettings settings;
    private final Supplier<AuthSession> sessions;

    SessionGraphQl(Api api, GraphQlSettings settings, Supplier<AuthSession> sessions) {
        this.api = api;
        this.settings = settings;
        this.sessions = sessions;
    }

    @Override
    public GraphQlCall graphql(String document) {
        return new GraphQlRequest(api, settings, sessions, document, OperationKind.of(document));
    }

    @Override
    public <T> ModelClient<T> model(String name, Class<T> type) {
        return new SessionModel<>(this, schema().model(name), type, SelectionSet.ofModel(schema(), name, type));
    }

    @Override
    public <T> Optional<T> query(String name, Map<String, ?> arguments, Class<T> type) {
        return operation(schema().query(name), arguments, type).one();
    }

    @Override
    public <T> List<T> queryList(String name, Map<String, ?> arguments, Class<T> type) {
        return operation(schema().query(name), arguments, type).many();
    }

    @Override
    public <T> Optional<T> mutation(String name, Map<String, ?> arguments, Class<T> type) {
        return operation(schema().mutation(name), arguments, type).one();
    }

    private <T> CustomOperation<T> operation(
            Introspection.Operation operation, Map<String, ?> arguments, Class<T> type) {
        return new CustomOperation<>(this, operation, arguments, type);
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
        return api.json();
    }

    @Override
    public GraphQlClient authMode(AuthMode mode) {
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
    public GraphQlClient endpoint(URI endpoint, AuthMode mode) {
        return with(settings.withEndpoint(endpoint, mode));
    }

    @Override
    public GraphQlClient asGuest() {
        return new SessionGraphQl(api, settings, api.guest());
    }

    private GraphQlClient with(GraphQlSettings others) {
        return new SessionGraphQl(api, others, sessions);
    }
}
