package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AuthSession;
import jakarta.ws.rs.core.Feature;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The client of one REST API. Each call uses the session that is current at that time. */
final class AwsRestApiClient implements RestApiClient {

    private final RestApis api;
    private final RestSettings settings;
    private final Supplier<AuthSession> sessions;

    AwsRestApiClient(RestApis api, RestSettings settings, Supplier<AuthSession> sessions) {
        this.api = api;
        this.settings = settings;
        this.sessions = sessions;
    }

    RestApis api() {
        return api;
    }

    RestSettings settings() {
        return settings;
    }

    Supplier<AuthSession> sessions() {
        return sessions;
    }

    @Override
    public RestCall get(String path, Object... values) {
        return call("GET", path, values);
    }

    @Override
    public RestCall head(String path, Object... values) {
        return call("HEAD", path, values);
    }

    @Override
    public RestCall post(String path, Object... values) {
        return call("POST", path, values);
    }

    @Override
    public RestCall put(String path, Object... values) {
        return call("PUT", path, values);
    }

    @Override
    public RestCall patch(String path, Object... values) {
        return call("PATCH", path, values);
    }

    @Override
    public RestCall delete(String path, Object... values) {
        return call("DELETE", path, values);
    }

    private RestCall call(String method, String path, Object[] values) {
        return new RestRequest(this, method, PathTemplate.expand(path, values));
    }

    @Override
    public RestApiClient authMode(RestAuthMode mode) {
        return with(settings.with(mode));
    }

    @Override
    public RestApiClient header(String name, String value) {
        return with(settings.withHeader(name, value));
    }

    @Override
    public RestApiClient timeout(Duration timeout) {
        return with(settings.with(settings.options().timeout(timeout)));
    }

    @Override
    public RestApiClient retryStrategy(RetryStrategy strategy) {
        return with(settings.with(settings.options().retryStrategy(strategy)));
    }

    @Override
    public RestApiClient canceledBy(CompletionStage<?> signal) {
        return with(settings.with(settings.options().canceledBy(signal)));
    }

    private RestApiClient with(RestSettings others) {
        return new AwsRestApiClient(api, others, sessions);
    }

    @Override
    public Feature authorization(RestAuthMode mode) {
        return new ClientAuthorization(new RestAuthorization(settings.endpoint(), mode, sessions), api);
    }

    @Override
    public RestApiClient asGuest() {
        return new AwsRestApiClient(api, settings, api.guest());
    }
}
