package io.github.amplifyjakarta.internal.config;

import static io.github.amplifyjakarta.internal.config.ConfigKey.*;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.config.EventsConfig;
import io.github.amplifyjakarta.config.GraphQlConfig;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.config.IdentityPoolConfig;
import io.github.amplifyjakarta.config.OAuthConfig;
import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.config.SignInConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.transport.WebOrigin;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Reads and checks the configuration. It collects all problems before it reports any. */
public final class ConfigReader {

    /** The end of the sign-in redirect URI. */
    public static final String SIGN_IN_CALLBACK = "/auth/sign-in-callback";

    /** The end of the sign-out redirect URI. */
    static final String SIGN_OUT_CALLBACK = "/auth/sign-out-callback";

    /** A region of any partition: {@code eu-central-1}, {@code us-gov-west-1}, {@code eusc-de-east-1}. */
    private static final String REGION = "[a-z]{2,8}(?:-[a-z]+)+-\\d+";

    /** Cognito: UserPoolIdType, {@code [\w-]+_[0-9a-zA-Z]+}; the part before the underscore is the region. */
    private static final Pattern USER_POOL_ID_TYPE = Pattern.compile("(" + REGION + ")_[0-9a-zA-Z]+");

    /** Cognito: IdentityPoolId, a region, a colon and a UUID. Only the service knows whether the pool exists. */
    private static final Pattern IDENTITY_POOL_ID_TYPE = Pattern.compile("(" + REGION + "):[0-9A-Za-z-]+");

    /** The modes by Amplify's names. One mode may have an older and a newer name. */
    private static final Map<String, GraphQlAuthMode> GRAPHQL_AUTH_MODES = ordered(
            Map.entry("apiKey", GraphQlAuthMode.API_KEY),
            Map.entry("iam", GraphQlAuthMode.IAM),
            Map.entry("identityPool", GraphQlAuthMode.IAM),
            Map.entry("userPool", GraphQlAuthMode.USER_POOL),
            Map.entry("oidc", GraphQlAuthMode.OIDC),
            Map.entry("lambda", GraphQlAuthMode.LAMBDA),
            Map.entry("none", GraphQlAuthMode.NONE));

    private static final Map<String, RestAuthMode> REST_AUTH_MODES = ordered(
            Map.entry("iam", RestAuthMode.IAM),
            Map.entry("userPool", RestAuthMode.USER_POOL),
            Map.entry("none", RestAuthMode.NONE));

    private static final Map<String, RetryStrategy> RETRY_STRATEGIES = ordered(
            Map.entry("idempotent", RetryStrategy.IDEMPOTENT),
            Map.entry("always", RetryStrategy.ALWAYS),
            Map.entry("never", RetryStrategy.NEVER));

    private static final Map<String, AppConfig.Store> STORES = ordered(
            Map.entry("cookies", AppConfig.Store.COOKIES),
            Map.entry("shared", AppConfig.Store.SHARED),
            Map.entry("http-session", AppConfig.Store.HTTP_SESSION));

    private static final Map<String, SignInConfig.Flow> FLOWS = ordered(
            Map.entry("USER_SRP_AUTH", SignInConfig.Flow.USER_SRP_AUTH),
            Map.entry("USER_PASSWORD_AUTH", SignInConfig.Flow.USER_PASSWORD_AUTH),
            Map.entry("USER_AUTH", SignInConfig.Flow.USER_AUTH),
            Map.entry("CUSTOM_WITH_SRP", SignInConfig.Flow.CUSTOM_WITH_SRP),
            Map.entry("CUSTOM_WITHOUT_SRP", SignInConfig.Flow.CUSTOM_WITHOUT_SRP));

    /** As many characters of Base64 have 192 bits; what people make up has fewer. */
    private static final int SHORTEST_SIGN_IN_KEY = 32;

    private static final Duration SHORTEST_SESSION = Duration.ofMinutes(1);

    /** Cognito: refresh tokens live ten years at most. */
    private static final Duration LONGEST_SESSION = Duration.ofDays(3650);

    private static final Map<String, ClusterConfig.Mode> CLUSTER_MODES =
            ordered(Map.entry("single", ClusterConfig.Mode.SINGLE), Map.entry("cluster", ClusterConfig.Mode.CLUSTER));

    private static final Map<String, AppConfig.SameSite> SAME_SITE = ordered(Arrays.stream(AppConfig.SameSite.values())
            .map(value -> Map.entry(value.attribute(), value))
            .toList());

    private final Problems problems;
    private final Settings settings;

    private final ClassLoader resources;

    private ConfigReader(Settings settings, ClassLoader resources, Problems problems) {
        this.settings = settings;
        this.resources = resources;
        this.problems = problems;
    }

    @SafeVarargs
    private static <T> Map<String, T> ordered(Map.Entry<String, T>... values) {
        return ordered(List.of(values));
    }

    /** Keeps the order, which messages use. */
    private static <T> Map<String, T> ordered(List<Map.Entry<String, T>> values) {
        Map<String, T> map = new LinkedHashMap<>();
        values.forEach(value -> map.put(value.getKey(), value.getValue()));
        return Collections.unmodifiableMap(map);
    }

    /**
     * Reads the configuration.
     *
     * @param config MicroProfile Config
     * @param resources the class loader for class path resources
     * @return the configuration; empty when nothing is configured
     * @throws io.github.amplifyjakarta.config.ConfigException with all problems
     */
    public static Optional<AmplifyConfig> read(Config config, ClassLoader resources) {
        ConfigReport report = report(config, resources);
        report.failure().ifPresent(failure -> {
            throw failure;
        });
        return report.config();
    }

    /**
     * Reads the configuration, with what an operator should know about it.
     *
     * @param config MicroProfile Config
     * @param resources the class loader for class path resources
     */
    public static ConfigReport report(Config config, ClassLoader resources) {
        Problems problems = new Problems();
        Map<String, Setting> file = new AmplifyFileLookup(config, resources, problems).read();
        if (file.isEmpty()) {
            problems.blameTheFileForWhatIsMissing();
        }
        Settings settings = new Settings(config, file, problems);
        Optional<AmplifyConfig> read = settings.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfigReader(settings, resources, problems).read());
        return new ConfigReport(
                problems.found().isEmpty() ? read : Optional.empty(),
                settings.shown(),
                problems.warnings(),
                problems.found());
    }

    private AmplifyConfig read() {
        settings.reportUnknownKeys();
        Optional<String> origin = settings.text(APP_ORIGIN).flatMap(this::origin);
        AppConfig app = app(origin);
        if (settings.text(USER_POOL_ID).isEmpty()) {
            whatNeedsUserPool(app)
                    .ifPresent(why ->
                            problems.missing(USER_POOL_ID.key(), "a user pool, or " + fileWithOne() + ", " + why));
        }
        Optional<OAuthConfig> oauth = oauth(origin);
        Optional<UserPoolConfig> userPool = userPool(oauth);
        Optional<IdentityPoolConfig> identityPool = identityPool();
        Map<String, RestApiConfig> restApis = restApis();
        Optional<GraphQlConfig> graphQl = graphQl();
        Optional<EventsConfig> events = events();
        if (identityPool.isPresent()) {
            restApis.forEach(this::requireRegion);
            graphQl.ifPresent(
                    api -> requireRegion(GRAPHQL_REGION, api.endpoint(), api.region(), api.defaultAuthMode()));
            events.ifPresent(api -> requireRegion(EVENTS_REGION, api.endpoint(), api.region(), api.defaultAuthMode()));
        }
        return new AmplifyConfig(userPool, identityPool, storage(), restApis, graphQl, events, app, http(), cluster());
    }

    private String fileWithOne() {
        return settings.ofFile(AmplifyFile.STUB)
                .map(stub -> "another content of " + stub.source()
                        + ", which is the empty stub of ampx (deploy a back end," + " then npx ampx generate outputs)")
                .orElse(AmplifyFileLookup.WHERE);
    }

    private void requireRegion(ConfigKey key, URI endpoint, Optional<String> region, GraphQlAuthMode mode) {
        RestApiConfig host = new RestApiConfig(endpoint, region, Optional.empty(), RestApiConfig.Defaults.NONE);
        if (mode == GraphQlAuthMode.IAM && host.signingRegion().isEmpty()) {
            problems.missing(
                    key.key(), "the region to sign for, which the host " + endpoint.getHost() + " does not say");
        }
    }

    /** With AWS credentials, requests are signed, and a signature needs a region. */
    private void requireRegion(String name, RestApiConfig api) {
        if (api.signingRegion().isEmpty()) {
            problems.missing(
                    REST_REGION.key(name),
                    "the region to sign for, which the host " + api.endpoint().getHost() + " does not say");
        }
    }

    private Optional<String> whatNeedsUserPool(AppConfig app) {
        if (app.origin().isPresent()) {
            return Optional.of("because amplify.app.origin turns the auth routes on");
        }
        if (settings.text(PROTECTED_PATHS).isPresent()) {
            return Optional.of("for the protected paths");
        }
        return app.callers().jakartaSecurity() || app.callers().bearerTokens() // with MicroProfile JWT they are on
                ? Optional.of("for the callers of Jakarta Security or MicroProfile JWT, or with bearer tokens")
                : Optional.empty();
    }

    private Optional<String> origin(String text) {
        Optional<String> origin = WebOrigin.of(text);
        if (origin.filter(text::equals).isEmpty()) {
            settings.wrong(
                    APP_ORIGIN,
                    "an origin: http or https, host, optional port, nothing else (https://app.example.com)");
        } else if (!WebOrigin.isSecure(text)) {
            settings.warn(
                    APP_ORIGIN,
                    "https: over http everybody between browser and server reads the session cookies, which lack Secure");
        }
        return origin;
    }

    private Optional<OAuthConfig> oauth(Optional<String> origin) {
        Optional<String> domain = settings.text(OAUTH_DOMAIN);
        Optional<URI> configuredEndpoint = settings.endpoint(OAUTH_ENDPOINT);
        Map<String, String> parameters = settings.signInParameters(OAUTH_PARAMETERS);
        Set<String> linkParameters = settings.signInParameterNames(OAUTH_LINK_PARAMETERS);
        if (domain.isEmpty()) {
            if (origin.isPresent()) {
                problems.missing(
                        OAUTH_DOMAIN.key(),
                        "the domain of Managed Login, because amplify.app.origin turns the auth routes on");
            }
            return Optional.empty();
        }
        if (!domain.get().matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*(:\\d+)?")) {
            settings.wrong(OAUTH_DOMAIN, "a host name without a scheme or path (auth.example.com)");
            return Optional.empty();
        }
        URI endpoint = configuredEndpoint.orElseGet(() -> URI.create("https://" + domain.get()));
        if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
            settings.wrong(OAUTH_ENDPOINT, "a base URI, to which paths can be added");
        }
        List<String> scopes = settings.list(OAUTH_SCOPES);
        List<String> redirectSignIn = settings.list(OAUTH_REDIRECT_SIGN_IN);
        List<String> redirectSignOut = settings.list(OAUTH_REDIRECT_SIGN_OUT);
        origin.ifPresent(o -> {
            settings.ofFile(AmplifyFile.RESPONSE_TYPE)
                    .filter(type -> !type.text().equalsIgnoreCase("code"))
                    .ifPresent(type -> problems.add(
                            "amplify.app.origin", type.source(), type.text(), "code, the flow that the routes run"));
            requireRedirect(OAUTH_REDIRECT_SIGN_IN, redirectSignIn, o, SIGN_IN_CALLBACK);
            requireRedirect(OAUTH_REDIRECT_SIGN_OUT, redirectSignOut, o, SIGN_OUT_CALLBACK);
        });
        return Optional.of(new OAuthConfig(
                domain.get(), endpoint, scopes, redirectSignIn, redirectSignOut, parameters, linkParameters));
    }

    private void requireRedirect(ConfigKey key, List<String> redirects, String origin, String path) {
        if (redirect(redirects, origin, path).isEmpty()) {
            String expected = "a URI of amplify.app.origin that ends in " + path + ", in the file and in the app client"
                    + " of Cognito: " + origin + "/api" + path
                    + " for an application at the root with @ApplicationPath(\"/api\"), "
                    + origin + "/orders/api" + path + " for orders.war" + elsewhere(redirects, path);
            if (redirects.isEmpty()) {
                problems.missing(key.key(), expected);
            } else {
                settings.wrong(key, expected);
            }
        }
    }

    /** The origin may be wrong, rather than the redirect URIs. */
    private static String elsewhere(List<String> redirects, String path) {
        return redirects.stream()
                .filter(redirect -> endsIn(redirect, path))
                .flatMap(redirect -> WebOrigin.of(redirect).stream())
                .findFirst()
                .map(other -> "; if the application answers at " + other + ", set amplify.app.origin to that")
                .orElse("");
    }

    /**
     * {@return the redirect URI of a route: the first one of the origin that ends in its path}
     *
     * @param path {@link #SIGN_IN_CALLBACK} or {@link #SIGN_OUT_CALLBACK}
     */
    static Optional<String> redirect(List<String> redirects, String origin, String path) {
        return redirects.stream()
                .filter(redirect ->
                        WebOrigin.of(redirect).filter(origin::equals).isPresent())
                .filter(redirect -> endsIn(redirect, path))
                .findFirst();
    }

    /** A query or a fragment that ends in the path is none of the route's. */
    private static boolean endsIn(String redirect, String path) {
        return !redirect.contains("?")
                && !redirect.contains("#")
                && (redirect.endsWith(path) || redirect.endsWith(path + "/"));
    }

    private Optional<UserPoolConfig> userPool(Optional<OAuthConfig> oauth) {
        // all settings are read before an early return, so that all problems are found
        if (!settings.list(REPLICA_REGIONS).stream().allMatch(replica -> replica.matches(REGION))) {
            settings.wrong(REPLICA_REGIONS, "names of regions (eu-west-1)");
        }
        Optional<URI> endpoint = settings.endpoint(USER_POOL_ENDPOINT);
        Optional<URI> jwksUrl = settings.endpoint(JWKS_URL);
        Optional<URI> issuer = settings.endpoint(ISSUER);
        Optional<String> jwks = settings.inlineOrFile(JWKS);
        Optional<String> id = settings.text(USER_POOL_ID);
        Optional<String> clientId = settings.text(USER_POOL_CLIENT_ID);
        if (id.isEmpty()) {
            clientId.ifPresent(client ->
                    problems.missing(USER_POOL_ID.key(), "a user pool for the app client that is configured"));
            return Optional.empty();
        }
        if (clientId.isEmpty()) {
            problems.missing(USER_POOL_CLIENT_ID.key(), "an app client of the user pool");
            return Optional.empty();
        }
        Optional<String> region = settings.region(USER_POOL_ID, USER_POOL_ID_TYPE, "eu-central-1_Ab3dEf7Gh");
        region.ifPresent(this::compareWithFile);
        return region.map(name -> {
            List<UserPoolConfig.Issuer> issuers =
                    issuer
                            .map(configured -> List.of(configured.toString()))
                            .orElseGet(() -> issuers(name, id.get()))
                            .stream()
                            .map(iss -> new UserPoolConfig.Issuer(
                                    iss, jwksUrl.orElseGet(() -> URI.create(iss + "/.well-known/jwks.json"))))
                            .toList();
            return new UserPoolConfig(
                    id.get(),
                    clientId.get(),
                    settings.list(USER_POOL_CLIENT_SECRET),
                    issuers,
                    endpoint.orElseGet(() -> URI.create("https://cognito-idp." + name + "." + dnsSuffix(name) + "/")),
                    jwks,
                    oauth);
        });
    }

    /** A mistyped region of the pool is not noticed before the first token is refused. */
    private void compareWithFile(String region) {
        settings.ofFile(AmplifyFile.AUTH_REGION)
                .filter(found ->
                        settings.isOfFile(USER_POOL_ID) && !found.text().equals(region))
                .ifPresent(found -> settings.warn(
                        USER_POOL_ID,
                        "an id of the region " + found.text() + ", which " + found.source()
                                + " says: one of the two is wrong, and " + region + " is used"));
    }

    /**
     * Cognito, "Identity provider and relying party endpoints": an issuer has an original and an updated form, and a
     * pool is switched to the updated form without interruption. A replica may use its own region.
     */
    private List<String> issuers(String region, String poolId) {
        return Stream.concat(Stream.of(region), settings.list(REPLICA_REGIONS).stream())
                .distinct()
                .flatMap(each -> Stream.of("cognito-idp.", "issuer-cognito-idp.")
                        .map(host -> "https://" + host + each + "." + dnsSuffix(each) + "/" + poolId))
                .toList();
    }

    private Optional<IdentityPoolConfig> identityPool() {
        Optional<URI> endpoint = settings.endpoint(IDENTITY_POOL_ENDPOINT);
        boolean guests = settings.flag(ALLOW_GUEST_ACCESS);
        return settings.text(IDENTITY_POOL_ID)
                .flatMap(id -> settings.region(
                                IDENTITY_POOL_ID,
                                IDENTITY_POOL_ID_TYPE,
                                "eu-central-1:11111111-2222-3333-4444-555555555555")
                        .map(region -> new IdentityPoolConfig(
                                id,
                                endpoint.orElseGet(() -> URI.create(
                                        "https://cognito-identity." + region + "." + dnsSuffix(region) + "/")),
                                guests)));
    }

    private static String dnsSuffix(String region) {
        if (region.startsWith("cn-")) {
            return "amazonaws.com.cn";
        }
        return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com"; // the European Sovereign Cloud
    }

    private Optional<StorageConfig> storage() {
        Map<String, StorageConfig.Bucket> buckets = new LinkedHashMap<>();
        Set<String> names = settings.names(STORAGE_BUCKETS_BUCKET_NAME, STORAGE_BUCKETS_REGION);
        for (String name : names) {
            Optional<String> bucketName = settings.required(STORAGE_BUCKETS_BUCKET_NAME, name, "the bucket's S3 name");
            Optional<String> region = settings.required(STORAGE_BUCKETS_REGION, name, "the bucket's region");
            if (bucketName.isPresent() && region.isPresent()) {
                buckets.put(name, new StorageConfig.Bucket(bucketName.get(), region.get()));
            }
        }
        Optional<URI> endpoint = settings.endpoint(STORAGE_ENDPOINT);
        boolean pathStyle = settings.flag(STORAGE_PATH_STYLE);
        Optional<String> bucket = settings.text(STORAGE_BUCKET);
        Optional<String> region = settings.text(STORAGE_REGION);
        if (bucket.isEmpty()) {
            if (region.isPresent() || !names.isEmpty()) {
                problems.missing(STORAGE_BUCKET.key(), "the default bucket");
            }
            return Optional.empty();
        }
        if (region.isEmpty()) {
            problems.missing(STORAGE_REGION.key(), "the region of the default bucket");
        }
        return Optional.of(new StorageConfig(bucket.get(), region.orElse(""), endpoint, pathStyle, buckets));
    }

    private Map<String, RestApiConfig> restApis() {
        Map<String, RestApiConfig> apis = new HashMap<>();
        for (String name : settings.names(
                REST_ENDPOINT,
                REST_REGION,
                REST_SERVICE,
                REST_AUTH_MODE,
                REST_TIMEOUT,
                REST_RETRY_STRATEGY,
                REST_HEADERS)) {
            RestApiConfig.Defaults defaults = restDefaults(name);
            settings.required(REST_ENDPOINT, name, "the base URI of the API")
                    .flatMap(text -> settings.endpoint(REST_ENDPOINT, name))
                    .ifPresent(endpoint -> apis.put(
                            name,
                            new RestApiConfig(
                                    endpoint,
                                    settings.text(REST_REGION, name),
                                    settings.text(REST_SERVICE, name),
                                    defaults)));
        }
        return apis;
    }

    private RestApiConfig.Defaults restDefaults(String name) {
        return new RestApiConfig.Defaults(
                settings.choice(REST_AUTH_MODE, name, REST_AUTH_MODES).orElse(RestAuthMode.IAM),
                settings.duration(REST_TIMEOUT, name),
                settings.choice(REST_RETRY_STRATEGY, name, RETRY_STRATEGIES).orElse(RetryStrategy.IDEMPOTENT),
                settings.headers(REST_HEADERS, name));
    }

    private Optional<GraphQlConfig> graphQl() {
        GraphQlAuthMode mode =
                settings.choice(GRAPHQL_DEFAULT_AUTH_MODE, GRAPHQL_AUTH_MODES).orElse(GraphQlAuthMode.IAM);
        return settings.endpoint(GRAPHQL_ENDPOINT)
                .map(endpoint -> new GraphQlConfig(
                        endpoint,
                        settings.text(GRAPHQL_REGION),
                        mode,
                        settings.text(GRAPHQL_API_KEY),
                        settings.ofFile(AmplifyFile.MODEL_INTROSPECTION).map(found -> json(found.text()))));
    }

    private Optional<EventsConfig> events() {
        GraphQlAuthMode mode =
                settings.choice(EVENTS_DEFAULT_AUTH_MODE, GRAPHQL_AUTH_MODES).orElse(GraphQlAuthMode.API_KEY);
        return settings.endpoint(EVENTS_ENDPOINT).map(endpoint -> {
            if (!String.valueOf(endpoint.getRawPath()).endsWith("/event")) {
                settings.wrong(EVENTS_ENDPOINT, "the HTTP endpoint with the path /event");
            }
            return new EventsConfig(endpoint, settings.text(EVENTS_REGION), mode, settings.text(EVENTS_API_KEY));
        });
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private AppConfig app(Optional<String> origin) {
        AppConfig.Routes routes = new AppConfig.Routes(
                settings.redirectTarget(REDIRECT_ON_SIGN_IN_COMPLETE),
                settings.redirectTarget(REDIRECT_ON_SIGN_OUT_COMPLETE),
                settings.text(CUSTOM_STATE),
                settings.resource(ERROR_PAGE, resources));
        AppConfig.Paths paths = new AppConfig.Paths(
                settings.pathPatterns(PROTECTED_PATHS),
                settings.pathPatterns(EXCLUDED_PATHS),
                settings.choices(ALLOWED_IN_PATHS, List.of("%25", "%2F", ";")),
                settings.path(SIGN_IN_PATH));
        AppConfig.Callers callers = callers();
        AppConfig.Cookies cookies = cookies(origin);
        return new AppConfig(origin, routes, cookies, session(origin, cookies), paths, callers, signIn(origin));
    }

    private SignInConfig signIn(Optional<String> origin) {
        List<String> keys = settings.list(SIGN_IN_KEYS);
        keys.stream()
                .filter(key -> key.length() < SHORTEST_SIGN_IN_KEY)
                .findFirst()
                .ifPresent(key -> settings.wrong(
                        SIGN_IN_KEYS,
                        "keys of " + SHORTEST_SIGN_IN_KEY
                                + " characters or more (openssl rand -base64 32), found one of " + key.length()));
        boolean clientAddress = settings.flag(SIGN_IN_CLIENT_ADDRESS);
        if (clientAddress && settings.list(USER_POOL_CLIENT_SECRET).isEmpty()) {
            problems.missing(
                    USER_POOL_CLIENT_SECRET.key(),
                    "the secret of the app client, because amplify.auth.sign-in.client-address is true: Cognito believes"
                            + " only app clients with a secret");
        }
        boolean form = settings.flag(SIGN_IN_FORM);
        if (form && origin.isEmpty()) {
            problems.missing(
                    APP_ORIGIN.key(), "the origin of the application, because amplify.auth.sign-in.form is true");
        }
        return new SignInConfig(
                settings.choice(SIGN_IN_FLOW, FLOWS).orElse(SignInConfig.Flow.USER_SRP_AUTH),
                keys,
                form,
                clientAddress);
    }

    private AppConfig.Callers callers() {
        boolean jakartaSecurity = settings.flag(JAKARTA_SECURITY);
        boolean bearerTokens = settings.flag(BEARER_TOKENS);
        boolean microprofileJwt = settings.flag(MICROPROFILE_JWT);
        if (microprofileJwt) {
            // a token that the server reads elsewhere would not be checked
            settings.requireOfTheServer("mp.jwt.token.header", "Authorization");
            settings.requireOfTheServer("smallrye.jwt.token.header", "Authorization");
            if (jakartaSecurity) {
                settings.wrong(MICROPROFILE_JWT, "false, because amplify.auth.session.jakarta-security is true");
            }
        }
        return new AppConfig.Callers(jakartaSecurity, bearerTokens || microprofileJwt, microprofileJwt);
    }

    private AppConfig.Session session(Optional<String> origin, AppConfig.Cookies cookies) {
        AppConfig.Store store = settings.choice(SESSION_STORE, STORES).orElse(AppConfig.Store.COOKIES);
        if (store != AppConfig.Store.COOKIES && origin.isEmpty()) {
            problems.missing(
                    APP_ORIGIN.key(),
                    "the origin of the application: without the auth routes, only the browser itself has tokens, and"
                            + " amplify.auth.session.store must be cookies");
        }
        if (store == AppConfig.Store.SHARED && cookies.domain().isPresent()) {
            settings.wrong(
                    COOKIE_DOMAIN,
                    "none, because the cookie of a session in the shared store is for one host (the prefix __Host-)");
        }
        return new AppConfig.Session(
                store,
                settings.duration(SESSION_IDLE_TIMEOUT, SHORTEST_SESSION, LONGEST_SESSION),
                settings.duration(SESSION_ABSOLUTE_TIMEOUT, SHORTEST_SESSION, LONGEST_SESSION));
    }

    private AppConfig.Cookies cookies(Optional<String> origin) {
        Optional<String> domain = settings.text(COOKIE_DOMAIN);
        if (domain.isPresent() && !domain.get().matches("\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
            settings.wrong(COOKIE_DOMAIN, "a domain name (example.com)");
        }
        Optional<AppConfig.SameSite> sameSite = settings.choice(COOKIE_SAME_SITE, SAME_SITE);
        if (sameSite.filter(AppConfig.SameSite.NONE::equals).isPresent()
                && origin.filter(found -> found.startsWith("http:")).isPresent()) {
            settings.warn(
                    COOKIE_SAME_SITE,
                    "lax or strict, or an origin with https: browsers drop cookies with SameSite=None that lack Secure");
        }
        return new AppConfig.Cookies(
                domain, sameSite, settings.maxAge(COOKIE_MAX_AGE, COOKIE_EXPIRES), settings.instant(COOKIE_EXPIRES));
    }

    private HttpConfig http() {
        return new HttpConfig(
                settings.duration(CONNECT_TIMEOUT),
                settings.duration(REQUEST_TIMEOUT),
                settings.duration(IDLE_TIMEOUT));
    }

    private Optional<ClusterConfig> cluster() {
        ClusterConfig.Mode mode = settings.choice(CLUSTER_MODE, CLUSTER_MODES).orElse(ClusterConfig.Mode.SINGLE);
        Optional<String> username = settings.text(CLUSTER_USERNAME);
        Optional<String> password = settings.text(CLUSTER_PASSWORD);
        if (settings.text(CLUSTER_URL).isEmpty()) {
            if (username.isPresent() || password.isPresent()) {
                problems.missing(CLUSTER_URL.key(), "where the Valkey or Redis is that the nodes share");
            }
            return Optional.empty();
        }
        if (username.isPresent() && password.isEmpty()) {
            problems.missing(CLUSTER_PASSWORD.key(), "the password of the user " + username.get());
        }
        return settings.redis(CLUSTER_URL).map(url -> new ClusterConfig(url, username, password, mode));
    }
}
