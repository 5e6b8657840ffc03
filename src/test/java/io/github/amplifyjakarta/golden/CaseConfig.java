package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.testing.TestConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a recorded case, as the library takes it. */
final class CaseConfig {

    private CaseConfig() {}

    static AmplifyConfig of(JsonObject recorded, Path configs) throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put(
                "amplify.config.file",
                configs.resolve(recorded.getString("config") + ".json").toString());
        JsonObject env = recorded.containsKey("env") ? recorded.getJsonObject("env") : JsonValue.EMPTY_JSON_OBJECT;
        if (env.containsKey("AMPLIFY_APP_ORIGIN")) {
            values.put("amplify.app.origin", env.getString("AMPLIFY_APP_ORIGIN"));
        }
        if (!recorded.getString("kind").equals("authRoute")) {
            withoutRoutes(values);
        }
        if (recorded.getString("kind").equals("gate")) {
            values.put("amplify.auth.session.protected-paths", "/protected/*");
            values.put("amplify.auth.session.sign-in-path", "/sign-in");
        }
        if (recorded.get("handlerInput") instanceof JsonObject input) {
            put(values, "amplify.auth.routes.redirect-on-sign-in-complete", input.get("redirectOnSignInComplete"));
            put(values, "amplify.auth.routes.redirect-on-sign-out-complete", input.get("redirectOnSignOutComplete"));
            put(values, "amplify.auth.routes.custom-state", input.get("customState"));
        }
        if (recorded.get("runtimeOptions") instanceof JsonObject options
                && options.get("cookies") instanceof JsonObject cookies) {
            put(values, "amplify.auth.cookies.domain", cookies.get("domain"));
            put(values, "amplify.auth.cookies.same-site", cookies.get("sameSite"));
            put(values, "amplify.auth.cookies.max-age", cookies.get("maxAge"));
            put(values, "amplify.auth.cookies.expires", cookies.get("expires"));
        }
        return TestConfig.read(values).orElseThrow();
    }

    /**
     * Named difference: the original finds out what its routes need when they are made, we at deployment. These cases
     * use no route, so what routes need is added; without a user pool there can be none, and the origin goes.
     */
    private static void withoutRoutes(Map<String, String> values) throws IOException {
        String file = Files.readString(Path.of(values.get("amplify.config.file")));
        String origin = values.get("amplify.app.origin");
        if (origin != null && !file.matches("(?s).*(user_pool_id|userPoolId|aws_user_pools_id).*")) {
            values.remove("amplify.app.origin");
        } else if (origin != null) {
            values.put("amplify.auth.oauth.domain", "auth-test.auth.eu-central-1.amazoncognito.com");
            values.put("amplify.auth.oauth.redirect-sign-in", origin + "/api/auth/sign-in-callback");
            values.put("amplify.auth.oauth.redirect-sign-out", origin + "/api/auth/sign-out-callback");
        }
    }

    private static void put(Map<String, String> values, String key, JsonValue value) {
        if (value instanceof JsonString text) {
            values.put(key, text.getString().replace("\\", "\\\\").replace("$", "\\$"));
        } else if (value instanceof JsonObject date) {
            values.put(key, date.getString("$date"));
        } else if (value != null) {
            values.put(key, value.toString());
        }
    }
}
