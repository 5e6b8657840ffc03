package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.ConfigException;
import io.github.amplifyjakarta.config.IdentityPoolConfig;
import io.github.amplifyjakarta.config.OAuthConfig;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Cases of {@code parseAmplifyConfig}. Compared is what a server reads of the Amplify file; named difference: what only a
 * browser's forms and other categories read (password rules, MFA, attributes, groups, analytics, geo, …) is not kept.
 */
final class GoldenConfig {

    private final Path folder;

    /** @param folder for the file that is read */
    GoldenConfig(Path folder) {
        this.folder = folder;
    }

    /** @param expected what the original makes of it; without a result it throws */
    Outcome parsed(String input, JsonObject expected) throws IOException {
        String outcome = expected.containsKey("result") ? "result" : "error";
        if (!expected.getString("outcome", outcome).equals(outcome)) {
            return Outcome.of(expected.getString("outcome"), outcome);
        }
        return outcome(
                read(Files.writeString(folder.resolve("amplify.json"), input), key -> false),
                Optional.ofNullable(expected.get("result")));
    }

    /** Named difference: REST APIs below {@code custom.API}, where Amplify's documentation has a back end put them, are read. */
    static Outcome real(Path file, JsonObject recorded) {
        return outcome(read(file, isOfRestApi(recorded)), Optional.ofNullable(recorded.get("c")));
    }

    private static Outcome outcome(String ours, Optional<JsonValue> expected) {
        String golden = expected.map(result ->
                        result instanceof JsonObject object ? kept(object).toString() : result.toString())
                .orElse("refused");
        boolean matches = ours.equals(golden) || (golden.equals("refused") && ours.startsWith("refused"));
        return new Outcome(matches, ours, golden, "golden " + golden + "\nours   " + ours);
    }

    /** Named difference: the original makes its routes when it is told to; here they are there when an origin is. */
    Outcome handlers(JsonObject recorded) {
        String name = recorded.getString("name");
        String origin = recorded.getJsonObject("env").getString("AMPLIFY_APP_ORIGIN", "");
        String file = Recordings.FOLDER
                .resolve("auth/configs/" + recorded.getString("config") + ".json")
                .toString();
        Map<String, String> values = new TreeMap<>(Map.of("amplify.config.file", file, "amplify.app.origin", origin));
        if (name.startsWith("origin ")) {
            // the recorded file has the redirects of one origin only, and these cases are about the origin alone
            values.put(
                    "amplify.auth.oauth.redirect-sign-in",
                    origin.replaceFirst("[/?]*$", "") + "/api/auth/sign-in-callback");
            values.put(
                    "amplify.auth.oauth.redirect-sign-out",
                    origin.replaceFirst("[/?]*$", "") + "/api/auth/sign-out-callback");
        }
        String ours;
        try {
            ours = TestConfig.read(values)
                            .filter(config -> config.app().origin().isPresent())
                            .isPresent()
                    ? "created"
                    : "refused: no routes";
        } catch (ConfigException e) {
            ours = e.problems().stream()
                    .map(ConfigException.Problem::key)
                    .distinct()
                    .collect(Collectors.joining(", ", "refused: ", ""));
        }
        String golden = recorded.getJsonObject("expected").containsKey("thrown")
                ? "refused"
                : recorded.getJsonObject("expected").getString("result");
        return new Outcome(ours.startsWith(golden), ours, golden, "golden " + golden + "\nours   " + ours);
    }

    private static Predicate<String> isOfRestApi(JsonObject recorded) {
        boolean has = !object(object(object(recorded, "c"), "API"), "REST").isEmpty();
        return key -> !has && key.startsWith("rest.");
    }

    /** @param leftOut what is not compared */
    private static String read(Path file, Predicate<String> leftOut) {
        try {
            return TestConfig.read(Map.of("amplify.config.file", file.toString()))
                    .map(config -> {
                        Map<String, Object> kept = kept(config);
                        kept.keySet().removeIf(leftOut);
                        return kept.toString();
                    })
                    .orElse("{}");
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(ConfigException.Problem::key)
                    .distinct()
                    .collect(Collectors.joining(", ", "refused: ", ""));
        }
    }

    private static Map<String, Object> kept(JsonObject resources) {
        Map<String, Object> kept = new TreeMap<>();
        JsonObject cognito = object(object(resources, "Auth"), "Cognito");
        for (String field : List.of("userPoolId", "userPoolClientId", "identityPoolId")) {
            put(kept, field, cognito.get(field));
        }
        put(kept, "userPoolEndpoint", cognito.get("userPoolEndpoint"));
        put(kept, "identityPoolEndpoint", cognito.get("identityPoolEndpoint"));
        if (cognito.containsKey("identityPoolId") && cognito.getBoolean("allowGuestAccess", false)) {
            kept.put("allowGuestAccess", true);
        }
        JsonObject oauth = object(object(cognito, "loginWith"), "oauth");
        for (String field : List.of("domain", "scopes", "redirectSignIn", "redirectSignOut")) {
            put(kept, "oauth." + field, oauth.get(field));
        }
        kept.remove("oauth.scopes", "[]");
        JsonObject s3 = object(object(resources, "Storage"), "S3");
        put(kept, "storage.bucket", s3.get("bucket"));
        put(kept, "storage.region", s3.get("region"));
        JsonObject buckets = object(s3, "buckets");
        buckets.keySet()
                .forEach(name -> kept.put(
                        "storage.buckets." + name,
                        text(object(buckets, name).get("bucketName")) + " "
                                + text(object(buckets, name).get("region"))));
        JsonObject rest = object(object(resources, "API"), "REST");
        rest.keySet().forEach(name -> {
            put(kept, "rest." + name + ".endpoint", object(rest, name).get("endpoint"));
            put(kept, "rest." + name + ".region", object(rest, name).get("region"));
            put(kept, "rest." + name + ".service", object(rest, name).get("service"));
        });
        JsonObject graphQl = object(object(resources, "API"), "GraphQL");
        for (String field : List.of("endpoint", "region", "apiKey", "defaultAuthMode", "modelIntrospection")) {
            put(kept, "graphQl." + field, graphQl.get(field));
        }
        kept.replace("graphQl.defaultAuthMode", "identityPool", "iam"); // the newer name of the same mode
        JsonObject events = object(object(resources, "API"), "Events");
        for (String field : List.of("endpoint", "region", "apiKey", "defaultAuthMode")) {
            put(kept, "events." + field, events.get(field));
        }
        kept.replace("events.defaultAuthMode", "identityPool", "iam");
        return kept;
    }

    private static JsonObject object(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static void put(Map<String, Object> kept, String name, JsonValue value) {
        if (value != null && value != JsonValue.NULL) {
            kept.put(name, text(value));
        }
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value instanceof jakarta.json.JsonArray array
                ? array.stream().map(GoldenConfig::text).toList().toString()
                : String.valueOf(value);
    }

    static String inAmplify(GraphQlAuthMode mode) {
        return switch (mode) {
            case API_KEY -> "apiKey";
            case USER_POOL -> "userPool";
            case IAM, OIDC, LAMBDA, NONE -> mode.name().toLowerCase(Locale.ROOT);
        };
    }

    private static Map<String, Object> kept(AmplifyConfig config) {
        Map<String, Object> kept = new TreeMap<>();
        config.userPool().ifPresent(pool -> {
            kept.put("userPoolId", pool.userPoolId());
            kept.put("userPoolClientId", pool.clientId());
            if (!pool.endpoint().getHost().endsWith(".amazonaws.com")) {
                kept.put("userPoolEndpoint", pool.endpoint().toString());
            }
            pool.oauth().ifPresent(oauth -> keep(kept, oauth));
        });
        config.identityPool().ifPresent(pool -> keep(kept, pool));
        config.storage().ifPresent(storage -> {
            kept.put("storage.bucket", storage.bucket());
            kept.put("storage.region", storage.region());
            storage.buckets()
                    .forEach((name, bucket) ->
                            kept.put("storage.buckets." + name, bucket.bucketName() + " " + bucket.region()));
        });
        config.restApis().forEach((name, api) -> {
            kept.put("rest." + name + ".endpoint", api.endpoint().toString());
            api.region().ifPresent(region -> kept.put("rest." + name + ".region", region));
            api.service().ifPresent(service -> kept.put("rest." + name + ".service", service));
        });
        config.graphQl().ifPresent(api -> {
            kept.put("graphQl.endpoint", api.endpoint().toString());
            api.region().ifPresent(region -> kept.put("graphQl.region", region));
            api.apiKey().ifPresent(key -> kept.put("graphQl.apiKey", key));
            kept.put("graphQl.defaultAuthMode", inAmplify(api.defaultAuthMode()));
            api.modelIntrospection().ifPresent(models -> kept.put("graphQl.modelIntrospection", models.toString()));
        });
        config.events().ifPresent(api -> {
            kept.put("events.endpoint", api.endpoint().toString());
            api.region().ifPresent(region -> kept.put("events.region", region));
            api.apiKey().ifPresent(key -> kept.put("events.apiKey", key));
            kept.put("events.defaultAuthMode", inAmplify(api.defaultAuthMode()));
        });
        return kept;
    }

    private static void keep(Map<String, Object> kept, OAuthConfig oauth) {
        kept.put("oauth.domain", oauth.domain());
        if (!oauth.scopes().isEmpty()) { // none and an empty list are the same: the parameter is left out
            kept.put("oauth.scopes", oauth.scopes().toString());
        }
        kept.put("oauth.redirectSignIn", oauth.redirectSignIn().toString());
        kept.put("oauth.redirectSignOut", oauth.redirectSignOut().toString());
    }

    private static void keep(Map<String, Object> kept, IdentityPoolConfig pool) {
        kept.put("identityPoolId", pool.identityPoolId());
        if (pool.allowGuestAccess()) {
            kept.put("allowGuestAccess", true);
        }
        if (!pool.endpoint().getHost().endsWith(".amazonaws.com")) {
            kept.put("identityPoolEndpoint", pool.endpoint().toString());
        }
    }
}
