package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.config.EventsConfig;
import io.github.amplifyjakarta.config.GraphQlConfig;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.CallOptions;
import io.github.amplifyjakarta.internal.aws.Headers;
import io.github.amplifyjakarta.internal.transport.WebOrigin;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an AppSync client or call.
 *
 * @param api the API
 * @param authMode the authorization mode
 * @param credentials the application's credentials
 * @param options the time limit, retry strategy and cancel signal
 */
record AppSyncSettings(Api api, GraphQlAuthMode authMode, Credentials credentials, CallOptions options) {

    /**
     * An API.
     *
     * @param keys the prefix of its configuration keys, for messages
     * @param endpoint the endpoint; empty when none is configured
     * @param ownEndpoint whether the endpoint differs from the configured one
     * @param region the region for signatures, when the endpoint does not contain it
     */
    record Api(String keys, Optional<URI> endpoint, boolean ownEndpoint, Optional<String> region) {}

    /**
     * The credentials that the application has provided.
     *
     * @param authToken the value of {@code Authorization}, whatever the mode
     * @param headers names in lower case
     */
    record Credentials(Optional<String> apiKey, Optional<String> authToken, Map<String, String> headers) {}

    static AppSyncSettings of(Optional<GraphQlConfig> config) {
        return configured(
                new Api(
                        "amplify.api.graphql",
                        config.map(GraphQlConfig::endpoint),
                        false,
                        config.flatMap(GraphQlConfig::region)),
                config.map(GraphQlConfig::defaultAuthMode).orElse(GraphQlAuthMode.IAM),
                config.flatMap(GraphQlConfig::apiKey));
    }

    static AppSyncSettings ofEvents(Optional<EventsConfig> config) {
        return configured(
                new Api(
                        "amplify.api.events",
                        config.map(EventsConfig::endpoint),
                        false,
                        config.flatMap(EventsConfig::region)),
                config.map(EventsConfig::defaultAuthMode).orElse(GraphQlAuthMode.API_KEY),
                config.flatMap(EventsConfig::apiKey));
    }

    private static AppSyncSettings configured(Api api, GraphQlAuthMode authMode, Optional<String> apiKey) {
        return new AppSyncSettings(
                api, authMode, new Credentials(apiKey, Optional.empty(), Map.of()), CallOptions.DEFAULT);
    }

    String keys() {
        return api.keys();
    }

    Optional<URI> endpoint() {
        return api.endpoint();
    }

    boolean ownEndpoint() {
        return api.ownEndpoint();
    }

    Optional<String> region() {
        return api.region();
    }

    Optional<String> apiKey() {
        return credentials.apiKey();
    }

    Optional<String> authToken() {
        return credentials.authToken();
    }

    Map<String, String> headers() {
        return credentials.headers();
    }

    AppSyncSettings with(GraphQlAuthMode mode) {
        return new AppSyncSettings(api, mode, credentials, options);
    }

    AppSyncSettings with(CallOptions others) {
        return new AppSyncSettings(api, authMode, credentials, others);
    }

    private AppSyncSettings with(Credentials others) {
        return new AppSyncSettings(api, authMode, others, options);
    }

    AppSyncSettings withApiKey(String key) {
        return with(new Credentials(Optional.of(Headers.requireValue("x-api-key", key)), authToken(), headers()));
    }

    AppSyncSettings withAuthToken(String token) {
        return with(new Credentials(apiKey(), Optional.of(Headers.requireValue("authorization", token)), headers()));
    }

    AppSyncSettings withHeader(String name, String value) {
        Headers checked = new Headers(headers());
        checked.set(name, value);
        return withHeaders(checked.toMap());
    }

    AppSyncSettings withHeaders(Map<String, String> others) {
        return with(new Credentials(apiKey(), authToken(), Map.copyOf(others)));
    }

    /** The key, the token and the headers only apply to the API for which they were set. */
    AppSyncSettings withEndpoint(URI other, GraphQlAuthMode mode) {
        return new AppSyncSettings(
                new Api(keys(), Optional.of(requireSecure(other)), true, region()),
                mode,
                new Credentials(Optional.empty(), Optional.empty(), Map.of()),
                options);
    }

    private static URI requireSecure(URI uri) {
        if (!WebOrigin.isSecure(uri.toString())) {
            throw ApiErrors.invalid(
                    "The endpoint is " + uri + ", expected an https URI with a host (http on loopback only).");
        }
        return uri;
    }

    @Override
    public String toString() {
        return "AppSyncSettings[endpoint=" + endpoint() + ", authMode=" + authMode + "]"; // the rest may be secret
    }
}
