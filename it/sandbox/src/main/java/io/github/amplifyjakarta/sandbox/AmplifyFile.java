package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an Amplify file names: {@code amplify_outputs.json}, {@code amplifyconfiguration.json} or Amplify JS's own {@code
 * ResourcesConfig}. The library checks the file; here only its names count.
 */
final class AmplifyFile {

    private static final Set<String> KEYS = Set.of("version", "aws_project_region", "Auth", "Storage", "API");

    private final JsonObject root;

    private AmplifyFile(JsonObject root) {
        this.root = root;
    }

    static AmplifyFile read(Path file) throws UsageException {
        try (JsonReader reader = JSON.createReader(new StringReader(Files.readString(file)))) {
            if (reader.readValue() instanceof JsonObject root
                    && root.keySet().stream().anyMatch(KEYS::contains)) {
                return new AmplifyFile(root);
            }
            throw Flag.AMPLIFY_FILE.wrong(file + ", which has none of the keys of such a file");
        } catch (IOException | JsonException e) {
            throw (UsageException) Flag.AMPLIFY_FILE
                    .wrong(file + ", which is no JSON (" + e.getMessage() + ")")
                    .initCause(e);
        }
    }

    /** {@return a back end with the file's names, where it has them} */
    BackEnd over(BackEnd standard) {
        List<String> buckets = buckets();
        return new BackEnd(
                text("auth.user_pool_id", "aws_user_pools_id", "Auth.Cognito.userPoolId")
                        .orElse(standard.poolId()),
                text("auth.user_pool_client_id", "aws_user_pools_web_client_id", "Auth.Cognito.userPoolClientId")
                        .orElse(standard.clientId()),
                text("auth.identity_pool_id", "aws_cognito_identity_pool_id", "Auth.Cognito.identityPoolId")
                        .orElse(standard.identityPoolId()),
                buckets.isEmpty() ? standard.buckets() : buckets,
                restApis());
    }

    private Optional<String> text(String... paths) {
        return Stream.of(paths)
                .map(this::at)
                .filter(JsonString.class::isInstance)
                .map(found -> ((JsonString) found).getString())
                .findFirst();
    }

    private JsonValue at(String path) {
        JsonValue value = root;
        for (String key : path.split("\\.")) {
            value = value instanceof JsonObject object ? object.getOrDefault(key, JsonValue.NULL) : JsonValue.NULL;
        }
        return value;
    }

    /** The default bucket, then those that have a name. */
    private List<String> buckets() {
        Optional<String> standard = text("storage.bucket_name", "aws_user_files_s3_bucket", "Storage.S3.bucket");
        Stream<String> named = Stream.concat(
                items("storage.buckets").map(bucket -> bucket.getString("bucket_name", null)),
                entries("Storage.S3.buckets").map(bucket -> bucket.getString("bucketName", null)));
        return Stream.concat(standard.stream(), named.filter(Objects::nonNull))
                .distinct()
                .toList();
    }

    private List<String> restApis() {
        return Stream.of(
                        names("custom.API"),
                        items("aws_cloud_logic_custom").map(api -> api.getString("name", null)),
                        names("API.REST"))
                .flatMap(each -> each)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private Stream<JsonObject> items(String path) {
        return at(path) instanceof JsonArray array ? objects(array.stream()) : Stream.of();
    }

    private Stream<JsonObject> entries(String path) {
        return at(path) instanceof JsonObject object ? objects(object.values().stream()) : Stream.of();
    }

    private Stream<String> names(String path) {
        return at(path) instanceof JsonObject object
                ? object.entrySet().stream()
                        .filter(each -> each.getValue() instanceof JsonObject api && api.containsKey("endpoint"))
                        .map(each -> each.getKey())
                : Stream.of();
    }

    private static Stream<JsonObject> objects(Stream<JsonValue> values) {
        return values.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }
}
