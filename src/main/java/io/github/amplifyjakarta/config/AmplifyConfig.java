package io.github.amplifyjakarta.config;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole configuration after all checks: the values of the Amplify file, overridden by MicroProfile Config. Inject
 * it to read, for example, the id of the user pool.
 *
 * <pre>{@code
 * @Inject AmplifyConfig config;
 *
 * String pool() {
 *     return config.userPool().map(UserPoolConfig::userPoolId).orElse("none");
 * }
 * }</pre>
 *
 * <p>Guide: {@code docs/configuration.md}.
 *
 * @param userPool the Cognito user pool; empty when only guests are served
 * @param identityPool the Cognito identity pool; empty when no AWS credentials are needed
 * @param storage S3; empty when the application stores nothing
 * @param restApis the REST APIs by name; unmodifiable
 * @param graphQl the AppSync API; empty without one
 * @param events the AppSync Event API; empty without one
 * @param app the part of the application that browsers see
 * @param http the time limits of requests to AWS and to your APIs
 * @param cluster what the nodes of a cluster share; empty for nodes that know nothing of each other
 * @since 0.1.0
 */
public record AmplifyConfig(
        Optional<UserPoolConfig> userPool,
        Optional<IdentityPoolConfig> identityPool,
        Optional<StorageConfig> storage,
        Map<String, RestApiConfig> restApis,
        Optional<GraphQlConfig> graphQl,
        Optional<EventsConfig> events,
        AppConfig app,
        HttpConfig http,
        Optional<ClusterConfig> cluster) {

    /**
     * Checks that no component is {@code null} and copies the map.
     *
     * @param userPool the Cognito user pool; empty when only guests are served
     * @param identityPool the Cognito identity pool; empty when no AWS credentials are needed
     * @param storage S3; empty when the application stores nothing
     * @param restApis the REST APIs by name; unmodifiable
     * @param graphQl the AppSync API; empty without one
     * @param events the AppSync Event API; empty without one
     * @param app the part of the application that browsers see
     * @param http the time limits of requests to AWS and to your APIs
     * @param cluster what the nodes of a cluster share; empty for nodes that know nothing of each other
     */
    public AmplifyConfig {
        Objects.requireNonNull(userPool, "userPool");
        Objects.requireNonNull(identityPool, "identityPool");
        Objects.requireNonNull(storage, "storage");
        restApis = Map.copyOf(restApis);
        Objects.requireNonNull(graphQl, "graphQl");
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(cluster, "cluster");
    }
}
