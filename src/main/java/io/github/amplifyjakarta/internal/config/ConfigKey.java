package io.github.amplifyjakarta.internal.config;

import static io.github.amplifyjakarta.internal.config.ValueType.*;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every configuration key, in the order of the table in {@code docs/configuration.md}. */
public enum ConfigKey {
    CONFIG_FILE(
            "amplify.config.file",
            FILE.like("/etc/orders/amplify_outputs.json"),
            "",
            "the Amplify file: class path resource, file path or file: URL"),
    APP_ORIGIN(
            "amplify.app.origin",
            ORIGIN.like("https://app.example.com"),
            "",
            "origin of the application; turns the auth routes on"),
    REDIRECT_ON_SIGN_IN_COMPLETE(
            "amplify.auth.routes.redirect-on-sign-in-complete",
            PATH.like("/orders/home"),
            "",
            "where the browser goes when it is signed in; without it the application's root"),
    REDIRECT_ON_SIGN_OUT_COMPLETE(
            "amplify.auth.routes.redirect-on-sign-out-complete",
            PATH.like("/orders/goodbye"),
            "",
            "where the browser goes when it is signed out or a sign-in failed; without it the application's root"),
    CUSTOM_STATE(
            "amplify.auth.routes.custom-state",
            TEXT.like("campaign-7"),
            "",
            "text that travels through the sign-in with the state"),
    ERROR_PAGE(
            "amplify.auth.routes.error-page",
            FILE.like("error.html"),
            "",
            "class path resource with the HTML page for errors of pages and sign-ins; without it a plain page"),
    COOKIE_DOMAIN(
            "amplify.auth.cookies.domain", TEXT.like("example.com"), "", "Domain attribute of the session cookies"),
    COOKIE_SAME_SITE(
            "amplify.auth.cookies.same-site",
            CHOICE.like("lax"),
            "strict",
            "SameSite attribute of the session cookies: strict, lax or none; lax without an origin"),
    COOKIE_MAX_AGE(
            "amplify.auth.cookies.max-age",
            SECONDS.like("86400"),
            "31536000",
            "Max-Age of the session cookies in seconds"),
    COOKIE_EXPIRES(
            "amplify.auth.cookies.expires",
            INSTANT.like("2027-01-01T00:00:00Z"),
            "",
            "Expires of the session cookies, ISO 8601"),
    SESSION_STORE(
            "amplify.auth.session.store",
            CHOICE.like("shared"),
            "cookies",
            "where the tokens of sessions are: cookies, shared (Valkey, Redis or the application's store) or http-session"),
    SESSION_IDLE_TIMEOUT(
            "amplify.auth.session.idle-timeout",
            DURATION.like("PT8H"),
            "P30D",
            "how long a session in the shared store lasts without a request, ISO 8601"),
    SESSION_ABSOLUTE_TIMEOUT(
            "amplify.auth.session.absolute-timeout",
            DURATION.like("P1D"),
            "P30D",
            "how long a session in the shared store lasts after the sign-in, ISO 8601"),
    PROTECTED_PATHS(
            "amplify.auth.session.protected-paths",
            PATHS.like("/account/*,/orders"),
            "",
            "paths that need a session, comma separated"),
    EXCLUDED_PATHS(
            "amplify.auth.session.excluded-paths",
            PATHS.like("/account/help"),
            "",
            "exceptions from the protected paths"),
    ALLOWED_IN_PATHS(
            "amplify.auth.session.allowed-in-paths",
            CHOICES.like("%25,;"),
            "",
            "what a path may hold although servers read it differently: %25, %2F or ;"),
    SIGN_IN_PATH(
            "amplify.auth.session.sign-in-path",
            PATH.like("/welcome"),
            "",
            "where a browser without a session is sent; without it the route sign-in, or /sign-in without an origin"),
    JAKARTA_SECURITY(
            "amplify.auth.session.jakarta-security",
            BOOLEAN.like("true"),
            "false",
            "whether the session's user is the caller of Jakarta Security"),
    BEARER_TOKENS(
            "amplify.auth.session.bearer-tokens",
            BOOLEAN.like("true"),
            "false",
            "whether Authorization: Bearer with an access token is used instead of cookies"),
    MICROPROFILE_JWT(
            "amplify.auth.session.microprofile-jwt",
            BOOLEAN.like("true"),
            "false",
            "whether the server's MicroProfile JWT (@LoginConfig) gets its mp.jwt.* keys from the user pool"),
    SIGN_IN_FORM(
            "amplify.auth.sign-in.form",
            BOOLEAN.like("true"),
            "false",
            "whether the auth routes below form/ take a sign-in form of the application"),
    SIGN_IN_FLOW(
            "amplify.auth.sign-in.flow",
            CHOICE.like("USER_AUTH"),
            "USER_SRP_AUTH",
            "Cognito's flow for a sign-in by the application's own form: USER_SRP_AUTH, USER_PASSWORD_AUTH, USER_AUTH, "
                    + "CUSTOM_WITH_SRP or CUSTOM_WITHOUT_SRP"),
    SIGN_IN_KEYS(
            "amplify.auth.sign-in.keys",
            SECRETS.like(""),
            "",
            "what seals a sign-in between two steps where there is no shared store: 32 characters or more; "
                    + "two while one is replaced, the new one first"),
    SIGN_IN_CLIENT_ADDRESS(
            "amplify.auth.sign-in.client-address",
            BOOLEAN.like("true"),
            "false",
            "whether Cognito is told the browser's address; the app client must allow it and have a secret"),
    USER_POOL_ID(
            "amplify.auth.user-pool-id",
            TEXT.like("eu-central-1_Ab3dEf7Gh"),
            "",
            "Cognito user pool, for example eu-central-1_Ab3dEf7Gh"),
    USER_POOL_CLIENT_ID(
            "amplify.auth.user-pool-client-id", TEXT.like("5example6client7id8"), "", "app client of the user pool"),
    USER_POOL_CLIENT_SECRET(
            "amplify.auth.user-pool-client-secret",
            SECRETS.like(""),
            "",
            "secret of the app client, or two while one is replaced"),
    USER_POOL_ENDPOINT(
            "amplify.auth.user-pool-endpoint",
            URI.like("https://cognito-idp.eu-central-1.amazonaws.com/"),
            "",
            "where the user pool's API answers"),
    ISSUER(
            "amplify.auth.issuer",
            URI.like("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf7Gh"),
            "",
            "the iss that tokens must carry; without it both forms of Cognito, each with its keys"),
    REPLICA_REGIONS(
            "amplify.auth.replica-regions",
            LIST.like("eu-west-1"),
            "",
            "regions of the user pool's replicas, comma separated"),
    JWKS_URL(
            "amplify.auth.jwks-url",
            URI.like("https://keys.example.com/jwks.json"),
            "",
            "where the user pool's public keys are"),
    JWKS(
            "amplify.auth.jwks",
            TEXT.like("/etc/orders/jwks.json"),
            "",
            "the public keys themselves: JSON, or the path of a file with it"),
    IDENTITY_POOL_ID(
            "amplify.auth.identity-pool-id",
            TEXT.like("eu-central-1:11111111-2222-3333-4444-555555555555"),
            "",
            "Cognito identity pool"),
    IDENTITY_POOL_ENDPOINT(
            "amplify.auth.identity-pool-endpoint",
            URI.like("https://cognito-identity.eu-central-1.amazonaws.com/"),
            "",
            "where the identity pool's API answers"),
    ALLOW_GUEST_ACCESS(
            "amplify.auth.allow-guest-access", BOOLEAN.like("true"), "false", "whether guests get AWS credentials"),
    OAUTH_DOMAIN(
            "amplify.auth.oauth.domain",
            TEXT.like("login.example.com"),
            "",
            "domain of Managed Login, without a scheme"),
    OAUTH_ENDPOINT(
            "amplify.auth.oauth.endpoint",
            URI.like("https://login.example.com"),
            "https://{domain}",
            "base URI of Managed Login"),
    OAUTH_SCOPES(
            "amplify.auth.oauth.scopes", LIST.like("openid,email,profile"), "", "scopes to ask for, comma separated"),
    OAUTH_REDIRECT_SIGN_IN(
            "amplify.auth.oauth.redirect-sign-in",
            LIST.like("https://app.example.com/orders/api/auth/sign-in-callback"),
            "",
            "redirect URIs of the app client"),
    OAUTH_REDIRECT_SIGN_OUT(
            "amplify.auth.oauth.redirect-sign-out",
            LIST.like("https://app.example.com/orders/api/auth/sign-out-callback"),
            "",
            "sign-out URIs of the app client"),
    OAUTH_PARAMETERS(
            "amplify.auth.oauth.parameters",
            LIST.like("resource=https://api.example.com"),
            "",
            "further parameters of every sign-in, comma separated (resource=https://api.example.com)"),
    OAUTH_LINK_PARAMETERS(
            "amplify.auth.oauth.link-parameters",
            LIST.like("lang,login_hint,idp_identifier"),
            "lang,login_hint,max_age,prompt",
            "parameters that a link to a sign-in may have beside provider, comma separated"),
    STORAGE_BUCKET("amplify.storage.bucket", TEXT.like("orders-files"), "", "default bucket"),
    STORAGE_REGION("amplify.storage.region", TEXT.like("eu-central-1"), "", "region of the default bucket"),
    STORAGE_ENDPOINT("amplify.storage.endpoint", URI.like("http://localhost:9081"), "", "where S3 answers"),
    STORAGE_PATH_STYLE(
            "amplify.storage.path-style", BOOLEAN.like("true"), "false", "bucket in the path instead of the host name"),
    STORAGE_BUCKETS_BUCKET_NAME(
            "amplify.storage.buckets.\"*\".bucket-name", TEXT.like("orders-receipts"), "", "a named bucket"),
    STORAGE_BUCKETS_REGION("amplify.storage.buckets.\"*\".region", TEXT.like("eu-west-1"), "", "its region"),
    REST_ENDPOINT(
            "amplify.api.rest.\"*\".endpoint",
            URI.like("https://abc123.execute-api.eu-central-1.amazonaws.com/prod"),
            "",
            "a named REST API"),
    REST_REGION("amplify.api.rest.\"*\".region", TEXT.like("eu-central-1"), "", "the region to sign for"),
    REST_SERVICE("amplify.api.rest.\"*\".service", TEXT.like("execute-api"), "", "the service to sign for"),
    REST_AUTH_MODE(
            "amplify.api.rest.\"*\".auth-mode",
            CHOICE.like("userPool"),
            "iam",
            "how its calls are authorized: iam, userPool or none"),
    REST_TIMEOUT(
            "amplify.api.rest.\"*\".timeout",
            DURATION.like("PT5S"),
            "",
            "how long a call may take with all its attempts, ISO 8601"),
    REST_RETRY_STRATEGY(
            "amplify.api.rest.\"*\".retry-strategy",
            CHOICE.like("never"),
            "idempotent",
            "which calls are sent again: idempotent, always or never"),
    REST_HEADERS(
            "amplify.api.rest.\"*\".headers",
            SECRETS.like(""),
            "",
            "headers of all its calls, comma separated (x-api-key: abc)"),
    GRAPHQL_ENDPOINT(
            "amplify.api.graphql.endpoint",
            URI.like("https://abc123.appsync-api.eu-central-1.amazonaws.com/graphql"),
            "",
            "the AppSync API"),
    GRAPHQL_REGION("amplify.api.graphql.region", TEXT.like("eu-central-1"), "", "its region"),
    GRAPHQL_DEFAULT_AUTH_MODE(
            "amplify.api.graphql.default-auth-mode",
            CHOICE.like("userPool"),
            "iam",
            "how calls are authorized: apiKey, iam, identityPool, userPool, oidc, lambda or none"),
    GRAPHQL_API_KEY("amplify.api.graphql.api-key", SECRET.like(""), "", "its API key"),
    EVENTS_ENDPOINT(
            "amplify.api.events.endpoint",
            URI.like("https://abc123.appsync-api.eu-central-1.amazonaws.com/event"),
            "",
            "the AppSync Event API, which ends in /event"),
    EVENTS_REGION("amplify.api.events.region", TEXT.like("eu-central-1"), "", "its region"),
    EVENTS_DEFAULT_AUTH_MODE(
            "amplify.api.events.default-auth-mode",
            CHOICE.like("userPool"),
            "apiKey",
            "how events are authorized: apiKey, iam, identityPool, userPool, oidc, lambda or none"),
    EVENTS_API_KEY("amplify.api.events.api-key", SECRET.like(""), "", "its API key"),
    CONNECT_TIMEOUT(
            "amplify.http.connect-timeout",
            DURATION.like("PT1S"),
            "PT2S",
            "how long a connection may take to be established, ISO 8601"),
    REQUEST_TIMEOUT(
            "amplify.http.request-timeout",
            DURATION.like("PT20S"),
            "PT10S",
            "how long a request may take once it is connected, the last byte of its response included, ISO 8601"),
    IDLE_TIMEOUT(
            "amplify.http.idle-timeout",
            DURATION.like("PT30S"),
            "PT10S",
            "how long a transfer of a file or a stream may stay without a byte, ISO 8601"),
    CLUSTER_URL(
            "amplify.cluster.url",
            URI.like("rediss://orders.serverless.euc1.cache.amazonaws.com:6379"),
            "",
            "Valkey or Redis that all nodes share; rediss is TLS"),
    CLUSTER_MODE(
            "amplify.cluster.mode",
            CHOICE.like("cluster"),
            "single",
            "single, or cluster for cluster mode, which ElastiCache Serverless always has"),
    CLUSTER_USERNAME(
            "amplify.cluster.username",
            TEXT.like("orders"),
            "",
            "user of Valkey or Redis; without it the default user"),
    CLUSTER_PASSWORD("amplify.cluster.password", SECRET.like(""), "", "password of Valkey or Redis");

    private static final String NAME = "\"*\"";

    private final String key;
    private final ValueType.Value value;
    private final String defaultValue;
    private final String description;

    ConfigKey(String key, ValueType.Value value, String defaultValue, String description) {
        this.key = key;
        this.value = value;
        this.defaultValue = defaultValue;
        this.description = description;
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

    /** {@return the type of the value} */
    public ValueType type() {
        return value.type();
    }

    /** {@return a value for example; empty for a secret} */
    public String example() {
        return value.example();
    }

    boolean secret() {
        return type().isSecret();
    }

    /** {@return whether the key has a name that the application chooses} */
    public boolean named() {
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

    /**
     * {@return the environment variable (MicroProfile Config 3.1, "Environment Variables Mapping Rules"); {@code NAME}
     * stands for a name}
     */
    public String variable() {
        return key.replace("*", "NAME").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** A name may be written with and without quotes in a key, and so with one or two underscores here. */
    boolean isReadFrom(String variable) {
        String pattern = variable().replace("_NAME_", ".+");
        return named() ? variable.matches(pattern) : variable.equals(variable());
    }

    static boolean isKnown(String concrete) {
        return Arrays.stream(values())
                .anyMatch(key -> key.named()
                        ? key.nameIn(concrete).isPresent()
                        : key.key().equals(concrete));
    }
}
