package io.github.amplifyjakarta.internal.config;

import static io.github.amplifyjakarta.internal.config.ReportedProblems.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.testing.TestConfig;
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

/** What is read from an Amplify file, and what somebody reads whose file is wrong. */
class AmplifyFileTest {

    @TempDir
    Path folder;

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
    void refusesInvalidFiles(String json, String expected) throws IOException {
        assertEquals(List.of(expected), problemsOfFile(json));
    }

    /** CWE-117: nothing in a file begins a line of its own in the log, or fills it. */
    @Test
    void escapesLineEndsInNamesOfAFile() throws IOException {
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
    void refusesDuplicateBucketNames() throws IOException {
        String bucket = "{\"name\":\"b\",\"bucket_name\":\"x\",\"aws_region\":\"eu-west-1\"}";
        assertEquals(
                List.of("amplify.storage.buckets.\"b\".bucket-name: the name twice, expected unique names"),
                problemsOfFile(
                        "{\"version\":\"1\",\"storage\":{\"bucket_name\":\"x\",\"aws_region\":\"eu-west-1\",\"buckets\":["
                                + bucket + "," + bucket + "]}}"));
    }

    @Test
    void refusesAFileWithoutJson() throws IOException {
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
    void refusesFilesThatAreTooLarge() throws IOException {
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
    void refusesAFileNameThatIsNoPath() {
        assertEquals(
                List.of("amplify.config.file: IllegalArgumentException, expected a readable file"),
                problems(Map.of("amplify.config.file", "a\0b")));
        assertEquals(
                List.of("amplify.config.file: IllegalArgumentException, expected a readable file"),
                problems(Map.of("amplify.config.file", "file:relative")));
    }

    /** The form that Amplify JS itself takes; the golden replay reads its auth part only. */
    @Test
    void readsStorageAndApisOfAResourcesConfig() throws IOException {
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
}
