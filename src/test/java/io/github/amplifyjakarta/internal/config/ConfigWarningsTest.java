package io.github.amplifyjakarta.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.testing.TestPool;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What works, but probably not as intended, and the effective configuration. */
class ConfigWarningsTest {

    @TempDir
    Path folder;

    private ConfigReport report(Map<String, String> properties, Map<String, String> environment) throws IOException {
        try (URLClassLoader resources = new URLClassLoader(new URL[] {url(folder)}, null)) {
            return ConfigReader.report(
                    new SmallRyeConfigBuilder()
                            .withSources(new PropertiesConfigSource(properties, "application.properties", 100))
                            .withSources(new EnvConfigSource(environment, 300))
                            .build(),
                    resources);
        }
    }

    private static URL url(Path folder) throws MalformedURLException {
        return folder.toUri().toURL();
    }

    private List<String> warnings(Map<String, String> properties) throws IOException {
        return report(properties, Map.of()).warnings();
    }

    private static Map<String, String> application(String origin, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "amplify.app.origin",
                origin,
                "amplify.auth.user-pool-id",
                TestPool.POOL,
                "amplify.auth.user-pool-client-id",
                TestPool.CLIENT,
                "amplify.auth.oauth.domain",
                "login.example.com",
                "amplify.auth.oauth.redirect-sign-in",
                origin + "/api/auth/sign-in-callback",
                "amplify.auth.oauth.redirect-sign-out",
                origin + "/api/auth/sign-out-callback"));
        properties.putAll(more);
        return properties;
    }

    @Test
    void hasNoWarningForAnOrdinaryConfiguration() throws IOException {
        assertEquals(List.of(), warnings(application("https://app.example.com", Map.of())));
        assertEquals(List.of(), warnings(application("http://localhost:8080", Map.of())));
    }

    @Test
    void warnsOfHttpOnAPublicHost() throws IOException {
        assertEquals(
                List.of(
                        "amplify.app.origin (application.properties): found \"http://app.example.com\", expected https: over"
                                + " http everybody between browser and server reads the session cookies, which lack Secure"),
                warnings(application("http://app.example.com", Map.of())));
    }

    @Test
    void warnsOfCookiesThatBrowsersDrop() throws IOException {
        assertEquals(
                List.of(
                        "amplify.auth.cookies.same-site (application.properties): found \"none\", expected lax or strict, or an"
                                + " origin with https: browsers drop cookies with SameSite=None that lack Secure"),
                warnings(application("http://localhost:8080", Map.of("amplify.auth.cookies.same-site", "none"))));
        assertEquals(
                List.of(),
                warnings(application("https://app.example.com", Map.of("amplify.auth.cookies.same-site", "none"))));
    }

    @Test
    void warnsOfARegionThatContradictsTheUserPool() throws IOException {
        Files.writeString(
                folder.resolve("amplify_outputs.json"),
                "{\"version\":\"1\",\"auth\":{\"aws_region\":\"eu-west-1\",\"user_pool_id\":\"eu-central-1_A\",\"user_pool_client_id\":\"c\"}}");
        assertEquals(
                List.of("amplify.auth.user-pool-id (amplify_outputs.json: auth.user_pool_id): found \"eu-central-1_A\","
                        + " expected an id of the region eu-west-1, which amplify_outputs.json: auth.aws_region says: one"
                        + " of the two is wrong, and eu-central-1 is used"),
                warnings(Map.of()));
        assertEquals(
                List.of(),
                warnings(Map.of("amplify.auth.user-pool-id", "us-east-1_B")),
                "the file's region is not about another pool");
    }

    @Test
    void warnsOfTwoAmplifyFiles() throws IOException {
        String file =
                "{\"version\":\"1\",\"auth\":{\"user_pool_id\":\"eu-central-1_A\",\"user_pool_client_id\":\"c\"}}";
        Files.writeString(folder.resolve("amplify_outputs.json"), file);
        assertEquals(List.of(), warnings(Map.of()));
        Files.writeString(folder.resolve("amplifyconfiguration.json"), "{}");
        assertEquals(
                List.of(
                        "amplify.config.file (class path): found amplify_outputs.json and amplifyconfiguration.json, expected"
                                + " one file: amplify_outputs.json is used; delete the other, or name the one to use"),
                warnings(Map.of()));
        assertEquals(List.of(), warnings(Map.of("amplify.config.file", "amplify_outputs.json")));
    }

    @Test
    void warnsOfMistypedVariables() throws IOException {
        Map<String, String> pool =
                Map.of("amplify.auth.user-pool-id", "eu-central-1_A", "amplify.auth.user-pool-client-id", "c");
        assertEquals(
                List.of(
                        "AMPLIFY_APP_ORIGN (environment): found a variable that is not read, expected AMPLIFY_APP_ORIGIN, the"
                                + " variable of amplify.app.origin",
                        "AMPLIFY_AUTH_USERPOOL_ID (environment): found a variable that is not read, expected"
                                + " AMPLIFY_AUTH_USER_POOL_ID, the variable of amplify.auth.user-pool-id"),
                report(
                                pool,
                                Map.of(
                                        "AMPLIFY_APP_ORIGN",
                                        "https://app.example.com",
                                        "AMPLIFY_AUTH_USERPOOL_ID",
                                        "eu-central-1_A",
                                        "AMPLIFY_API_REST__ORDERS__REGION",
                                        "eu-west-1",
                                        "AMPLIFY_API_REST_PIM_REGION",
                                        "eu-west-1",
                                        "AMPLIFY_API_REST_PIM_ENDPOINT",
                                        "https://pim.example.com",
                                        "AMPLIFY_API_REST__ORDERS__ENDPOINT",
                                        "https://api.example.com",
                                        "AMPLIFY_MONOREPO_APP_ROOT",
                                        "/x"))
                        .warnings());
    }

    /** The prefix decides whose key it is, so that nobody can refuse it. */
    @Test
    void warnsOfAMistypedPrefix() throws IOException {
        Map<String, String> pool = Map.of(
                "amplify.auth.user-pool-id", "eu-central-1_A",
                "amplify.auth.user-pool-client-id", "c",
                "amplfy.auth.session.protected-paths", "/account/*",
                "app.origin", "https://other.example.com",
                "audit.session.paths", "/x");
        assertEquals(
                List.of(
                        "AMPLFY_APP_ORIGIN (environment): found a variable that is not read, expected AMPLIFY_APP_ORIGIN, the"
                                + " variable of amplify.app.origin",
                        "amplfy.auth.session.protected-paths (application.properties): found a key that is not read, expected"
                                + " amplify.auth.session.protected-paths"),
                report(pool, Map.of("AMPLFY_APP_ORIGIN", "https://app.example.com", "ANDROID_HOME", "/x"))
                        .warnings());
    }

    @Test
    void showsTheEffectiveConfigurationWithItsSources() throws IOException {
        Files.writeString(
                folder.resolve("amplify_outputs.json"),
                "{\"version\":\"1\",\"auth\":{\"user_pool_id\":\"eu-central-1_A\",\"user_pool_client_id\":\"c\"},"
                        + "\"storage\":{\"bucket_name\":\"b\",\"aws_region\":\"eu-central-1\","
                        + "\"buckets\":[{\"name\":\"orders\",\"bucket_name\":\"o\",\"aws_region\":\"eu-west-1\"}]}}");
        ConfigReport report = report(
                Map.of("amplify.auth.user-pool-client-secret", "s3cret", "amplify.api.graphql.api-key", "da2-key"),
                Map.of("AMPLIFY_AUTH_USER_POOL_CLIENT_ID", "other"));
        assertEquals(
                List.of(
                        "amplify.auth.user-pool-id = \"eu-central-1_A\" (amplify_outputs.json: auth.user_pool_id)",
                        "amplify.auth.user-pool-client-id = \"other\" (environment variable)",
                        "amplify.auth.user-pool-client-secret = <redacted> (application.properties)",
                        "amplify.storage.bucket = \"b\" (amplify_outputs.json: storage.bucket_name)",
                        "amplify.storage.region = \"eu-central-1\" (amplify_outputs.json: storage.aws_region)",
                        "amplify.storage.buckets.\"orders\".bucket-name = \"o\" (amplify_outputs.json: storage.buckets[0].bucket_name)",
                        "amplify.storage.buckets.\"orders\".region = \"eu-west-1\" (amplify_outputs.json: storage.buckets[0].aws_region)",
                        "amplify.api.graphql.api-key = <redacted> (application.properties)"),
                report.values());
        assertTrue(report.config().isPresent());
    }

    /** CWE-117: names and values come from files that others may write. */
    @Test
    void writesOneLineForEachValue() throws IOException {
        ConfigReport report = report(
                Map.of(
                        "amplify.api.rest.\"a\nINFO b\".endpoint", "https://api.example.com/x",
                        "amplify.auth.routes.custom-state", "a\r\nWARN c"),
                Map.of());
        assertEquals(
                List.of(),
                report.values().stream()
                        .filter(line -> line.chars().anyMatch(c -> c < ' ' || c == '\u2028'))
                        .toList());
        assertEquals(2, report.values().size(), report.values()::toString);
    }

    @Test
    void keepsSecretsOfUrisOutOfTheLog() throws IOException {
        ConfigReport report = report(
                Map.of(
                        "amplify.api.rest.\"fn\".endpoint", "https://fn.example.net/api?code=s3cret",
                        "amplify.storage.endpoint", "https://user:s3cret@minio.example.com"),
                Map.of());
        assertFalse(report.values().toString().contains("s3cret"), report.values()::toString);
        assertEquals(1, report.problems().size());
        assertEquals(
                "\"https://<redacted>@minio.example.com\"",
                report.problems().get(0).actual());
        assertTrue(
                report.values().toString().contains("\"https://fn.example.net/api?<redacted>\""),
                report.values()::toString);
    }

    @Test
    void warnsBesideProblems() throws IOException {
        ConfigReport report = report(
                Map.of("amplify.auth.user-pool-id", "eu-central-1_A"), Map.of("AMPLIFY_AUTH_USERPOOL_CLIENT_ID", "c"));
        assertEquals(
                List.of("amplify.auth.user-pool-client-id"),
                report.problems().stream().map(problem -> problem.key()).toList());
        assertTrue(
                report.warnings().toString().contains("expected AMPLIFY_AUTH_USER_POOL_CLIENT_ID"),
                report.warnings()::toString);
        assertTrue(report.config().isEmpty());
    }

    @Test
    void takesNoCallbackFromAQuery() throws IOException {
        for (String login : List.of("/login?next=/auth/sign-in-callback", "/#/auth/sign-in-callback")) {
            ConfigReport report = report(
                    application(
                            "https://app.example.com",
                            Map.of("amplify.auth.oauth.redirect-sign-in", "https://app.example.com" + login)),
                    Map.of());
            assertEquals(
                    List.of("amplify.auth.oauth.redirect-sign-in"),
                    report.problems().stream().map(problem -> problem.key()).toList());
        }
    }
}
