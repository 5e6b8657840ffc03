package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A REST API.
 *
 * @param endpoint its base URI
 * @param region the region to sign for, where the host name does not say it
 * @param service the service to sign for, where the host name does not say it; empty: {@code execute-api}
 */
public record RestApiConfig(URI endpoint, Optional<String> region, Optional<String> service) {

    /** Hosts of AWS take no other scope than their own. */
    private static final Pattern AWS_HOST = Pattern.compile(
            ".+\\.(execute-api|appsync-api|lambda-url)\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)");

    /** Checks that no component is {@code null}. */
    public RestApiConfig {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(service, "service");
    }

    /** {@return the region that requests are signed for; empty when neither the host name nor the configuration says it} */
    public Optional<String> signingRegion() {
        Matcher host = host();
        return host.matches() ? Optional.of(host.group(2)) : region;
    }

    /** {@return the service that requests are signed for} */
    public String signingService() {
        Matcher host = host();
        if (!host.matches()) {
            return service.orElse("execute-api");
        }
        return switch (host.group(1)) {
            case "appsync-api" -> "appsync";
            case "lambda-url" -> "lambda";
            default -> "execute-api";
        };
    }

    private Matcher host() {
        return AWS_HOST.matcher(String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT));
    }
}
