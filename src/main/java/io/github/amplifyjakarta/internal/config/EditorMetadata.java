package io.github.amplifyjakarta.internal.config;

import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys as fields for editors. The MicroProfile tools of VS Code, Eclipse and IntelliJ recognize a key when a field
 * on the class path has {@link ConfigProperty}. They then complete and explain it in {@code
 * microprofile-config.properties}. They do not read a file for this purpose. Nothing is injected here: this class is
 * not a bean, and no code reads its fields. A test compares the fields with {@link ConfigKey}.
 */
final class EditorMetadata {

    /** The Amplify file: class path resource, file path or file: URL. */
    @ConfigProperty(name = "amplify.config.file")
    static final String CONFIG_FILE = "";

    /** Origin of the application; turns the auth routes on. */
    @ConfigProperty(name = "amplify.app.origin")
    static final String APP_ORIGIN = "";

    /** Where the browser goes when it is signed in; without it the application's root. */
    @ConfigProperty(name = "amplify.auth.routes.redirect-on-sign-in-complete")
    static final String REDIRECT_ON_SIGN_IN_COMPLETE = "";

    /** Where the browser goes when it is signed out or a sign-in failed; without it the application's root. */
    @ConfigProperty(name = "amplify.auth.routes.redirect-on-sign-out-complete")
    static final String REDIRECT_ON_SIGN_OUT_COMPLETE = "";

    /** Text that travels through the sign-in with the state. */
    @ConfigProperty(name = "amplify.auth.routes.custom-state")
    static final String CUSTOM_STATE = "";

    /** Class path resource with the HTML page for errors of pages and sign-ins; without it a plain page. */
    @ConfigProperty(name = "amplify.auth.routes.error-page")
    static final String ERROR_PAGE = "";

    /** Domain attribute of the session cookies. */
    @ConfigProperty(name = "amplify.auth.cookies.domain")
    static final String COOKIE_DOMAIN = "";

    /** SameSite attribute of the session cookies: strict, lax or none; lax without an origin. */
    @ConfigProperty(name = "amplify.auth.cookies.same-site", defaultValue = "strict")
    static final String COOKIE_SAME_SITE = "";

    /** Max-Age of the session cookies in seconds. */
    @ConfigProperty(name = "amplify.auth.cookies.max-age", defaultValue = "31536000")
    static final long COOKIE_MAX_AGE = 0;

    /** Expires of the session cookies, ISO 8601. */
    @ConfigProperty(name = "amplify.auth.cookies.expires")
    static final String COOKIE_EXPIRES = "";

    /**
     * Where the tokens of sessions are: cookies, shared (Valkey, Redis or the application's store) or http-session.
     */
    @ConfigProperty(name = "amplify.auth.session.store", defaultValue = "cookies")
    static final String SESSION_STORE = "";

    /** How long a session in the shared store lasts without a request, ISO 8601. */
    @ConfigProperty(name = "amplify.auth.session.idle-timeout", defaultValue = "P30D")
    static final String SESSION_IDLE_TIMEOUT = "";

    /** How long a session in the shared store lasts after the sign-in, ISO 8601. */
    @ConfigProperty(name = "amplify.auth.session.absolute-timeout", defaultValue = "P30D")
    static final String SESSION_ABSOLUTE_TIMEOUT = "";

    /** Paths that need a session, comma separated. */
    @ConfigProperty(name = "amplify.auth.session.protected-paths")
    static final String PROTECTED_PATHS = "";

    /** Exceptions from the protected paths. */
    @ConfigProperty(name = "amplify.auth.session.excluded-paths")
    static final String EXCLUDED_PATHS = "";

    /** What a path may hold although servers read it differently: %25, %2F or ;. */
    @ConfigProperty(name = "amplify.auth.session.allowed-in-paths")
    static final String ALLOWED_IN_PATHS = "";

    /** Where a browser without a session is sent; without it the route sign-in, or /sign-in without an origin. */
    @ConfigProperty(name = "amplify.auth.session.sign-in-path")
    static final String SIGN_IN_PATH = "";

    /** Whether the session's user is the caller of Jakarta Security. */
    @ConfigProperty(name = "amplify.auth.session.jakarta-security", defaultValue = "false")
    static final boolean JAKARTA_SECURITY = false;

    /** Whether Authorization: Bearer with an access token is used instead of cookies. */
    @ConfigProperty(name = "amplify.auth.session.bearer-tokens", defaultValue = "false")
    static final boolean BEARER_TOKENS = false;

    /** Whether the server's MicroProfile JWT (@LoginConfig) gets its mp.jwt.* keys from the user pool. */
    @ConfigProperty(name = "amplify.auth.session.microprofile-jwt", defaultValue = "false")
    static final boolean MICROPROFILE_JWT = false;

    /** Whether the auth routes below form/ take a sign-in form of the application. */
    @ConfigProperty(name = "amplify.auth.sign-in.form", defaultValue = "false")
    static final boolean SIGN_IN_FORM = false;

    /**
     * Cognito's flow for a sign-in by the application's own form: USER_SRP_AUTH, USER_PASSWORD_AUTH, USER_AUTH,
     * CUSTOM_WITH_SRP or CUSTOM_WITHOUT_SRP.
     */
    @ConfigProperty(name = "amplify.auth.sign-in.flow", defaultValue = "USER_SRP_AUTH")
    static final String SIGN_IN_FLOW = "";

    /**
     * What seals a sign-in between two steps where there is no shared store: 32 characters or more; two while one is
     * replaced, the new one first.
     */
    @ConfigProperty(name = "amplify.auth.sign-in.keys")
    static final String SIGN_IN_KEYS = "";

    /** Whether Cognito is told the browser's address; the app client must allow it and have a secret. */
    @ConfigProperty(name = "amplify.auth.sign-in.client-address", defaultValue = "false")
    static final boolean SIGN_IN_CLIENT_ADDRESS = false;

    /** Cognito user pool, for example eu-central-1_Ab3dEf7Gh. */
    @ConfigProperty(name = "amplify.auth.user-pool-id")
    static final String USER_POOL_ID = "";

    /** App client of the user pool. */
    @ConfigProperty(name = "amplify.auth.user-pool-client-id")
    static final String USER_POOL_CLIENT_ID = "";

    /** Secret of the app client, or two while one is replaced. */
    @ConfigProperty(name = "amplify.auth.user-pool-client-secret")
    static final String USER_POOL_CLIENT_SECRET = "";

    /** Where the user pool's API answers. */
    @ConfigProperty(name = "amplify.auth.user-pool-endpoint")
    static final String USER_POOL_ENDPOINT = "";

    /** The iss that tokens must carry; without it both forms of Cognito, each with its keys. */
    @ConfigProperty(name = "amplify.auth.issuer")
    static final String ISSUER = "";

    /** Regions of the user pool's replicas, comma separated. */
    @ConfigProperty(name = "amplify.auth.replica-regions")
    static final String REPLICA_REGIONS = "";

    /** Where the user pool's public keys are. */
    @ConfigProperty(name = "amplify.auth.jwks-url")
    static final String JWKS_URL = "";

    /** The public keys themselves: JSON, or the path of a file with it. */
    @ConfigProperty(name = "amplify.auth.jwks")
    static final String JWKS = "";

    /** Cognito identity pool. */
    @ConfigProperty(name = "amplify.auth.identity-pool-id")
    static final String IDENTITY_POOL_ID = "";

    /** Where the identity pool's API answers. */
    @ConfigProperty(name = "amplify.auth.identity-pool-endpoint")
    static final String IDENTITY_POOL_ENDPOINT = "";

    /** Whether guests get AWS credentials. */
    @ConfigProperty(name = "amplify.auth.allow-guest-access", defaultValue = "false")
    static final boolean ALLOW_GUEST_ACCESS = false;

    /** Domain of Managed Login, without a scheme. */
    @ConfigProperty(name = "amplify.auth.oauth.domain")
    static final String OAUTH_DOMAIN = "";

    /** Base URI of Managed Login. */
    @ConfigProperty(name = "amplify.auth.oauth.endpoint", defaultValue = "https://{domain}")
    static final String OAUTH_ENDPOINT = "";

    /** Scopes to ask for, comma separated. */
    @ConfigProperty(name = "amplify.auth.oauth.scopes")
    static final String OAUTH_SCOPES = "";

    /** Redirect URIs of the app client. */
    @ConfigProperty(name = "amplify.auth.oauth.redirect-sign-in")
    static final String OAUTH_REDIRECT_SIGN_IN = "";

    /** Sign-out URIs of the app client. */
    @ConfigProperty(name = "amplify.auth.oauth.redirect-sign-out")
    static final String OAUTH_REDIRECT_SIGN_OUT = "";

    /** Further parameters of every sign-in, comma separated (resource=https://api.example.com). */
    @ConfigProperty(name = "amplify.auth.oauth.parameters")
    static final String OAUTH_PARAMETERS = "";

    /** Parameters that a link to a sign-in may have beside provider, comma separated. */
    @ConfigProperty(name = "amplify.auth.oauth.link-parameters", defaultValue = "lang,login_hint,max_age,prompt")
    static final String OAUTH_LINK_PARAMETERS = "";

    /** Default bucket. */
    @ConfigProperty(name = "amplify.storage.bucket")
    static final String STORAGE_BUCKET = "";

    /** Region of the default bucket. */
    @ConfigProperty(name = "amplify.storage.region")
    static final String STORAGE_REGION = "";

    /** Where S3 answers. */
    @ConfigProperty(name = "amplify.storage.endpoint")
    static final String STORAGE_ENDPOINT = "";

    /** Bucket in the path instead of the host name. */
    @ConfigProperty(name = "amplify.storage.path-style", defaultValue = "false")
    static final boolean STORAGE_PATH_STYLE = false;

    /** A named bucket. */
    @ConfigProperty(name = "amplify.storage.buckets.{*}.bucket-name")
    static final String STORAGE_BUCKETS_BUCKET_NAME = "";

    /** Its region. */
    @ConfigProperty(name = "amplify.storage.buckets.{*}.region")
    static final String STORAGE_BUCKETS_REGION = "";

    /** A named REST API. */
    @ConfigProperty(name = "amplify.api.rest.{*}.endpoint")
    static final String REST_ENDPOINT = "";

    /** The region to sign for. */
    @ConfigProperty(name = "amplify.api.rest.{*}.region")
    static final String REST_REGION = "";

    /** The service to sign for. */
    @ConfigProperty(name = "amplify.api.rest.{*}.service")
    static final String REST_SERVICE = "";

    /** How its calls are authorized: iam, userPool or none. */
    @ConfigProperty(name = "amplify.api.rest.{*}.auth-mode", defaultValue = "iam")
    static final String REST_AUTH_MODE = "";

    /** How long a call may take with all its attempts, ISO 8601. */
    @ConfigProperty(name = "amplify.api.rest.{*}.timeout")
    static final String REST_TIMEOUT = "";

    /** Which calls are sent again: idempotent, always or never. */
    @ConfigProperty(name = "amplify.api.rest.{*}.retry-strategy", defaultValue = "idempotent")
    static final String REST_RETRY_STRATEGY = "";

    /** Headers of all its calls, comma separated (x-api-key: abc). */
    @ConfigProperty(name = "amplify.api.rest.{*}.headers")
    static final String REST_HEADERS = "";

    /** The AppSync API. */
    @ConfigProperty(name = "amplify.api.graphql.endpoint")
    static final String GRAPHQL_ENDPOINT = "";

    /** Its region. */
    @ConfigProperty(name = "amplify.api.graphql.region")
    static final String GRAPHQL_REGION = "";

    /** How calls are authorized: apiKey, iam, identityPool, userPool, oidc, lambda or none. */
    @ConfigProperty(name = "amplify.api.graphql.default-auth-mode", defaultValue = "iam")
    static final String GRAPHQL_DEFAULT_AUTH_MODE = "";

    /** Its API key. */
    @ConfigProperty(name = "amplify.api.graphql.api-key")
    static final String GRAPHQL_API_KEY = "";

    /** The AppSync Event API, which ends in /event. */
    @ConfigProperty(name = "amplify.api.events.endpoint")
    static final String EVENTS_ENDPOINT = "";

    /** Its region. */
    @ConfigProperty(name = "amplify.api.events.region")
    static final String EVENTS_REGION = "";

    /** How events are authorized: apiKey, iam, identityPool, userPool, oidc, lambda or none. */
    @ConfigProperty(name = "amplify.api.events.default-auth-mode", defaultValue = "apiKey")
    static final String EVENTS_DEFAULT_AUTH_MODE = "";

    /** Its API key. */
    @ConfigProperty(name = "amplify.api.events.api-key")
    static final String EVENTS_API_KEY = "";

    /** How long a connection may take to be established, ISO 8601. */
    @ConfigProperty(name = "amplify.http.connect-timeout", defaultValue = "PT2S")
    static final Duration CONNECT_TIMEOUT = Duration.ZERO;

    /** How long a request may take once it is connected, the last byte of its response included, ISO 8601. */
    @ConfigProperty(name = "amplify.http.request-timeout", defaultValue = "PT10S")
    static final Duration REQUEST_TIMEOUT = Duration.ZERO;

    /** How long a transfer of a file or a stream may stay without a byte, ISO 8601. */
    @ConfigProperty(name = "amplify.http.idle-timeout", defaultValue = "PT10S")
    static final Duration IDLE_TIMEOUT = Duration.ZERO;

    /** Valkey or Redis that all nodes share; rediss is TLS. */
    @ConfigProperty(name = "amplify.cluster.url")
    static final String CLUSTER_URL = "";

    /** Single, or cluster for cluster mode, which ElastiCache Serverless always has. */
    @ConfigProperty(name = "amplify.cluster.mode", defaultValue = "single")
    static final String CLUSTER_MODE = "";

    /** User of Valkey or Redis; without it the default user. */
    @ConfigProperty(name = "amplify.cluster.username")
    static final String CLUSTER_USERNAME = "";

    /** Password of Valkey or Redis. */
    @ConfigProperty(name = "amplify.cluster.password")
    static final String CLUSTER_PASSWORD = "";

    private EditorMetadata() {}
}
