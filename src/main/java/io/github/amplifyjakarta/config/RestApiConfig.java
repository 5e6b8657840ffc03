package io.github.amplifyjakarta.config;

import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RetryStrategy;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of a REST API.
 *
 * @param endpoint the base URI of the API
 * @param region the AWS region to sign for, where the host name does not have it
 * @param service the AWS service to sign for, where the host name does not have it; empty: {@code execute-api}
 * @param defaults the settings of calls that do not say otherwise
 * @since 0.1.0
 */
public record RestApiConfig(URI endpoint, Optional<String> region, Optional<String> service, Defaults defaults) {

    /**
     * The settings of calls that do not say otherwise.
     *
     * @param authMode how calls are authorized
     * @param timeout how long a call may take, with all its attempts; empty: each attempt is limited as {@link
     *     HttpConfig} says
     * @param retryStrategy which calls are sent again
     * @param headers the headers of all calls, names in lower case; their values are never printed; unmodifiable
     */
    public record Defaults(
            RestAuthMode authMode,
            Optional<Duration> timeout,
            RetryStrategy retryStrategy,
            Map<String, String> headers) {

        /**
         * The defaults of the library: signed with the AWS credentials of the session, {@link
         * RetryStrategy#IDEMPOTENT}.
         */
        public static final Defaults NONE =
                new Defaults(RestAuthMode.IAM, Optional.empty(), RetryStrategy.IDEMPOTENT, Map.of());

        /**
         * Checks that no component is {@code null} and copies the headers.
         *
         * @param authMode how calls are authorized
         * @param timeout how long a call may take, with all its attempts; empty: each attempt is limited as {@link
         *     HttpConfig} says
         * @param retryStrategy which calls are sent again
         * @param headers the headers of all calls, names in lower case; their values are never printed; unmodifiable
         */
        public Defaults {
            Objects.requireNonNull(authMode, "authMode");
            Objects.requireNonNull(timeout, "timeout");
            Objects.requireNonNull(retryStrategy, "retryStrategy");
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Defaults[authMode=" + authMode + ", timeout=" + timeout + ", retryStrategy=" + retryStrategy
                    + ", headers=" + headers.keySet() + "]";
        }
    }

    /** Hosts of AWS take no other scope than their own. */
    private static final Pattern AWS_HOST = Pattern.compile(
            ".+\\.(execute-api|appsync-api|lambda-url)\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)");

    /**
     * Checks that no component is {@code null}.
     *
     * @param endpoint the base URI of the API
     * @param region the AWS region to sign for, where the host name does not have it
     * @param service the AWS service to sign for, where the host name does not have it; empty: {@code execute-api}
     * @param defaults the settings of calls that do not say otherwise
     */
    public RestApiConfig {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(defaults, "defaults");
    }

    /**
     * {@return the AWS region that requests are signed for; empty when neither the host name nor the configuration has
     * it}
     */
    public Optional<String> signingRegion() {
        Matcher host = host();
        return host.matches() ? Optional.of(host.group(2)) : region;
    }

    /** {@return the AWS service that requests are signed for} */
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
