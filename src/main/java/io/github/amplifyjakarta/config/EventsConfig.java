package io.github.amplifyjakarta.config;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of an AppSync Event API.
 *
 * @param endpoint the URI at which events are published, which ends in {@code /event}
 * @param region the AWS region of the API; empty to take it from the host name
 * @param defaultAuthMode how calls are authorized unless a client says otherwise
 * @param apiKey the API key; empty without one, never printed
 * @since 0.1.0
 */
public record EventsConfig(
        URI endpoint, Optional<String> region, GraphQlAuthMode defaultAuthMode, Optional<String> apiKey) {

    /**
     * Checks that no component is {@code null}.
     *
     * @param endpoint the URI at which events are published, which ends in {@code /event}
     * @param region the AWS region of the API; empty to take it from the host name
     * @param defaultAuthMode how calls are authorized unless a client says otherwise
     * @param apiKey the API key; empty without one, never printed
     */
    public EventsConfig {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(defaultAuthMode, "defaultAuthMode");
        Objects.requireNonNull(apiKey, "apiKey");
    }

    @Override
    public String toString() {
        return "EventsConfig[endpoint=" + endpoint + ", region=" + region + ", defaultAuthMode=" + defaultAuthMode
                + ", apiKey=" + apiKey.map(key -> "<redacted>").orElse("none") + "]";
    }
}
