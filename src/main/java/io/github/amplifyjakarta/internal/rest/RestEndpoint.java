package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.internal.aws.SigningScope;
import java.net.URI;
import java.util.Optional;

/**
 * The location of a REST API.
 *
 * @param uri its base URI
 * @param scope the scope of signatures; empty when neither the host nor the configuration determines the region
 */
record RestEndpoint(URI uri, Optional<SigningScope> scope) {

    static RestEndpoint of(RestApiConfig api) {
        return new RestEndpoint(
                api.endpoint(), api.signingRegion().map(region -> new SigningScope(api.signingService(), region)));
    }
}
