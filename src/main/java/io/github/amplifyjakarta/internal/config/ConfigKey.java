package io.github.amplifyjakarta.internal.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every configuration key, in the order of the table in {@code docs/configuration.md}. */
public enum ConfigKey {
    CONFIG_FILE("amplify.config.file", "", "the Amplify file: class path resource, file path or file: URL"),
    APP_ORIGIN("amplify.app.origin", "", "origin of the application; turns the auth routes on"),
    REDIRECT_ON_SIGN_IN_COMPLETE(
            "amplify.auth.routes.redirect-on-sign-in-complete",
            "",
            "where the browser goes when it is signed in; without it the application's root"),
    REDIRECT_ON_SIGN_OUT_COMPLETE(
            "amplify.auth.routes.redirect-on-sign-out-complete",
            "",
            "where the browser goes when it is signed out or a sign-in failed; without it the application's root"),
    CUSTOM_STATE("amplify.auth.routes.custom-state", "", "text that travels through the sign-in with the state"),
    ERROR_PAGE(
            "amplify.auth.routes.error-page",
            "",
            "class path resource with the HTML page for errors of pages and sign-ins; without it a plain page"),
    COOKIE_DOMAIN("amplify.auth.cookies.domain", "", "Domain attribute of the session cookies"),
    COOKIE_SAME_SITE(
            "amplify.auth.cookies.same-site",
            "strict",
            "SameSite attribute of the session cookies: strict, lax or none; lax without an origin"),
    COOKIE_MAX_AGE("amplify.auth.cookies.max-age", "31536000", "Max-Age of the session cookies in seconds"),
    COOKIE_EXPIRES("amplify.auth.cookies.expires", "", "Expires of the session cookies, ISO 8601"),
    PROTECTED_PATHS("amplify.auth.session.protected-paths", "", "paths that need a session, comma separated"),
    EXCLUDED_PATHS("amplify.auth.session.excluded-paths", "", "exceptions from the protected paths"),
    ALLOWED_IN_PATHS(
            "amplify.auth.session.allowed-in-paths",
            "",
            "what a path may hold although servers read it differently: %25, %2F or ;"),
    SIGN_IN_PATH(
            "amplify.auth.session.sign-in-path",
            "",
            "where a browser without a session is sent; without it the route sign-in, or /sign-in without an origin"),
    JAKARTA_SECURITY(
            "amplify.auth.session.jakarta-security",
            "false",
            "whether the session's user is the caller of Jakarta Security"),
    BEARER_TOKENS(
            "amplify.auth.session.bearer-tokens",
            "false",
            "whether Authorization: Bearer with an access token is used instead of cookies"),
    USER_POOL_ID("amplify.auth.user-pool-id", "", "Cognito user pool, for example eu-central-1_Ab3dEf7Gh"),
    USER_POOL_CLIENT_ID("amplify.auth.user-pool-client-id", "", "app client of the user pool"),
    USER_POOL_CLIENT_SECRET(
            "amplify.auth.user-pool-client-secret", "", "secret of the app client, or two while one is replaced", true),
    USER_POOL_ENDPOINT("amplify.auth.user-pool-endpoint", "", "where the user pool's API answers"),
    ISSUER(
            "amplify.auth.issuer",
            "",
            "the iss that tokens must carry; without it both forms of Cognito, each with its keys"),
    REPLICA_REGIONS("amplify.auth.replica-regions", "", "regions of the user pool's replicas, comma separated"),
    JWKS_URL("amplify.auth.jwks-url", "", "where the user pool's public keys are"),
    JWKS("amplify.auth.jwks", "", "the public keys themselves: JSON, or the path of a file with it"),
    IDENTITY_POOL_ID("amplify.auth.identity-pool-id", "", "Cognito identity pool"),
    IDENTITY_POOL_ENDPOINT("amplify.auth.identity-pool-endpoint", "", "where the identity pool's API answers"),
    ALLOW_GUEST_ACCESS("amplify.auth.allow-guest-access", "false", "whether guests get AWS credentials"),
    OAUTH_DOMAIN("amplify.auth.oauth.domain", "", "domain of Managed Login, without a scheme"),
    OAUTH_ENDPOINT("amplify.auth.oauth.endpoint", "https://{domain}", "base URI of Managed Login"),
    OAUTH_SCOPES("amplify.auth.oauth.scopes", "", "scopes to ask for, comma separated"),
    OAUTH_REDIRECT_SIGN_IN("amplify.auth.oauth.redirect-sign-in", "", "redirect URIs of the app client"),
    OAUTH_REDIRECT_SIGN_OUT("amplify.auth.oauth.redirect-sign-out", "", "sign-out URIs of the app client"),
    STORAGE_BUCKET("amplify.storage.bucket", "", "default bucket"),
    STORAGE_REGION("amplify.storage.region", "", "region of the default bucket"),
    STORAGE_ENDPOINT("amplify.storage.endpoint", "", "where S3 answers"),
    STORAGE_PATH_STYLE("amplify.storage.path-style", "false", "bucket in the path instead of the host name"),
    STORAGE_BUCKETS_BUCKET_NAME("amplify.storage.buckets.\"*\".bucket-name", "", "a named bucket"),
    STORAGE_BUCKETS_REGION("amplify.storage.buckets.\"*\".region", "", "its region"),
    REST_ENDPOINT("amplify.api.rest.\"*\".endpoint", "", "a named REST API"),
    REST_REGION("amplify.api.rest.\"*\".region", "", "the region to sign for"),
    REST_SERVICE("amplify.api.rest.\"*\".service", "", "the service to sign for"),
    REST_AUTH_MODE("amplify.api.rest.\"*\".auth-mode", "iam", "how its calls are authorized: iam, userPool or none"),
    REST_TIMEOUT("amplify.api.rest.\"*\".timeout", "", "how long a call may take with all its attempts, ISO 8601"),
    REST_RETRY_STRATEGY(
            "amplify.api.rest.\"*\".retry-strategy",
            "idempotent",
            "which calls are sent again: idempotent, always or never"),
    REST_HEADERS(
            "amplify.api.rest.\"*\".headers", "", "headers of all its calls, comma separated (x-api-key: abc)", true),
    GRAPHQL_ENDPOINT("amplify.api.graphql.endpoint", "", "the AppSync API"),
    GRAPHQL_REGION("amplify.api.graphql.region", "", "its region"),
    GRAPHQL_DEFAULT_AUTH_MODE(
            "amplify.api.graphql.default-auth-mode",
            "iam",
            "how calls are authorized: apiKey, iam, identityPool, userPool, oidc, lambda or none"),
    GRAPHQL_API_KEY("amplify.api.graphql.api-key", "", "its API key", true),
    EVENTS_ENDPOINT("amplify.api.events.endpoint", "", "the AppSync Event API, which ends in /event"),
    EVENTS_REGION("amplify.api.events.region", "", "its region"),
    EVENTS_DEFAULT_AUTH_MODE(
            "amplify.api.events.default-auth-mode",
            "apiKey",
            "how events are authorized: apiKey, iam, identityPool, userPool, oidc, lambda or none"),
    EVENTS_API_KEY("amplify.api.events.api-key", "", "its API key", true),
    CONNECT_TIMEOUT(
            "amplify.http.connect-timeout", "PT2S", "how long a connection may take to be established, ISO 8601"),
    REQUEST_TIMEOUT(
            "amplify.http.request-timeout",
            "PT10S",
            "how long a request may take once it is connected, the last byte of its response included, ISO 8601"),
    IDLE_TIMEOUT(
            "amplify.http.idle-timeout",
            "PT10S",
            "how long a transfer of a file or a stream may stay without a byte, ISO 8601");

    private static final String NAME = "\"*\"";

    private final String key;
    private final String defaultValue;
    private final String description;
    private final boolean secret;

    ConfigKey(String key, String defaultValue, String description) {
        this(key, defaultValue, description, false);
    }

    ConfigKey(String key, String defaultValue, String description, boolean secret) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.description = description;
        this.secret = secret;
    }

    /** {@return the key; {@code "*"} stands for a name} */
    public String key() {
        return key;
    }

    /** {@return the key for one name, for example {@code amplify.api.rest."orders".endpoint}} */
    String key(String name) {
        return key.replace(NAME, '"' + name + '"');
    }

    /** {@return the default value; an empty text means none} */
    public String defaultValue() {
        return defaultValue;
    }

    /** {@return the meaning of the key in one line} */
    public String description() {
        return description;
    }

    boolean secret() {
        return secret;
    }

    boolean named() {
        return key.contains(NAME);
    }

    /** {@return the name in a concrete key of this named key, or empty when it is another key} */
    Optional<String> nameIn(String concrete) {
        int at = key.indexOf(NAME);
        String prefix = key.substring(0, at);
        String suffix = key.substring(at + NAME.length());
        if (!concrete.startsWith(prefix)
                || !concrete.endsWith(suffix)
                || concrete.length() <= prefix.length() + suffix.length()) {
            return Optional.empty();
        }
        String name = concrete.substring(prefix.length(), concrete.length() - suffix.length());
        boolean quoted = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
        return Optional.of(quoted ? name.substring(1, name.length() - 1) : name);
    }

    /** {@return a pattern of the environment variable (MicroProfile Config 3.1, "Environment Variables Mapping Rules")} */
    Pattern environmentVariable() {
        return Pattern.compile(key.toUpperCase(Locale.ROOT)
                .replace("*", "\u0000")
                .replaceAll("[^A-Z0-9\u0000]", "_")
                .replace("\u0000", ".+"));
    }

    static boolean isKnown(String concrete) {
        return Arrays.stream(values())
                .anyMatch(key -> key.named()
                        ? key.nameIn(concrete).isPresent()
                        : key.key().equals(concrete));
    }
}
