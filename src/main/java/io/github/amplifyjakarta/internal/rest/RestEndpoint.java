package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.internal.aws.SigningScope;
import java.net.URI;
import java.util.Optional;

/**
 * Where a REST API is.
 *
 * @param uri its base URI
 * @param scope what its requests are signed for; empty when neither its host nor the configuration says the region
 */
record RestEndpoint(URI uri, Optional<SigningScope> scope) {

    static RestEndpoint of(RestApiConfig api) {
        return new RestEndpoint(
                api.endpoint(), api.signingRegion().map(region -> new SigningScope(api.signingService(), region)));
    }
}
