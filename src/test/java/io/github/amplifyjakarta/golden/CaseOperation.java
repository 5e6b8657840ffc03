package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.function.Supplier;

/** A recorded call of the session, or several. */
final class CaseOperation {

    private CaseOperation() {}

    /**
     * {@return what a call gives, as it is recorded}
     *
     * @param another opens the session anew, for the next run of a call
     */
    static JsonObject call(JsonObject op, RequestSession session, Supplier<RequestSession> another) {
        if (op.get("runs") instanceof JsonArray runs) {
            var results = Json.createArrayBuilder();
            runs.getValuesAs(JsonObject.class).forEach(run -> results.add(call(run, another.get(), another)));
            return Json.createObjectBuilder().add("result", results).build();
        }
        String name = op.getString("name");
        if (name.equals("sequence") || name.equals("parallel")) {
            var results = Json.createArrayBuilder();
            op.getJsonArray("ops")
                    .getValuesAs(JsonObject.class)
                    .forEach(each -> results.add(Json.createObjectBuilder(call(each, session, another))
                            .add("op", each.getString("name"))));
            return Json.createObjectBuilder().add("result", results).build();
        }
        try {
            JsonValue result = switch (name) {
                case "fetchAuthSession" ->
                    SessionJson.json(session.fetchAuthSession(op.get("options") instanceof JsonObject options
                            && options.getBoolean("forceRefresh", false)));
                case "getCurrentUser" -> SessionJson.json(session.getCurrentUser());
                case "fetchUserAttributes" -> {
                    JsonObjectBuilder attributes = Json.createObjectBuilder();
                    session.fetchUserAttributes().forEach(attributes::add);
                    yield attributes.build();
                }
                case "credentials" -> credentials(session);
                default -> throw new IllegalArgumentException("not replayed: " + name);
            };
            return Json.createObjectBuilder().add("result", result).build();
        } catch (AmplifyException e) {
            return Json.createObjectBuilder()
                    .add("error", Json.createObjectBuilder().add("name", e.name()))
                    .build();
        }
    }

    /** What a call that signs needs; Amplify's own error when there is nothing to sign with. */
    private static JsonValue credentials(RequestSession session) {
        if (session.fetchAuthSession().credentials().isPresent()) {
            return Json.createValue("credentials");
        }
        throw new AmplifyException(
                "storage/no-credentials",
                new AmplifyException.Details("NoCredentials", "no credentials", "none"),
                null) {};
    }
}
