package io.github.amplifyjakarta.internal.api;

import io.github.amplifyjakarta.config.RestApiConfig;
import java.util.Optional;

/**
 * What a signature is good for.
 *
 * @param service the service's name in signatures
 * @param region its region
 */
record SigningScope(String service, String region) {

    /** {@return the scope of an API; empty when neither its host nor the configuration says the region} */
    static Optional<SigningScope> of(RestApiConfig api) {
        return api.signingRegion().map(region -> new SigningScope(api.signingService(), region));
    }
}
