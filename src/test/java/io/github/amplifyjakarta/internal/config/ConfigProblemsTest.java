package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.internal.transport.WebOrigin;
import io.github.amplifyjakarta.testing.TestConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody reads whose configuration is wrong in one place: that place, what is there, and what would be right. */
class ConfigProblemsTest {

    private static final String POOL = "amplify.auth.user-pool-id";
    private static final String CLIENT = "amplify.auth.user-pool-client-id";

    @TempDir
    Path folder;

    /** {@return each problem without its source} */
    private static List<String> problems(Map<String, String> values) {
        return assertThrows(ConfigException.class, () -> TestConfig.read(values)).problems().stream()
                .map(problem -> problem.key() + ": " + problem.actual() + ", expected " + problem.expected())
                .toList();
    }

    /** {@return those of a configuration with auth routes, in which one value is another} */
    private static List<String> problems(String key, String value) {
        return assertThrows(ConfigException.class, () -> TestPool.config(Map.of(key, value))).problems().stream()
                .map(problem -> problem.key() + ": " + problem.actual() + ", expected " + problem.expected())
                .toList();
    }

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
                "auth.cookies.domain | example.com/ | a domain name (example.com)",
                "auth.cookies.same-site | sometimes | one of strict, lax, none",
                "auth.cookies.max-age | 0 | whole seconds between 1 and 316224000",
                "auth.cookies.max-age | 316224001 | whole seconds between 1 and 316224000",
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
    void aValueThatCannotBe(String key, String value, String expected) {
        assertEquals(
                List.of("amplify." + key + ": \"" + value + "\", expected " + expected),
                problems("amplify." + key, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth.cookies.max-age | 1",
                "auth.cookies.max-age | 316224000",
                "http.request-timeout | PT10M",
                "auth.routes.redirect-on-sign-in-complete | /in",
                "auth.routes.redirect-on-sign-in-complete | https://example.com/in",
                "auth.session.sign-in-path | /in",
                "auth.session.protected-paths | /a/*,/b,/*",
            })
    void aValueAtItsEdge(String key, String value) {
        assertTaken("amplify." + key, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void aRedirectToAnotherOrigin(String direction) {
        String key = "amplify.auth.oauth.redirect-sign-" + direction;
        String callback = "https://app.example.com/api/auth/sign-" + direction + "-callback";
        String expected = "a URI of the origin https://app.example.com that ends in /auth/sign-" + direction
                + "-callback, in the file and in the app client of Cognito (" + callback + ")";
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
    void aKeyThatIsNotThere() {
        assertEquals(
                List.of(
                        "amplify.auth.userpool: a key that does not exist, expected one of the keys in docs/configuration.md"),
                problems("amplify.auth.userpool", "x"));
        assertEquals(
                List.of(
                        "amplify.storage.buckets..region: a key that does not exist, expected one of the keys in docs/configuration.md"),
                problems("amplify.storage.buckets..region", "x"));
        assertTaken("other.auth.userpool", "x");
    }

    @Test
    void whatBelongsTogether() {
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
    void whatNeedsAUserPool() {
        String where =
                ": nothing, expected a user pool, or amplify_outputs.json on the class path (src/main/resources), ";
        assertEquals(
                List.of(
                        "amplify.auth.oauth.domain: nothing, expected the domain of Managed Login, because amplify.app.origin"
                                + " turns the auth routes on",
                        POOL + where + "because amplify.app.origin turns the auth routes on"),
                problems(Map.of("amplify.app.origin", "https://app.example.com")));
        assertEquals(
                List.of(POOL + where + "for the protected paths"),
                problems(Map.of("amplify.auth.session.protected-paths", "/a")));
        for (String callers : List.of("jakarta-security", "bearer-tokens")) {
            assertEquals(
                    List.of(POOL + where + "for the callers of Jakarta Security or with bearer tokens"),
                    problems(Map.of("amplify.auth.session." + callers, "true")));
        }
    }

    @Test
    void aRegionToSignFor() {
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
    void aNameMayStandWithoutQuotes() {
        AmplifyConfig config = TestConfig.read(Map.of(
                        "amplify.api.rest.o.endpoint", "https://api.example.com",
                        "amplify.api.rest.o.region", "eu-west-1"))
                .orElseThrow();
        assertEquals("eu-west-1", config.restApis().get("o").region().orElseThrow());
    }

    @Test
    void aLongValueIsShownInPartAndOnOneLine() {
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
    void aSecretIsNotShown() {
        String key = "amplify.auth.user-pool-client-secret";
        Setting found = new Setting("s3cret", "test");
        Problems problems = new Problems();
        problems.wrong(ConfigKey.USER_POOL_CLIENT_SECRET, found, "another one");
        ConfigException shown = assertThrows(ConfigException.class, problems::throwIfAny);
        assertFalse(shown.getMessage().contains("s3cret"), shown.getMessage());
        assertEquals("<redacted>", shown.problems().get(0).actual());
        assertEquals(key, shown.problems().get(0).key());
    }

    private List<String> problemsOfFile(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("amplify_outputs.json"), json);
        return problems(Map.of("amplify.config.file", file.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | amplify.config.file: a list, expected a JSON object, the content of an Amplify file",
                "7 | amplify.config.file: a number, expected a JSON object, the content of an Amplify file",
                "true | amplify.config.file: a boolean, expected a JSON object, the content of an Amplify file",
                "null | amplify.config.file: null, expected a JSON object, the content of an Amplify file",
                "{\"version\":1} | amplify.config.file: 1, expected a text \"1\" or \"1.x\"",
                "{\"version\":\"2\"} | amplify.config.file: \"2\", expected a text \"1\" or \"1.x\"",
                "{\"aws_x\":1} | amplify.config.file: keys aws_… without aws_project_region, expected amplifyconfiguration.json",
                "{\"a\":1} | amplify.config.file: an object with the keys [a], expected amplify_outputs.json (key \"version\") or amplifyconfiguration.json (key \"aws_project_region\")",
                "{\"version\":\"1\",\"auth\":7} | auth: a number, expected an object",
                "{\"version\":\"1\",\"auth\":{\"user_pool_id\":{}}} | auth.user_pool_id: an object, expected a text",
                "{\"version\":\"1\",\"auth\":{\"oauth\":{\"scopes\":[\"a\",1]}}} | auth.oauth.scopes: a list, expected a list of texts",
                "{\"version\":\"1\",\"auth\":{\"oauth\":{\"scopes\":true}}} | auth.oauth.scopes: a boolean, expected a list of texts",
                "{\"version\":\"1\",\"storage\":{\"buckets\":\"a\"}} | storage.buckets: a text, expected a list",
                "{\"version\":\"1\",\"storage\":{\"buckets\":[\"a\"]}} | storage.buckets[0]: a text, expected an object with name, bucket_name and aws_region",
                "{\"version\":\"1\",\"storage\":{\"buckets\":[{\"name\":1}]}} | storage.buckets[0]: an object, expected an object with name, bucket_name and aws_region",
                "{\"aws_project_region\":\"a\",\"aws_cloud_logic_custom\":{}} | aws_cloud_logic_custom: an object, expected a list",
                "{\"aws_project_region\":\"a\",\"aws_cloud_logic_custom\":[1]} | aws_cloud_logic_custom[0]: a number, expected an object with name and endpoint",
                "{\"API\":{\"GraphQL\":{\"customEndpoint\":\"x\"}}} | amplify.api.graphql.endpoint: \"x\", expected the address in API.GraphQL.endpoint, its region in API.GraphQL.region, and no customEndpoint",
            })
    void aFileThatCannotBe(String json, String expected) throws IOException {
        assertEquals(List.of(expected), problemsOfFile(json));
    }

    /** CWE-117: nothing in a file begins a line of its own in the log, or fills it. */
    @Test
    void aFileThatWritesIntoTheLog() throws IOException {
        String line = "a\\u0085b\\u2028c\\nd";
        assertEquals(
                List.of(
                        "amplify.config.file: an object with the keys [a\\xb\\xc\\xd], expected amplify_outputs.json (key"
                                + " \"version\") or amplifyconfiguration.json (key \"aws_project_region\")"),
                problemsOfFile("{\"" + line + "\":1}"));
        String bucket = "{\"name\":\"" + line + "\",\"bucket_name\":\"x\",\"aws_region\":\"eu-west-1\"}";
        Path file = Files.writeString(
                folder.resolve("buckets.json"),
                "{\"version\":\"1\",\"storage\":{\"bucket_name\":\"x\",\"aws_region\":\"eu-west-1\",\"buckets\":["
                        + bucket + "," + bucket + "]}}");
        String message = String.valueOf(assertThrows(
                        ConfigException.class, () -> TestConfig.read(Map.of("amplify.config.file", file.toString())))
                .getMessage());
        assertTrue(message.contains("buckets.\"a\\xb\\xc\\xd\".bucket-name"), message);
        assertEquals(2, message.lines().count(), message);
        String found = problemsOfFile("{\"" + "x".repeat(1_000_000) + "\":1}").get(0);
        assertTrue(found.length() < 700, String.valueOf(found.length()));
    }

    @Test
    void aBucketTwice() throws IOException {
        String bucket = "{\"name\":\"b\",\"bucket_name\":\"x\",\"aws_region\":\"eu-west-1\"}";
        assertEquals(
                List.of("amplify.storage.buckets.\"b\".bucket-name: the name twice, expected unique names"),
                problemsOfFile(
                        "{\"version\":\"1\",\"storage\":{\"bucket_name\":\"x\",\"aws_region\":\"eu-west-1\",\"buckets\":["
                                + bucket + "," + bucket + "]}}"));
    }

    @Test
    void noJson() throws IOException {
        List<String> problems = problemsOfFile("{");
        assertEquals(1, problems.size());
        assertEquals("amplify.config.file: no JSON (", problems.get(0).substring(0, 30));
    }

    @Test
    void namesAFileInAnotherEncodingOrOfAnotherPlatform() throws IOException {
        String json =
                "{\"version\":\"1\",\"auth\":{\"user_pool_id\":\"eu-central-1_A\",\"user_pool_client_id\":\"c\"}}";
        Path file = folder.resolve("encoded.json");
        Files.writeString(file, "\ufeff" + json);
        assertTrue(
                TestConfig.read(Map.of("amplify.config.file", file.toString())).isPresent(), "a byte order mark");
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.write(file, json.getBytes(charset));
            assertEquals(
                    List.of(
                            "amplify.config.file: UTF-16, as > in Windows PowerShell writes it, expected UTF-8: let ampx"
                                    + " write the file, or use Out-File -Encoding utf8"),
                    problems(Map.of("amplify.config.file", file.toString())));
        }
        for (String mobile :
                List.of("{\"UserAgent\":\"x\",\"Version\":\"1.0\",\"auth\":{}}", "{\"CognitoUserPool\":{}}")) {
            assertEquals(
                    List.of("amplify.config.file: the format of Amplify for mobile platforms, expected"
                            + " amplify_outputs.json, or for Gen 1 the content of aws-exports.js"
                            + " (amplifyconfiguration.json of a JavaScript project)"),
                    problemsOfFile(mobile));
        }
    }

    @Test
    void saysThatAFileIsAnEmptyStub() throws IOException {
        Path file = Files.writeString(folder.resolve("stub.json"), "{\"version\":\"1.4\"}");
        List<String> problems =
                problems(Map.of("amplify.config.file", file.toString(), "amplify.auth.session.protected-paths", "/a"));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("which is the empty stub of ampx"), problems.get(0));
    }

    @Test
    void readsModelsOfEveryForm() throws IOException {
        String models = "{\"version\":1,\"models\":{\"Todo\":{}}}";
        for (String json : List.of(
                "{\"version\":\"1\",\"data\":{\"url\":\"https://g.example.com/\",\"aws_region\":\"eu-west-1\","
                        + "\"model_introspection\":" + models + "}}",
                "{\"aws_project_region\":\"eu-west-1\",\"aws_appsync_graphqlEndpoint\":\"https://g.example.com/\","
                        + "\"modelIntrospection\":" + models + ",\"version\":\"1\"}",
                "{\"API\":{\"GraphQL\":{\"endpoint\":\"https://g.example.com/\",\"modelIntrospection\":" + models
                        + "}}}")) {
            Path file = Files.writeString(folder.resolve("models.json"), json);
            AmplifyConfig config = TestConfig.read(Map.of("amplify.config.file", file.toString()))
                    .orElseThrow();
            assertEquals(
                    models,
                    config.graphQl()
                            .orElseThrow()
                            .modelIntrospection()
                            .orElseThrow()
                            .toString());
        }
    }

    @Test
    void aFileThatIsTooLarge() throws IOException {
        String least = "{\"version\":\"1\"}";
        int largest = 8 << 20;
        assertEquals(
                List.of("amplify.config.file: more than 8388608 bytes, expected an Amplify file"),
                problemsOfFile(least + " ".repeat(largest + 1 - least.length())));
        Path file = Files.writeString(folder.resolve("large.json"), least + " ".repeat(largest - least.length()));
        assertTrue(
                TestConfig.read(Map.of("amplify.config.file", file.toString())).isPresent());
    }

    @Test
    void aNameThatIsNoPath() {
        assertEquals(
                List.of("amplify.config.file: IllegalArgumentException, expected a readable file"),
                problems(Map.of("amplify.config.file", "a\0b")));
        assertEquals(
                List.of("amplify.config.file: IllegalArgumentException, expected a readable file"),
                problems(Map.of("amplify.config.file", "file:relative")));
    }

    /** The form that Amplify JS itself takes; the golden replay reads its auth part only. */
    @Test
    void storageAndApisOfAResourcesConfig() throws IOException {
        Path file = Files.writeString(folder.resolve("resources.json"), """
                {"Auth": {"Cognito": {"userPoolId": "eu-central-1_A", "userPoolClientId": "c",
                    "loginWith": {"oauth": {"domain": "login.example.com", "responseType": "token",
                      "redirectSignIn": ["https://app.example.com/api/auth/sign-in-callback"],
                      "redirectSignOut": ["https://app.example.com/api/auth/sign-out-callback"]}}}},
                 "Storage": {"S3": {"bucket": "main", "region": "eu-west-1",
                    "buckets": {"photos": {"bucketName": "photos-1", "region": "eu-west-2"}}}},
                 "API": {"GraphQL": {"endpoint": "https://g.example.com/graphql", "region": "eu-west-3", "apiKey": "k",
                    "defaultAuthMode": "apiKey"},
                   "REST": {"orders": {"endpoint": "https://o.example.com", "region": "eu-north-1", "service": "lambda"}}}}
                """);
        Map<String, String> values = new LinkedHashMap<>(Map.of("amplify.config.file", file.toString()));
        AmplifyConfig config = TestConfig.read(values).orElseThrow();
        assertEquals("main", config.storage().orElseThrow().bucket());
        assertEquals("eu-west-1", config.storage().orElseThrow().region());
        assertEquals(
                "Bucket[bucketName=photos-1, region=eu-west-2]",
                config.storage().orElseThrow().buckets().get("photos").toString());
        assertEquals("eu-west-3", config.graphQl().orElseThrow().region().orElseThrow());
        assertEquals("k", config.graphQl().orElseThrow().apiKey().orElseThrow());
        assertEquals(GraphQlAuthMode.API_KEY, config.graphQl().orElseThrow().defaultAuthMode());
        assertEquals("lambda", config.restApis().get("orders").service().orElseThrow());
        assertEquals("eu-north-1", config.restApis().get("orders").region().orElseThrow());
        values.put("amplify.app.origin", "https://app.example.com");
        assertEquals(
                List.of("amplify.app.origin: token, expected code, the flow that the routes run"), problems(values));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.com:65535, https://a.example.com:65535",
        "https://a.example.com:65536,",
        "https://a.example.com:0,",
        "HTTPS://A.example.com:443/x, https://a.example.com",
        "http://a.example.com:80, http://a.example.com",
        "http://a.example.com:443, http://a.example.com:443",
        "https://u@a.example.com,",
        "ftp://a.example.com,",
        "//a.example.com,",
        "https:/a,",
        "a b,",
    })
    void theOriginOfAUri(String uri, String origin) {
        assertEquals(origin, WebOrigin.of(uri).orElse(null));
    }
}
