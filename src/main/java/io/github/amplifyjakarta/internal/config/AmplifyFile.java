package io.github.amplifyjakarta.internal.config;

import static io.github.amplifyjakarta.internal.config.ConfigKey.*;

import io.github.amplifyjakarta.internal.transport.WebOrigin;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Translates the Amplify file into configuration keys. The file has three formats: Gen 2 ({@code amplify_outputs.json},
 * with {@code version}), Gen 1 ({@code amplifyconfiguration.json}, with {@code aws_project_region}) and Amplify JS's
 * own {@code ResourcesConfig} (sections {@code Auth}, {@code Storage}, {@code API}). Settings that only a form in the
 * browser needs (password rules, attributes, MFA) are not read.
 */
final class AmplifyFile {

    /** The response type in the file. It is not a configuration key, because it is not configurable. */
    static final String RESPONSE_TYPE = "response type of the file";

    /** Whether the file has only a version. ampx writes such a file before a back end exists. */
    static final String STUB = "stub";

    /** The region of the authentication. It is not a configuration key, because the ids of the pools contain it. */
    static final String AUTH_REGION = "region of the file";

    /** The models are too large for a configuration key. */
    static final String MODEL_INTROSPECTION = "models of the file";

    private final String name;
    private final Problems problems;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private AmplifyFile(String name, Problems problems) {
        this.name = name;
        this.problems = problems;
    }

    static Map<String, Setting> read(String name, String json, Problems problems) {
        AmplifyFile file = new AmplifyFile(name, problems);
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonValue root = reader.readValue();
            if (root instanceof JsonObject object) {
                file.read(object);
            } else {
                problems.add(CONFIG_FILE.key(), name, kind(root), "a JSON object, the content of an Amplify file");
            }
        } catch (JsonException e) {
            problems.add(CONFIG_FILE.key(), name, "no JSON (" + e.getMessage() + ")", "a JSON object");
        }
        return file.settings;
    }

    private void read(JsonObject root) {
        if (root.keySet().stream().anyMatch(key -> key.startsWith("aws_"))) { // Amplify checks these first
            readGen1(root);
        } else if (root.containsKey("version")) {
            readGen2(root);
        } else if (isOfMobile(root)) {
            problems.add(
                    CONFIG_FILE.key(),
                    name,
                    "the format of Amplify for mobile platforms",
                    "amplify_outputs.json, or for Gen 1 the content of aws-exports.js (amplifyconfiguration.json of a"
                            + " JavaScript project)");
        } else if (root.containsKey("Auth") || root.containsKey("Storage") || root.containsKey("API")) {
            readResources(root);
        } else {
            problems.add(
                    CONFIG_FILE.key(),
                    name,
                    "an object with the keys " + root.keySet(),
                    "amplify_outputs.json (key \"version\") or amplifyconfiguration.json (key \"aws_project_region\")");
        }
    }

    /**
     * Matches {@code amplifyconfiguration.json} of Android, iOS and Flutter, and the older {@code
     * awsconfiguration.json}.
     */
    private static boolean isOfMobile(JsonObject root) {
        return root.containsKey("Version")
                || root.containsKey("CredentialsProvider")
                || root.containsKey("CognitoUserPool");
    }

    private void readGen2(JsonObject root) {
        if (!(root.get("version") instanceof JsonString version)
                || !version.getString().matches("1(\\.\\d+)*")) {
            problems.add(CONFIG_FILE.key(), name + ": version", shown(root.get("version")), "a text \"1\" or \"1.x\"");
            return;
        }
        if (root.size() == 1) {
            settings.put(STUB, new Setting("true", name));
        }
        JsonObject auth = object(root, "auth", "");
        text(auth, "auth", "user_pool_id", USER_POOL_ID);
        region(auth, "auth", "aws_region");
        text(auth, "auth", "user_pool_client_id", USER_POOL_CLIENT_ID);
        text(auth, "auth", "identity_pool_id", IDENTITY_POOL_ID);
        text(auth, "auth", "unauthenticated_identities_enabled", ALLOW_GUEST_ACCESS);
        JsonObject oauth = object(auth, "oauth", "auth");
        text(oauth, "auth.oauth", "domain", OAUTH_DOMAIN);
        list(oauth, "auth.oauth", "scopes", OAUTH_SCOPES);
        list(oauth, "auth.oauth", "redirect_sign_in_uri", OAUTH_REDIRECT_SIGN_IN);
        list(oauth, "auth.oauth", "redirect_sign_out_uri", OAUTH_REDIRECT_SIGN_OUT);
        responseType(oauth, "auth.oauth", "response_type");
        JsonObject storage = object(root, "storage", "");
        text(storage, "storage", "bucket_name", STORAGE_BUCKET);
        text(storage, "storage", "aws_region", STORAGE_REGION);
        buckets(storage);
        JsonObject data = object(root, "data", "");
        text(data, "data", "url", GRAPHQL_ENDPOINT);
        text(data, "data", "aws_region", GRAPHQL_REGION);
        text(data, "data", "api_key", GRAPHQL_API_KEY);
        authMode(data, "data", "default_authorization_type", GRAPHQL_DEFAULT_AUTH_MODE);
        JsonObject custom = object(root, "custom", "");
        customRestApis(custom);
        eventApi(custom.get("events"), "url").ifPresent(events -> {
            text(events, "custom.events", "url", EVENTS_ENDPOINT);
            text(events, "custom.events", "aws_region", EVENTS_REGION);
            text(events, "custom.events", "api_key", EVENTS_API_KEY);
            authMode(events, "custom.events", "default_authorization_type", EVENTS_DEFAULT_AUTH_MODE);
        });
        models(data, "data", "model_introspection");
    }

    /** It is only compared. A value of another type is none of its own problem. */
    private void region(JsonObject object, String at, String field) {
        if (object.get(field) instanceof JsonString region) {
            settings.put(AUTH_REGION, new Setting(region.getString(), source(path(at, field))));
        }
    }

    private void models(JsonObject parent, String at, String field) {
        JsonObject models = object(parent, field, at);
        if (!models.isEmpty()) {
            settings.put(MODEL_INTROSPECTION, new Setting(models.toString(), source(path(at, field))));
        }
    }

    /**
     * Amplify's documentation of REST APIs tells a back end to put them here. All other entries belong to the
     * application.
     */
    private void customRestApis(JsonObject custom) {
        if (custom.get("API") instanceof JsonObject apis) {
            apis.forEach((apiName, api) -> {
                if (api instanceof JsonObject found && found.containsKey("endpoint")) {
                    restApi(apiName, found, "custom.API." + apiName);
                }
            });
        }
    }

    /**
     * {@return an Event API; empty when the entry is not one} An application may use this name for something else. An
     * application that publishes no events need not correct a sample's placeholder. The missing API is reported when an
     * {@code EventsClient} is injected.
     */
    private static Optional<JsonObject> eventApi(@Nullable JsonValue value, String address) {
        return value instanceof JsonObject events
                        && events.get(address) instanceof JsonString url
                        && WebOrigin.of(url.getString()).isPresent()
                        && url.getString().endsWith("/event")
                ? Optional.of(events)
                : Optional.empty();
    }

    private void buckets(JsonObject storage) {
        JsonValue buckets = storage.get("buckets");
        if (buckets == null || buckets == JsonValue.NULL) {
            return;
        }
        if (buckets.getValueType() != JsonValue.ValueType.ARRAY) {
            wrongType("storage.buckets", buckets, "a list");
            return;
        }
        List<JsonValue> items = buckets.asJsonArray();
        for (int i = 0; i < items.size(); i++) {
            String at = "storage.buckets[" + i + "]";
            if (!(items.get(i) instanceof JsonObject bucket)
                    || !(bucket.get("name") instanceof JsonString bucketName)) {
                wrongType(at, items.get(i), "an object with name, bucket_name and aws_region");
                continue;
            }
            String friendly = bucketName.getString();
            if (settings.containsKey(STORAGE_BUCKETS_BUCKET_NAME.key(friendly))) {
                problems.add(
                        STORAGE_BUCKETS_BUCKET_NAME.key(friendly), name + ": " + at, "the name twice", "unique names");
            }
            put(STORAGE_BUCKETS_BUCKET_NAME.key(friendly), bucket.get("bucket_name"), at + ".bucket_name");
            put(STORAGE_BUCKETS_REGION.key(friendly), bucket.get("aws_region"), at + ".aws_region");
        }
    }

    private void readGen1(JsonObject root) {
        if (!root.containsKey("aws_project_region")) {
            problems.add(CONFIG_FILE.key(), name, "keys aws_… without aws_project_region", "amplifyconfiguration.json");
            return;
        }
        text(root, "", "aws_user_pools_id", USER_POOL_ID);
        region(root, "", "aws_cognito_region");
        text(root, "", "aws_user_pools_web_client_id", USER_POOL_CLIENT_ID);
        text(root, "", "aws_cognito_identity_pool_id", IDENTITY_POOL_ID);
        if (root.containsKey("aws_cognito_identity_pool_id")) {
            boolean mandatory = root.get("aws_mandatory_sign_in") instanceof JsonString signIn
                    && signIn.getString().equals("enable");
            settings.put(
                    ALLOW_GUEST_ACCESS.key(),
                    new Setting(Boolean.toString(!mandatory), name + ": aws_mandatory_sign_in"));
        }
        JsonObject oauth = object(root, "oauth", "");
        text(oauth, "oauth", "domain", OAUTH_DOMAIN);
        list(oauth, "oauth", "scope", OAUTH_SCOPES);
        list(oauth, "oauth", "redirectSignIn", OAUTH_REDIRECT_SIGN_IN);
        list(oauth, "oauth", "redirectSignOut", OAUTH_REDIRECT_SIGN_OUT);
        responseType(oauth, "oauth", "responseType");
        text(root, "", "aws_user_files_s3_bucket", STORAGE_BUCKET);
        text(root, "", "aws_user_files_s3_bucket_region", STORAGE_REGION);
        text(root, "", "aws_appsync_graphqlEndpoint", GRAPHQL_ENDPOINT);
        text(root, "", "aws_appsync_region", GRAPHQL_REGION);
        text(root, "", "aws_appsync_apiKey", GRAPHQL_API_KEY);
        authMode(root, "", "aws_appsync_authenticationType", GRAPHQL_DEFAULT_AUTH_MODE);
        models(root, "", "modelIntrospection");
        restApis(root);
    }

    private void restApis(JsonObject root) {
        JsonValue apis = root.get("aws_cloud_logic_custom");
        if (apis == null || apis == JsonValue.NULL) {
            return;
        }
        if (apis.getValueType() != JsonValue.ValueType.ARRAY) {
            wrongType("aws_cloud_logic_custom", apis, "a list");
            return;
        }
        List<JsonValue> items = apis.asJsonArray();
        for (int i = 0; i < items.size(); i++) {
            String at = "aws_cloud_logic_custom[" + i + "]";
            if (items.get(i) instanceof JsonObject api && api.get("name") instanceof JsonString apiName) {
                restApi(apiName.getString(), api, at);
            } else {
                wrongType(at, items.get(i), "an object with name and endpoint");
            }
        }
    }

    private void restApi(String apiName, JsonObject api, String at) {
        settings.remove(REST_REGION.key(apiName));
        settings.remove(REST_SERVICE.key(apiName));
        put(REST_ENDPOINT.key(apiName), api.get("endpoint"), at + ".endpoint");
        put(REST_REGION.key(apiName), api.get("region"), at + ".region");
        put(REST_SERVICE.key(apiName), api.get("service"), at + ".service");
    }

    private void readResources(JsonObject root) {
        JsonObject cognito = object(object(root, "Auth", ""), "Cognito", "Auth");
        String at = "Auth.Cognito";
        text(cognito, at, "userPoolId", USER_POOL_ID);
        text(cognito, at, "userPoolClientId", USER_POOL_CLIENT_ID);
        text(cognito, at, "userPoolEndpoint", USER_POOL_ENDPOINT);
        text(cognito, at, "identityPoolId", IDENTITY_POOL_ID);
        text(cognito, at, "identityPoolEndpoint", IDENTITY_POOL_ENDPOINT);
        text(cognito, at, "allowGuestAccess", ALLOW_GUEST_ACCESS);
        JsonObject oauth = object(object(cognito, "loginWith", at), "oauth", at + ".loginWith");
        String atOauth = at + ".loginWith.oauth";
        text(oauth, atOauth, "domain", OAUTH_DOMAIN);
        list(oauth, atOauth, "scopes", OAUTH_SCOPES);
        list(oauth, atOauth, "redirectSignIn", OAUTH_REDIRECT_SIGN_IN);
        list(oauth, atOauth, "redirectSignOut", OAUTH_REDIRECT_SIGN_OUT);
        responseType(oauth, atOauth, "responseType");
        JsonObject s3 = object(object(root, "Storage", ""), "S3", "Storage");
        text(s3, "Storage.S3", "bucket", STORAGE_BUCKET);
        text(s3, "Storage.S3", "region", STORAGE_REGION);
        JsonObject buckets = object(s3, "buckets", "Storage.S3");
        buckets.keySet().forEach(bucketName -> {
            String atBucket = "Storage.S3.buckets." + bucketName;
            JsonObject bucket = object(buckets, bucketName, "Storage.S3.buckets");
            put(STORAGE_BUCKETS_BUCKET_NAME.key(bucketName), bucket.get("bucketName"), atBucket + ".bucketName");
            put(STORAGE_BUCKETS_REGION.key(bucketName), bucket.get("region"), atBucket + ".region");
        });
        JsonObject api = object(root, "API", "");
        JsonObject graphQl = object(api, "GraphQL", "API");
        text(graphQl, "API.GraphQL", "endpoint", GRAPHQL_ENDPOINT);
        if (graphQl.containsKey("customEndpoint")) {
            problems.add(
                    GRAPHQL_ENDPOINT.key(),
                    source("API.GraphQL.customEndpoint"),
                    shown(graphQl.get("customEndpoint")),
                    "the address in API.GraphQL.endpoint, its region in API.GraphQL.region, and no customEndpoint");
        }
        text(graphQl, "API.GraphQL", "region", GRAPHQL_REGION);
        text(graphQl, "API.GraphQL", "apiKey", GRAPHQL_API_KEY);
        text(graphQl, "API.GraphQL", "defaultAuthMode", GRAPHQL_DEFAULT_AUTH_MODE);
        models(graphQl, "API.GraphQL", "modelIntrospection");
        eventApi(api.get("Events"), "endpoint").ifPresent(events -> {
            text(events, "API.Events", "endpoint", EVENTS_ENDPOINT);
            text(events, "API.Events", "region", EVENTS_REGION);
            text(events, "API.Events", "apiKey", EVENTS_API_KEY);
            text(events, "API.Events", "defaultAuthMode", EVENTS_DEFAULT_AUTH_MODE);
        });
        JsonObject rest = object(api, "REST", "API");
        rest.keySet().forEach(apiName -> restApi(apiName, object(rest, apiName, "API.REST"), "API.REST." + apiName));
    }

    /**
     * Only the file has this setting. It matters when the routes are enabled, because the implicit flow has no server
     * side.
     */
    private void responseType(JsonObject oauth, String at, String field) {
        if (oauth.get(field) instanceof JsonString type) {
            settings.put(RESPONSE_TYPE, new Setting(type.getString(), source(path(at, field))));
        }
    }

    private void authMode(JsonObject object, String at, String field, ConfigKey key) {
        JsonValue value = object.get(field);
        if (value == null || value == JsonValue.NULL) {
            return;
        }
        String mode = switch (value instanceof JsonString text ? text.getString() : "") {
            case "API_KEY" -> "apiKey";
            case "AWS_IAM" -> "iam";
            case "AMAZON_COGNITO_USER_POOLS" -> "userPool";
            case "OPENID_CONNECT" -> "oidc";
            case "AWS_LAMBDA", "LAMBDA" -> "lambda";
            case "NONE" -> "none";
            default -> shown(value);
        };
        settings.put(key.key(), new Setting(mode, source(path(at, field))));
    }

    private JsonObject object(JsonObject parent, String field, String at) {
        JsonValue value = parent.get(field);
        if (value instanceof JsonObject object) {
            return object;
        }
        if (value != null && value != JsonValue.NULL) {
            wrongType(path(at, field), value, "an object");
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private void text(JsonObject object, String at, String field, ConfigKey key) {
        put(key.key(), object.get(field), path(at, field));
    }

    private void put(String key, @Nullable JsonValue value, String at) {
        if (value == null || value == JsonValue.NULL) {
            return;
        }
        switch (value.getValueType()) {
            case STRING -> settings.put(key, new Setting(((JsonString) value).getString(), source(at)));
            case TRUE, FALSE -> settings.put(key, new Setting(value.toString(), source(at)));
            default -> wrongType(at, value, "a text");
        }
    }

    /** Reads a list. Gen 1 writes redirects as one text with commas. */
    private void list(JsonObject object, String at, String field, ConfigKey key) {
        JsonValue value = object.get(field);
        if (value instanceof JsonString text) {
            List<String> items = Arrays.stream(text.getString().split(","))
                    .map(String::trim)
                    .filter(item -> !item.isEmpty())
                    .toList();
            settings.put(key.key(), new Setting(items, source(path(at, field))));
        } else if (value != null
                && value.getValueType() == JsonValue.ValueType.ARRAY
                && value.asJsonArray().stream().allMatch(JsonString.class::isInstance)) {
            List<String> items = value.asJsonArray().getValuesAs(JsonString::getString);
            settings.put(key.key(), new Setting(items, source(path(at, field))));
        } else if (value != null && value != JsonValue.NULL) {
            wrongType(path(at, field), value, "a list of texts");
        }
    }

    private void wrongType(String at, JsonValue value, String expected) {
        problems.add(at, name, kind(value), expected);
    }

    private String source(String at) {
        return name + ": " + at;
    }

    private static String path(String at, String field) {
        return at.isEmpty() ? field : at + "." + field;
    }

    private static String kind(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "a boolean";
            case NULL -> "null";
        };
    }

    private static String shown(@Nullable JsonValue value) {
        return value == null ? "nothing" : value.toString();
    }
}
