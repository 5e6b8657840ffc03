package io.github.amplifyjakarta.internal.rest;

import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.internal.aws.CallOptions;
import io.github.amplifyjakarta.internal.aws.CancelSignal;
import io.github.amplifyjakarta.internal.aws.Headers;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of a REST client or call.
 *
 * @param headers the headers of each call, names in lower case
 */
record RestSettings(RestEndpoint endpoint, RestAuthMode authMode, Map<String, String> headers, CallOptions options) {

    static RestSettings of(RestApiConfig api) {
        RestApiConfig.Defaults defaults = api.defaults();
        return new RestSettings(
                RestEndpoint.of(api),
                defaults.authMode(),
                defaults.headers(),
                new CallOptions(defaults.timeout(), defaults.retryStrategy(), CancelSignal.NONE));
    }

    RestSettings with(RestAuthMode mode) {
        return new RestSettings(endpoint, Objects.requireNonNull(mode), headers, options);
    }

    RestSettings with(CallOptions others) {
        return new RestSettings(endpoint, authMode, headers, others);
    }

    RestSettings withHeader(String name, String value) {
        Headers more = new Headers(headers);
        more.set(name, value);
        return new RestSettings(endpoint, authMode, Map.copyOf(more.toMap()), options);
    }

    @Override
    public String toString() {
        return "RestSettings[endpoint=" + endpoint.uri() + ", authMode=" + authMode + "]"; // headers may be secret
    }
}
