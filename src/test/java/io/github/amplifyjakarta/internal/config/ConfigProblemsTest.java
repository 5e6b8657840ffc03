package io.github.amplifyjakarta.internal.config;

import static io.github.amplifyjakarta.internal.config.ReportedProblems.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.testing.TestConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody reads whose configuration is wrong in one place: that place, what is there, and what would be right. */
class ConfigProblemsTest {

    private static final String UNKNOWN = ": a key that does not exist, expected one of the keys in"
            + " https://github.com/amplify-jakarta/amplify-jakarta/blob/main/docs/configuration.md";

    private static final String POOL = "amplify.auth.user-pool-id";
    private static final String CLIENT = "amplify.auth.user-pool-client-id";

    private static void assertTaken(String key, String value) {
        assertEquals(AmplifyConfig.class, TestPool.config(Map.of(key, value)).getClass());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth.user-pool-id | Ab3 | an id like eu-central-1_Ab3dEf7Gh",
                "auth.identity-pool-id | Ab3 | an id like eu-central-1:11111111-2222-3333-4444-555555555555",
                "auth.user-pool-endpoint | http://example.com | an https URI (http on loopback only)",
                "auth.oauth.domain | https://login.example.com | a host name without a scheme or path (auth.example.com)",
                "auth.oauth.endpoint | https://a.example.com?b | a base URI, to which paths can be added",
                "auth.oauth.endpoint | https://a.example.com#b | a base URI, to which paths can be added",
                "auth.oauth.parameters | resource | parameters like resource=https://api.example.com, each once, none of max_age, client_id, code_challenge, code_challenge_method, identity_provider, redirect_uri, response_type, scope, state",
                "auth.oauth.parameters | a=b,a=c | parameters like resource=https://api.example.com, each once, none of max_age, client_id, code_challenge, code_challenge_method, identity_provider, redirect_uri, response_type, scope, state",
                "auth.oauth.parameters | max_age=300 | parameters like resource=https://api.example.com, each once, none of max_age, client_id, code_challenge, code_challenge_method, identity_provider, redirect_uri, response_type, scope, state",
                "auth.oauth.parameters | state=mine | parameters like resource=https://api.example.com, each once, none of max_age, client_id, code_challenge, code_challenge_method, identity_provider, redirect_uri, response_type, scope, state",
                "auth.oauth.link-parameters | lang,redirect_uri | names of parameters, none of client_id, code_challenge, code_challenge_method, identity_provider, redirect_uri, response_type, scope, state",
                "auth.cookies.domain | example.com/ | a domain name (example.com)",
                "auth.cookies.same-site | sometimes | one of strict, lax, none",
                "auth.cookies.max-age | 0 | whole seconds between 1 and 316224000",
                "auth.cookies.max-age | 316224001 | whole seconds between 1 and 316224000",
                "auth.session.store | redis | one of cookies, shared, http-session",
                "auth.session.idle-timeout | PT30S | a duration like P1D or PT30M, from PT1M to P3650D",
                "auth.session.absolute-timeout | P3651D | a duration like P1D or PT30M, from PT1M to P3650D",
                "auth.session.absolute-timeout | 30 | a duration like P1D or PT30M, from PT1M to P3650D",
                "auth.cookies.expires | tomorrow | an instant like 2027-01-01T00:00:00Z",
                "auth.allow-guest-access | yes | true or false",
                "auth.routes.redirect-on-sign-in-complete | javascript:alert(1) | a path that starts with one / or an absolute http(s) URI",
                "auth.routes.redirect-on-sign-out-complete | //example.com | a path that starts with one / or an absolute http(s) URI",
                "auth.session.sign-in-path | https://example.com/ | a path that starts with one /",
                "auth.session.sign-in-path | //example.com | a path that starts with one /",
                "auth.session.protected-paths | /a*b | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.excluded-paths | a | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | /account//* | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | //account/* | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | /a/../b | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | /./a | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | /a%20b | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | /a;b | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | /*.jsp | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.protected-paths | /a/ /b | paths below the context root, decoded, that start with / and may end in /*, without // and dot segments (/account/*)",
                "auth.session.allowed-in-paths | %5C | some of %25, %2F, ;",
                "auth.jwks | {} | a JSON key set with an RSA key for signatures",
                "auth.jwks | { | a JSON key set with an RSA key for signatures",
                "auth.jwks | {\"keys\":[{\"kty\":\"EC\",\"use\":\"sig\",\"kid\":\"a\"}]} | a JSON key set with an RSA key for signatures",
                "auth.jwks | {\"keys\":[{\"kty\":\"RSA\",\"use\":\"enc\",\"kid\":\"a\"}]} | a JSON key set with an RSA key for signatures",
                "auth.jwks | {\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\"}]} | a JSON key set with an RSA key for signatures",
                "auth.jwks | /nowhere/keys.json | a JSON key set or a readable file with one",
                "http.connect-timeout | PT0S | a duration like PT2S, at most PT10M",
                "http.connect-timeout | PT-1S | a duration like PT2S, at most PT10M",
                "http.request-timeout | PT10M1S | a duration like PT2S, at most PT10M",
                "http.request-timeout | 10 | a duration like PT2S, at most PT10M",
            })
    void refusesInvalidValues(String key, String value, String expected) {
        assertEquals(
                List.of("amplify." + key + ": \"" + value.replaceFirst("\\?.+", "?<redacted>") + "\", expected "
                        + expected),
                problems("amplify." + key, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth.cookies.max-age | 1",
                "auth.session.idle-timeout | PT1M",
                "auth.session.absolute-timeout | P3650D",
                "auth.cookies.max-age | 316224000",
                "http.request-timeout | PT10M",
                "auth.routes.redirect-on-sign-in-complete | /in",
                "auth.routes.redirect-on-sign-in-complete | https://example.com/in",
                "auth.session.sign-in-path | /in",
                "auth.session.protected-paths | /a/*,/b,/*",
            })
    void acceptsValuesAtTheirLimits(String key, String value) {
        assertTaken("amplify." + key, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void requiresACallbackOfTheOwnOrigin(String direction) {
        String key = "amplify.auth.oauth.redirect-sign-" + direction;
        String callback = "https://app.example.com/api/auth/sign-" + direction + "-callback";
        String expected = "a URI of amplify.app.origin that ends in /auth/sign-" + direction
                + "-callback, in the file and in the app client of Cognito: " + callback
                + " for an application at the root with @ApplicationPath(\"/api\"), https://app.example.com/orders/api/auth/sign-"
                + direction + "-callback for orders.war";
        assertEquals(
                List.of(key + ": \"https://example.com/\", expected " + expected),
                problems(key, "https://example.com/"));
        assertEquals(List.of(key + ": nothing, expected " + expected), problems(key, ""));
        assertTaken(key, "https://example.com/, " + callback);
        assertTaken(key, "https://app.example.com/, " + callback + "/");
        assertEquals(
                List.of(key + ": \"https://app.example.com/\", expected " + expected),
                problems(key, "https://app.example.com/"),
                "a page of the application is no callback");
        assertTaken(key, "https://example.com/,, " + callback);
    }

    @Test
    void namesTheOriginWhenOnlyItDiffersFromTheCallback() {
        assertEquals(
                List.of(
                        "amplify.auth.oauth.redirect-sign-in: \"http://localhost:9090/api/auth/sign-in-callback\", expected a URI"
                                + " of amplify.app.origin that ends in /auth/sign-in-callback, in the file and in the app client of"
                                + " Cognito: https://app.example.com/api/auth/sign-in-callback for an application at the root with"
                                + " @ApplicationPath(\"/api\"), https://app.example.com/orders/api/auth/sign-in-callback for orders.war;"
                                + " if the application answers at http://localhost:9090, set amplify.app.origin to that"),
                problems("amplify.auth.oauth.redirect-sign-in", "http://localhost:9090/api/auth/sign-in-callback"));
    }

    @Test
    void refusesUnknownKeys() {
        assertEquals(
                List.of("amplify.auth.userpool" + UNKNOWN + "; did you mean amplify.auth.user-pool-id?"),
                problems("amplify.auth.userpool", "x"));
        assertEquals(
                List.of("amplify.auth.cookie.sameSite" + UNKNOWN + "; did you mean amplify.auth.cookies.same-site?"),
                problems("amplify.auth.cookie.sameSite", "x"));
        assertEquals(
                List.of("amplify.storage.buckets..region" + UNKNOWN
                        + "; did you mean amplify.storage.buckets.\"*\".region?"),
                problems("amplify.storage.buckets..region", "x"));
        assertTaken("other.auth.userpool", "x");
    }

    @Test
    void requiresKeysThatBelongTogether() {
        assertEquals(
                List.of(CLIENT + ": nothing, expected an app client of the user pool"),
                problems(Map.of(POOL, "eu-central-1_A")));
        assertEquals(
                List.of(POOL + ": nothing, expected a user pool for the app client that is configured"),
                problems(Map.of(CLIENT, "c")));
        assertEquals(
                List.of("amplify.storage.bucket: nothing, expected the default bucket"),
                problems(Map.of("amplify.storage.region", "eu-central-1")));
        assertEquals(
                List.of("amplify.storage.region: nothing, expected the region of the default bucket"),
                problems(Map.of("amplify.storage.bucket", "b")));
        String photos = "amplify.storage.buckets.\"photos\".";
        assertEquals(
                List.of(
                        photos + "bucket-name: nothing, expected the bucket's S3 name",
                        "amplify.storage.bucket: nothing, expected the default bucket"),
                problems(Map.of(photos + "region", "eu-central-1")));
        assertEquals(
                List.of(
                        photos + "region: nothing, expected the bucket's region",
                        "amplify.storage.bucket: nothing, expected the default bucket"),
                problems(Map.of(photos + "bucket-name", "b")));
        assertEquals(
                List.of("amplify.api.rest.\"orders\".endpoint: nothing, expected the base URI of the API"),
                problems(Map.of("amplify.api.rest.orders.region", "eu-central-1")));
    }

    @Test
    void refusesWhatWouldPassTheCheckOfMicroProfileJwt() {
        String key = "amplify.auth.session.microprofile-jwt";
        Map<String, String> values = new HashMap<>(Map.of(
                key, "true", "amplify.auth.user-pool-id", "eu-central-1_Ab3", "amplify.auth.user-pool-client-id", "c"));
        values.put("mp.jwt.token.header", "Cookie");
        values.put("amplify.auth.session.jakarta-security", "true");
        assertEquals(
                List.of(
                        "mp.jwt.token.header: \"Cookie\", expected Authorization, which is the default",
                        key + ": \"true\", expected false, because amplify.auth.session.jakarta-security is true"),
                problems(values));
    }

    @Test
    void refusesASignInFormThatCannotWork() {
        String key = "amplify.auth.sign-in.";
        Map<String, String> values = new HashMap<>(Map.of(
                "amplify.auth.user-pool-id",
                "eu-central-1_Ab3",
                "amplify.auth.user-pool-client-id",
                "c",
                key + "form",
                "true",
                key + "keys",
                "x".repeat(32) + ",too short",
                key + "flow",
                "ADMIN_USER_PASSWORD_AUTH",
                key + "client-address",
                "true"));
        assertEquals(
                List.of(
                        key
                                + "keys: <redacted>, expected keys of 32 characters or more (openssl rand -base64 32), found"
                                + " one of 9",
                        "amplify.auth.user-pool-client-secret: nothing, expected the secret of the app client, because"
                                + " amplify.auth.sign-in.client-address is true: Cognito believes only app clients with"
                                + " a secret",
                        "amplify.app.origin: nothing, expected the origin of the application, because"
                                + " amplify.auth.sign-in.form is true",
                        key + "flow: \"ADMIN_USER_PASSWORD_AUTH\", expected one of USER_SRP_AUTH, USER_PASSWORD_AUTH,"
                                + " USER_AUTH, CUSTOM_WITH_SRP, CUSTOM_WITHOUT_SRP"),
                problems(values));
    }

    @Test
    void requiresAUserPoolForWhatNeedsOne() {
        String where =
                ": nothing, expected a user pool, or amplify_outputs.json on the class path (src/main/resources), ";
        assertEquals(
                List.of(
                        POOL + where + "because amplify.app.origin turns the auth routes on",
                        "amplify.auth.oauth.domain: nothing, expected the domain of Managed Login, because amplify.app.origin"
                                + " turns the auth routes on"),
                problems(Map.of("amplify.app.origin", "https://app.example.com")));
        assertEquals(
                List.of(POOL + where + "for the protected paths"),
                problems(Map.of("amplify.auth.session.protected-paths", "/a")));
        for (String callers : List.of("jakarta-security", "bearer-tokens", "microprofile-jwt")) {
            assertEquals(
                    List.of(POOL + where
                            + "for the callers of Jakarta Security or MicroProfile JWT, or with bearer tokens"),
                    problems(Map.of("amplify.auth.session." + callers, "true")));
        }
    }

    @Test
    void requiresARegionToSignFor() {
        String identityPool = "amplify.auth.identity-pool-id";
        String rest = "amplify.api.rest.\"orders\".";
        String noRegion = ": nothing, expected the region to sign for, which the host api.example.com does not say";
        Map<String, String> values = new LinkedHashMap<>(Map.of(
                identityPool,
                "eu-central-1:a-b",
                rest + "endpoint",
                "https://api.example.com",
                "amplify.api.graphql.endpoint",
                "https://api.example.com/graphql"));
        assertEquals(List.of(rest + "region" + noRegion, "amplify.api.graphql.region" + noRegion), problems(values));
        values.put("amplify.api.graphql.default-auth-mode", "apiKey");
        assertEquals(List.of(rest + "region" + noRegion), problems(values));
        values.put(rest + "region", "eu-central-1");
        assertEquals(1, TestConfig.read(values).orElseThrow().restApis().size());
    }

    @Test
    void readsNamesWithoutQuotes() {
        AmplifyConfig config = TestConfig.read(Map.of(
                        "amplify.api.rest.o.endpoint", "https://api.example.com",
                        "amplify.api.rest.o.region", "eu-west-1"))
                .orElseThrow();
        assertEquals("eu-west-1", config.restApis().get("o").region().orElseThrow());
    }

    @Test
    void shortensValuesToOneLine() {
        String key = "amplify.auth.cookies.same-site";
        assertEquals(
                List.of(key + ": \"" + "x".repeat(200) + "\", expected one of strict, lax, none"),
                problems(key, "x".repeat(200)));
        assertEquals(
                List.of(key + ": \"" + "x".repeat(200) + "…\", expected one of strict, lax, none"),
                problems(key, "x".repeat(201)));
        assertEquals(List.of(key + ": \"a\\xb\", expected one of strict, lax, none"), problems(key, "a\nb"));
    }

    @Test
    void redactsSecrets() {
        String key = "amplify.auth.user-pool-client-secret";
        Setting found = new Setting("s3cret", "test");
        Problems problems = new Problems();
        problems.wrong(ConfigKey.USER_POOL_CLIENT_SECRET, found, "another one");
        ConfigException shown = new ConfigException(problems.found());
        assertFalse(shown.getMessage().contains("s3cret"), shown.getMessage());
        assertEquals("<redacted>", shown.problems().get(0).actual());
        assertEquals(key, shown.problems().get(0).key());
    }

    /** Without the auth routes nobody signs in on the server; and the prefix __Host- forbids a Domain. */
    @ParameterizedTest
    @CsvSource({
        "shared, amplify.app.origin, '', amplify.app.origin",
        "http-session, amplify.app.origin, '', amplify.app.origin",
        "shared, amplify.auth.cookies.domain, example.com, amplify.auth.cookies.domain"
    })
    void refusesAStoreThatCannotWork(String store, String key, String value, String blamed) {
        ConfigException thrown = assertThrows(
                ConfigException.class, () -> TestPool.config(Map.of("amplify.auth.session.store", store, key, value)));
        assertEquals(
                List.of(blamed),
                thrown.problems().stream().map(ConfigException.Problem::key).toList());
    }
}
