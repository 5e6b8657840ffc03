package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.config.GraphQlConfig;
import io.github.amplifyjakarta.config.GraphQlConfig.AuthMode;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a GraphQL client or call goes by.
 *
 * @param endpoint where to; empty when none is configured
 * @param ownEndpoint whether the endpoint is another one than the configured
 * @param region what to sign for, when the endpoint does not say it
 * @param authToken sent as {@code Authorization}, whatever the mode
 */
record GraphQlSettings(
        Optional<URI> endpoint,
        boolean ownEndpoint,
        Optional<String> region,
        AuthMode authMode,
        Optional<String> apiKey,
        Optional<String> authToken,
        Map<String, String> headers,
        CallOptions options) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1]");

    static GraphQlSettings of(Optional<GraphQlConfig> config) {
        return new GraphQlSettings(
                config.map(GraphQlConfig::endpoint),
                false,
                config.flatMap(GraphQlConfig::region),
                config.map(GraphQlConfig::defaultAuthMode).orElse(AuthMode.iam),
                config.flatMap(GraphQlConfig::apiKey),
                Optional.empty(),
                Map.of(),
                CallOptions.DEFAULT);
    }

    GraphQlSettings with(AuthMode mode) {
        return new GraphQlSettings(endpoint, ownEndpoint, region, mode, apiKey, authToken, headers, options);
    }

    GraphQlSettings with(CallOptions others) {
        return new GraphQlSettings(endpoint, ownEndpoint, region, authMode, apiKey, authToken, headers, others);
    }

    GraphQlSettings withApiKey(String key) {
        return new GraphQlSettings(
                endpoint,
                ownEndpoint,
                region,
                authMode,
                Optional.of(Headers.requireValue("x-api-key", key)),
                authToken,
                headers,
                options);
    }

    GraphQlSettings withAuthToken(String token) {
        return new GraphQlSettings(
                endpoint,
                ownEndpoint,
                region,
                authMode,
                apiKey,
                Optional.of(Headers.requireValue("authorization", token)),
                headers,
                options);
    }

    GraphQlSettings withHeader(String name, String value) {
        Headers checked = new Headers(headers);
        checked.set(name, value);
        return withHeaders(checked.toMap());
    }

    GraphQlSettings withHeaders(Map<String, String> others) {
        return new GraphQlSettings(
                endpoint, ownEndpoint, region, authMode, apiKey, authToken, Map.copyOf(new HashMap<>(others)), options);
    }

    /** The key, the token and the headers are for the API they were set for. */
    GraphQlSettings withEndpoint(URI other, AuthMode mode) {
        return new GraphQlSettings(
                Optional.of(requireSafe(other)),
                true,
                region,
                mode,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                options);
    }

    /** As for a configured endpoint: plain http would show tokens to everybody on the way; on loopback there is no way. */
    private static URI requireSafe(URI uri) {
        String host = uri.getHost();
        boolean safe = host != null
                && ("https".equals(uri.getScheme())
                        || ("http".equals(uri.getScheme())
                                && LOOPBACK.matcher(host).matches()));
        if (!safe) {
            throw ApiErrors.invalid(
                    "The endpoint is " + uri + ", expected an https URI with a host (http on loopback only).");
        }
        return uri;
    }

    @Override
    public String toString() {
        return "GraphQlSettings[endpoint=" + endpoint + ", authMode=" + authMode + "]"; // the rest may be secret
    }
}
