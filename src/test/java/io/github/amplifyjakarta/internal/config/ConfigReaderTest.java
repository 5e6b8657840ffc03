package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.RestAuthMode;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.config.EventsConfig;
import io.github.amplifyjakarta.config.GraphQlConfig;
import io.github.amplifyjakarta.config.RestApiConfig;
import io.github.amplifyjakarta.config.SignInConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.testing.TestConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from MicroProfile Config and an Amplify file, and which of it is refused. */
class ConfigReaderTest {

    private static final Map<String, String> SMALLEST = Map.of(
            "amplify.auth.user-pool-id", "eu-central-1_Ab3dEf7Gh",
            "amplify.auth.user-pool-client-id", "client1");

    @TempDir
    Path folder;

    private static Optional<AmplifyConfig> read(Map<String, String> values) {
        return TestConfig.read(values);
    }

    private static List<ConfigException.Problem> problems(Map<String, String> values) {
        return assertThrows(ConfigException.class, () -> read(values)).problems();
    }

    @Test
    void readsNoConfigurationWhereNothingIsConfigured() {
        assertEquals(Optional.empty(), read(Map.of()));
    }

    @Test
    void fillsInDefaults() {
        AmplifyConfig config = read(SMALLEST).orElseThrow();
        String aws = "https://cognito-idp.eu-central-1.amazonaws.com/";
        assertEquals(
                aws + "eu-central-1_Ab3dEf7Gh",
                config.userPool().orElseThrow().issuers().get(0).iss());
        assertEquals(URI.create(aws), config.userPool().orElseThrow().endpoint());
        assertEquals(
                URI.create(aws + "eu-central-1_Ab3dEf7Gh/.well-known/jwks.json"),
                config.userPool().orElseThrow().issuers().get(0).jwksUrl());
        assertEquals(List.of(), config.userPool().orElseThrow().clientSecrets());
        assertEquals(Optional.empty(), config.userPool().orElseThrow().jwks());
        assertEquals(Optional.empty(), config.userPool().orElseThrow().oauth());
        assertEquals(Optional.empty(), config.identityPool());
        assertEquals(Optional.empty(), config.storage());
        assertEquals(Map.of(), config.restApis());
        assertEquals(Optional.empty(), config.graphQl());
        assertEquals(Optional.empty(), config.app().origin());
        assertEquals(
                new AppConfig.Routes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                config.app().routes());
        assertEquals(
                new AppConfig.Cookies(Optional.empty(), Optional.empty(), Optional.of(31_536_000L), Optional.empty()),
                config.app().cookies());
        assertEquals(AppConfig.Paths.NONE, config.app().paths());
        assertEquals(new AppConfig.Callers(false, false, false), config.app().callers());
        assertEquals(Duration.ofSeconds(2), config.http().connectTimeout());
        assertEquals(Duration.ofSeconds(10), config.http().requestTimeout());
        assertEquals(Duration.ofSeconds(10), config.http().idleTimeout());
    }

    /** Every key with a value of its own: a key that is forgotten anywhere shows here. */
    @Test
    void readsEveryKey() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("amplify.config.file", file("{\"version\":\"1.4\"}"));
        values.put("amplify.app.origin", "https://app.example.com");
        values.put("amplify.auth.routes.redirect-on-sign-in-complete", "/in");
        values.put("amplify.auth.routes.redirect-on-sign-out-complete", "/out");
        values.put("amplify.auth.routes.custom-state", "a,b");
        values.put("amplify.auth.routes.error-page", "error-page.html");
        values.put("amplify.auth.cookies.domain", ".example.com");
        values.put("amplify.auth.cookies.same-site", "lax");
        values.put("amplify.auth.cookies.max-age", "60");
        values.put("amplify.auth.cookies.expires", "2027-01-01T00:00:00Z");
        values.put("amplify.auth.session.store", "http-session");
        values.put("amplify.auth.session.idle-timeout", "PT1H");
        values.put("amplify.auth.session.absolute-timeout", "P2D");
        values.put("amplify.auth.session.protected-paths", "/a/*,/b");
        values.put("amplify.auth.session.excluded-paths", "/a/c");
        values.put("amplify.auth.session.allowed-in-paths", "%25,;");
        values.put("amplify.auth.session.sign-in-path", "/login");
        values.put("amplify.auth.session.jakarta-security", "true");
        values.put("amplify.auth.session.bearer-tokens", "true");
        values.put("amplify.auth.session.microprofile-jwt", "false");
        values.put("amplify.auth.sign-in.form", "true");
        values.put("amplify.auth.sign-in.flow", "USER_AUTH");
        values.put("amplify.auth.sign-in.keys", "k".repeat(32) + "," + "l".repeat(44));
        values.put("amplify.auth.sign-in.client-address", "true");
        values.put("amplify.auth.user-pool-id", "us-east-1_Pool1");
        values.put("amplify.auth.user-pool-client-id", "client1");
        values.put("amplify.auth.user-pool-client-secret", "s3cret,other");
        values.put("amplify.auth.user-pool-endpoint", "http://localhost:1/");
        values.put("amplify.auth.issuer", "https://issuer.example.com");
        values.put("amplify.auth.replica-regions", "eu-west-1");
        values.put("amplify.auth.jwks-url", "http://127.0.0.1:2/keys");
        values.put("amplify.auth.jwks", "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"k\"}]}");
        values.put("amplify.auth.identity-pool-id", "us-east-1:aaaa-bbbb");
        values.put("amplify.auth.identity-pool-endpoint", "http://localhost:3/");
        values.put("amplify.auth.allow-guest-access", "true");
        values.put("amplify.auth.oauth.domain", "login.example.com");
        values.put("amplify.auth.oauth.endpoint", "http://localhost:4");
        values.put("amplify.auth.oauth.scopes", "openid,email");
        values.put("amplify.auth.oauth.redirect-sign-in", "https://app.example.com/api/auth/sign-in-callback");
        values.put("amplify.auth.oauth.redirect-sign-out", "https://app.example.com/api/auth/sign-out-callback");
        values.put("amplify.auth.oauth.parameters", "resource=https://api.example.com,ui_locales=de fr");
        values.put("amplify.auth.oauth.link-parameters", "nonce,lang");
        values.put("amplify.storage.bucket", "main");
        values.put("amplify.storage.region", "us-east-2");
        values.put("amplify.storage.endpoint", "http://localhost:5");
        values.put("amplify.storage.path-style", "true");
        values.put("amplify.storage.buckets.\"photos\".bucket-name", "photos-1");
        values.put("amplify.storage.buckets.\"photos\".region", "us-west-1");
        values.put("amplify.api.rest.\"orders\".endpoint", "https://orders.example.com/v1");
        values.put("amplify.api.rest.\"orders\".region", "us-west-2");
        values.put("amplify.api.rest.\"orders\".service", "lambda");
        values.put("amplify.api.rest.\"orders\".auth-mode", "userPool");
        values.put("amplify.api.rest.\"orders\".timeout", "PT4S");
        values.put("amplify.api.rest.\"orders\".retry-strategy", "never");
        values.put("amplify.api.rest.\"orders\".headers", "X-Api-Key: h3ader,x-tenant:a\\,b");
        values.put("amplify.api.graphql.endpoint", "https://graph.example.com/graphql");
        values.put("amplify.api.graphql.region", "eu-west-1");
        values.put("amplify.api.graphql.default-auth-mode", "userPool");
        values.put("amplify.api.graphql.api-key", "k3y");
        values.put("amplify.api.events.endpoint", "https://events.example.com/event");
        values.put("amplify.api.events.region", "eu-west-2");
        values.put("amplify.api.events.default-auth-mode", "identityPool");
        values.put("amplify.api.events.api-key", "ev3nts");
        values.put("amplify.http.connect-timeout", "PT1S");
        values.put("amplify.http.request-timeout", "PT3S");
        values.put("amplify.http.idle-timeout", "PT4S");
        values.put("amplify.cluster.url", "rediss://cache.example.com:6379");
        values.put("amplify.cluster.mode", "cluster");
        values.put("amplify.cluster.username", "nodes");
        values.put("amplify.cluster.password", "r3dis");
        for (ConfigKey key : ConfigKey.values()) {
            assertTrue(
                    values.keySet().stream()
                            .anyMatch(name -> key.named()
                                    ? key.nameIn(name).isPresent()
                                    : key.key().equals(name)),
                    key.key() + " is not tested here");
        }

        AmplifyConfig config = read(values).orElseThrow();

        AppConfig app = config.app();
        assertEquals(Optional.of("https://app.example.com"), app.origin());
        assertEquals(
                new AppConfig.Routes(
                        Optional.of("/in"), Optional.of("/out"), Optional.of("a,b"), Optional.of("<p>{detail}</p>\n")),
                app.routes());
        assertEquals(
                new AppConfig.Cookies(
                        Optional.of(".example.com"),
                        Optional.of(AppConfig.SameSite.LAX),
                        Optional.of(60L),
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z"))),
                app.cookies());
        assertEquals(
                new AppConfig.Session(AppConfig.Store.HTTP_SESSION, Duration.ofHours(1), Duration.ofDays(2)),
                app.session());
        assertEquals(
                new AppConfig.Paths(List.of("/a/*", "/b"), List.of("/a/c"), List.of("%25", ";"), Optional.of("/login")),
                app.paths());
        assertEquals(new AppConfig.Callers(true, true, false), app.callers());
        assertEquals(
                new SignInConfig(SignInConfig.Flow.USER_AUTH, List.of("k".repeat(32), "l".repeat(44)), true, true),
                app.signIn());
        var pool = config.userPool().orElseThrow();
        assertEquals("us-east-1_Pool1", pool.userPoolId());
        assertEquals("client1", pool.clientId());
        assertEquals(List.of("s3cret", "other"), pool.clientSecrets());
        assertEquals(URI.create("http://localhost:1/"), pool.endpoint());
        assertEquals(
                List.of(new UserPoolConfig.Issuer("https://issuer.example.com", URI.create("http://127.0.0.1:2/keys"))),
                pool.issuers());
        assertEquals(Optional.of("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"k\"}]}"), pool.jwks());
        var identityPool = config.identityPool().orElseThrow();
        assertEquals("us-east-1:aaaa-bbbb", identityPool.identityPoolId());
        assertEquals(URI.create("http://localhost:3/"), identityPool.endpoint());
        assertTrue(identityPool.allowGuestAccess());
        var oauth = pool.oauth().orElseThrow();
        assertEquals("login.example.com", oauth.domain());
        assertEquals(URI.create("http://localhost:4"), oauth.endpoint());
        assertEquals(List.of("openid", "email"), oauth.scopes());
        assertEquals(List.of("https://app.example.com/api/auth/sign-in-callback"), oauth.redirectSignIn());
        assertEquals(List.of("https://app.example.com/api/auth/sign-out-callback"), oauth.redirectSignOut());
        assertEquals(Map.of("resource", "https://api.example.com", "ui_locales", "de fr"), oauth.parameters());
        assertEquals(Set.of("nonce", "lang"), oauth.linkParameters());
        assertEquals(
                Optional.of(new StorageConfig(
                        "main",
                        "us-east-2",
                        Optional.of(URI.create("http://localhost:5")),
                        true,
                        Map.of("photos", new StorageConfig.Bucket("photos-1", "us-west-1")))),
                config.storage());
        var orders = config.restApis().get("orders");
        assertEquals(URI.create("https://orders.example.com/v1"), orders.endpoint());
        assertEquals(Optional.of("us-west-2"), orders.region());
        assertEquals(Optional.of("lambda"), orders.service());
        assertEquals(
                new RestApiConfig.Defaults(
                        RestAuthMode.USER_POOL,
                        Optional.of(Duration.ofSeconds(4)),
                        RetryStrategy.NEVER,
                        Map.of("x-api-key", "h3ader", "x-tenant", "a,b")),
                orders.defaults());
        assertEquals(
                Optional.of(new EventsConfig(
                        URI.create("https://events.example.com/event"),
                        Optional.of("eu-west-2"),
                        GraphQlAuthMode.IAM,
                        Optional.of("ev3nts"))),
                config.events());
        assertEquals(
                Optional.of(new GraphQlConfig(
                        URI.create("https://graph.example.com/graphql"),
                        Optional.of("eu-west-1"),
                        GraphQlAuthMode.USER_POOL,
                        Optional.of("k3y"),
                        Optional.empty())),
                config.graphQl());
        assertEquals(Duration.ofSeconds(1), config.http().connectTimeout());
        assertEquals(Duration.ofSeconds(3), config.http().requestTimeout());
        assertEquals(Duration.ofSeconds(4), config.http().idleTimeout());
        assertEquals(
                new ClusterConfig(
                        URI.create("rediss://cache.example.com:6379"),
                        Optional.of("nodes"),
                        Optional.of("r3dis"),
                        ClusterConfig.Mode.CLUSTER),
                config.cluster().orElseThrow());
        for (String secret : List.of("s3cret", "k3y", "h3ader", "ev3nts", "r3dis")) {
            assertFalse(config.toString().contains(secret), secret + " is printed");
        }
    }

    @Test
    void reportsAllProblemsTogether() {
        Map<String, String> values = Map.of(
                "amplify.app.origin", "https://app.example.com/path",
                "amplify.auth.user-pool-id", "nonsense",
                "amplify.auth.user-pool-client-id", "client1",
                "amplify.auth.user-pool-client-secret", "s3cret",
                "amplify.auth.cookies.max-age", "0",
                "amplify.auth.cookies.same-site", "sometimes",
                "amplify.auth.jwks-url", "http://elsewhere.example.com/keys",
                "amplify.http.request-timeout", "fast",
                "amplify.auth.userpool", "typing error");
        ConfigException error = assertThrows(ConfigException.class, () -> read(values));
        List<String> keys =
                error.problems().stream().map(ConfigException.Problem::key).toList();
        assertTrue(
                keys.containsAll(List.of(
                        "amplify.app.origin",
                        "amplify.auth.user-pool-id",
                        "amplify.auth.cookies.max-age",
                        "amplify.auth.cookies.same-site",
                        "amplify.auth.jwks-url",
                        "amplify.http.request-timeout",
                        "amplify.auth.userpool")),
                error.getMessage());
        assertTrue(
                error.getMessage().contains("amplify.auth.cookies.max-age (test): found \"0\", expected whole seconds"),
                error.getMessage());
        assertFalse(error.getMessage().contains("s3cret"), error.getMessage());
    }

    @Test
    void namesThePlaceOfAValueInTheFile() throws IOException {
        String file = file("{\"version\":\"1.4\",\"auth\":{\"user_pool_id\":\"oops\",\"user_pool_client_id\":\"c\"}}");
        ConfigException.Problem problem =
                problems(Map.of("amplify.config.file", file)).get(0);
        assertEquals("amplify.auth.user-pool-id", problem.key());
        assertEquals(file + ": auth.user_pool_id", problem.source());
        assertEquals("\"oops\"", problem.actual());
    }

    @Test
    void prefersMicroProfileConfigToTheFile() throws IOException {
        Map<String, String> values = new LinkedHashMap<>(SMALLEST);
        values.put(
                "amplify.config.file",
                file(
                        "{\"version\":\"1\",\"auth\":{\"user_pool_id\":\"us-east-1_Other\",\"user_pool_client_id\":\"c\"}}"));
        assertEquals(
                "eu-central-1_Ab3dEf7Gh",
                read(values).orElseThrow().userPool().orElseThrow().userPoolId());
    }

    @Test
    void reportsAMissingFile() {
        assertEquals(
                "amplify.config.file",
                problems(Map.of("amplify.config.file", "/nowhere/amplify_outputs.json"))
                        .get(0)
                        .key());
    }

    @Test
    void reportsAMissingFileAlone() {
        List<ConfigException.Problem> problems = problems(Map.of(
                "amplify.config.file",
                "/nowhere/amplify_outputs.json",
                "amplify.app.origin",
                "https://app.example.com"));
        assertEquals(
                List.of("amplify.config.file"),
                problems.stream().map(ConfigException.Problem::key).toList());
    }

    @Test
    void requiresAUserPoolForProtectedPaths() {
        ConfigException.Problem problem =
                problems(Map.of("amplify.auth.session.protected-paths", "/*")).get(0);
        assertEquals("amplify.auth.user-pool-id", problem.key());
        assertTrue(problem.expected().contains("amplify_outputs.json"), problem.expected());
    }

    @Test
    void refusesIssuersWithoutHttps() {
        Map<String, String> values = new LinkedHashMap<>(SMALLEST);
        for (String wrong : List.of("http://idp.example.com/p", "not a uri")) {
            values.put("amplify.auth.issuer", wrong);
            assertEquals("amplify.auth.issuer", problems(values).get(0).key());
        }
    }

    @Test
    void refusesEndpointsAndKeysThatCannotWork() {
        Map<String, String> values = new LinkedHashMap<>(SMALLEST);
        values.put("amplify.app.origin", "http://app.example.com");
        values.put("amplify.auth.oauth.domain", "login.example.com");
        values.put("amplify.auth.oauth.redirect-sign-in", "http://app.example.com/api/auth/sign-in-callback");
        values.put("amplify.auth.oauth.redirect-sign-out", "http://app.example.com/api/auth/sign-out-callback");
        for (Map.Entry<String, String> wrong : Map.of(
                        "amplify.auth.oauth.endpoint", "https://login.example.com/?a=b#c",
                        "amplify.auth.jwks", "{\"keys\":[]}")
                .entrySet()) {
            Map<String, String> all = new LinkedHashMap<>(values);
            all.put(wrong.getKey(), wrong.getValue());
            assertEquals(
                    List.of(wrong.getKey()),
                    problems(all).stream().map(ConfigException.Problem::key).toList());
        }
    }

    @Test
    void refusesRedirectsToALookalikeOrigin() {
        Map<String, String> values = new LinkedHashMap<>(SMALLEST);
        values.put("amplify.app.origin", "https://app.example.com");
        values.put("amplify.auth.oauth.domain", "login.example.com");
        for (String lookalike : List.of(
                "https://app.example.com.evil.test/api/auth/sign-in-callback",
                "https://app.example.com:8443/api/auth/sign-in-callback",
                "https://app.example.com@evil.test/api/auth/sign-in-callback",
                "http://app.example.com/api/auth/sign-in-callback")) {
            values.put("amplify.auth.oauth.redirect-sign-in", lookalike);
            values.put("amplify.auth.oauth.redirect-sign-out", "https://app.example.com/api/auth/sign-out-callback");
            assertEquals(
                    List.of("amplify.auth.oauth.redirect-sign-in"),
                    problems(values).stream().map(ConfigException.Problem::key).toList(),
                    lookalike);
        }
    }

    @Test
    void refusesInvalidMaxAges() {
        for (String wrong : List.of("0", "-1", "soon", "1e3", "99999999999999999999")) {
            Map<String, String> values = new LinkedHashMap<>(SMALLEST);
            values.put("amplify.auth.cookies.max-age", wrong);
            assertEquals("amplify.auth.cookies.max-age", problems(values).get(0).key(), wrong);
        }
    }

    @Test
    void refusesInvalidOrigins() {
        for (String wrong : List.of(
                "app.example.com",
                "ftp://app.example.com",
                "https://app.example.com/",
                "https://user@app.example.com",
                "https://app.example.com?x=1",
                "https://APP.example.com",
                "https://app.example.com:0",
                "https://app.example.com:443",
                "javascript:alert(1)")) {
            Map<String, String> values = new LinkedHashMap<>(SMALLEST);
            values.put("amplify.app.origin", wrong);
            assertTrue(
                    problems(values).stream().anyMatch(problem -> problem.key().equals("amplify.app.origin")), wrong);
        }
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("amplify.json"), content).toString();
    }
}
