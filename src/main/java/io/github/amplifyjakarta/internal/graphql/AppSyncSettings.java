package io.github.amplifyjakarta.internal.graphql;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.config.EventsConfig;
import io.github.amplifyjakarta.config.GraphQlConfig;
import io.github.amplifyjakarta.internal.aws.ApiErrors;
import io.github.amplifyjakarta.internal.aws.CallOptions;
import io.github.amplifyjakarta.internal.aws.Headers;
import io.github.amplifyjakarta.internal.transport.WebOrigin;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client or a call of AppSync goes by.
 *
 * @param keys what the names of its configuration begin with, for messages
 * @param endpoint where to; empty when none is configured
 * @param ownEndpoint whether the endpoint is another one than the configured
 * @param region what to sign for, when the endpoint does not say it
 * @param authToken sent as {@code Authorization}, whatever the mode
 */
record AppSyncSettings(
        String keys,
        Optional<URI> endpoint,
        boolean ownEndpoint,
        Optional<String> region,
        GraphQlAuthMode authMode,
        Optional<String> apiKey,
        Optional<String> authToken,
        Map<String, String> headers,
        CallOptions options) {

    static AppSyncSettings of(Optional<GraphQlConfig> config) {
        return configured(
                "amplify.api.graphql",
                config.map(GraphQlConfig::endpoint),
                config.flatMap(GraphQlConfig::region),
                config.map(GraphQlConfig::defaultAuthMode).orElse(GraphQlAuthMode.IAM),
                config.flatMap(GraphQlConfig::apiKey));
    }

    static AppSyncSettings ofEvents(Optional<EventsConfig> config) {
        return configured(
                "amplify.api.events",
                config.map(EventsConfig::endpoint),
                config.flatMap(EventsConfig::region),
                config.map(EventsConfig::defaultAuthMode).orElse(GraphQlAuthMode.API_KEY),
                config.flatMap(EventsConfig::apiKey));
    }

    private static AppSyncSettings configured(
            String keys,
            Optional<URI> endpoint,
            Optional<String> region,
            GraphQlAuthMode authMode,
            Optional<String> apiKey) {
        return new AppSyncSettings(
                keys, endpoint, false, region, authMode, apiKey, Optional.empty(), Map.of(), CallOptions.DEFAULT);
    }

    AppSyncSettings with(GraphQlAuthMode mode) {
        return new AppSyncSettings(keys, endpoint, ownEndpoint, region, mode, apiKey, authToken, headers, options);
    }

    AppSyncSettings with(CallOptions others) {
        return new AppSyncSettings(keys, endpoint, ownEndpoint, region, authMode, apiKey, authToken, headers, others);
    }

    AppSyncSettings withApiKey(String key) {
        return new AppSyncSettings(
                keys,
                endpoint,
                ownEndpoint,
                region,
                authMode,
                Optional.of(Headers.requireValue("x-api-key", key)),
                authToken,
                headers,
                options);
    }

    AppSyncSettings withAuthToken(String token) {
        return new AppSyncSettings(
                keys,
                endpoint,
                ownEndpoint,
                region,
                authMode,
                apiKey,
                Optional.of(Headers.requireValue("authorization", token)),
                headers,
                options);
    }

    AppSyncSettings withHeader(String name, String value) {
        Headers checked = new Headers(headers);
        checked.set(name, value);
        return withHeaders(checked.toMap());
    }

    AppSyncSettings withHeaders(Map<String, String> others) {
        return new AppSyncSettings(
                keys,
                endpoint,
                ownEndpoint,
                region,
                authMode,
                apiKey,
                authToken,
                Map.copyOf(new HashMap<>(others)),
                options);
    }

    /** The key, the token and the headers are for the API they were set for. */
    AppSyncSettings withEndpoint(URI other, GraphQlAuthMode mode) {
        return new AppSyncSettings(
                keys,
                Optional.of(requireSecure(other)),
                true,
                region,
                mode,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
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
        return "AppSyncSettings[endpoint=" + endpoint + ", authMode=" + authMode + "]"; // the rest may be secret
    }
}
