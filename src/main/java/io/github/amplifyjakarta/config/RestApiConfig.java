package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A REST API.
 *
 * @param endpoint its base URI
 * @param region the region to sign for; empty to take it from the host name
 * @param service the service to sign for; empty to take it from the host name
 */
public record RestApiConfig(URI endpoint, Optional<String> region, Optional<String> service) {

    /** Checks that no component is {@code null}. */
    public RestApiConfig {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(service, "service");
    }
}
