package io.github.amplifyjakarta.config;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of an AppSync (GraphQL) API.
 *
 * @param endpoint the URI of the API
 * @param region the AWS region of the API; empty to take it from the host name
 * @param defaultAuthMode how calls are authorized unless they say otherwise
 * @param apiKey the API key; empty without one, never printed
 * @param modelIntrospection the description of the schema in the Amplify file; empty when it has none
 * @since 0.1.0
 */
public record GraphQlConfig(
        URI endpoint,
        Optional<String> region,
        GraphQlAuthMode defaultAuthMode,
        Optional<String> apiKey,
        Optional<JsonObject> modelIntrospection) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param endpoint the URI of the API
     * @param region the AWS region of the API; empty to take it from the host name
     * @param defaultAuthMode how calls are authorized unless they say otherwise
     * @param apiKey the API key; empty without one, never printed
     * @param modelIntrospection the description of the schema in the Amplify file; empty when it has none
     */
    public GraphQlConfig {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(defaultAuthMode, "defaultAuthMode");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(modelIntrospection, "modelIntrospection");
    }

    @Override
    public String toString() {
        return "GraphQlConfig[endpoint=" + endpoint + ", region=" + region + ", defaultAuthMode=" + defaultAuthMode
                + ", apiKey=" + apiKey.map(key -> "<redacted>").orElse("none") + "]";
    }
}
