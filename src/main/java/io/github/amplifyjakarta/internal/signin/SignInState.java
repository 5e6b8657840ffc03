package io.github.amplifyjakarta.internal.signin;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;
import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;

import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.transport.JsonProcessing;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a sign-in between two steps. It is sealed wherever it is.
 *
 * @param flow the id of the sign-in in its browser
 * @param expires when it is forgotten
 * @param username the name that the user pool has for the user
 * @param challenge what the user has to answer
 */
record SignInState(String flow, Instant expires, String username, UserPoolChallenge challenge) {

    /** Entries of the shared store. */
    static final SealedSessions.Format<SignInState> FORMAT = new SealedSessions.Format<>() {

        @Override
        public String write(SignInState content) {
            return content.toJson();
        }

        @Override
        public Optional<SignInState> read(String text) {
            return parse(text);
        }
    };

    String toJson() {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("flow", flow)
                .add("exp", expires.getEpochSecond())
                .add("username", username)
                .add("challenge", challenge.name());
        challenge.session().ifPresent(session -> json.add("session", session));
        JsonObjectBuilder parameters = JSON.createObjectBuilder();
        challenge.parameters().forEach(parameters::add);
        json.add("parameters", parameters);
        return json.add("available", JSON.createArrayBuilder(challenge.available()))
                .build()
                .toString();
    }

    /** {@return the state; empty for anything else, which a newer version may have written} */
    static Optional<SignInState> parse(String json) {
        return JsonProcessing.object(json).flatMap(SignInState::of);
    }

    private static Optional<SignInState> of(JsonObject json) {
        Optional<String> flow = text(json, "flow");
        Optional<String> username = text(json, "username");
        Optional<String> challenge = text(json, "challenge");
        if (flow.isEmpty()
                || username.isEmpty()
                || challenge.isEmpty()
                || !(json.get("exp") instanceof JsonNumber expires)
                || !(json.get("parameters") instanceof JsonObject parameters)) {
            return Optional.empty();
        }
        return Optional.of(new SignInState(
                flow.get(),
                Instant.ofEpochSecond(expires.longValue()),
                username.get(),
                new UserPoolChallenge(
                        challenge.get(),
                        text(json, "session"),
                        SignInApi.textsByName(parameters),
                        SignInApi.texts(json.get("available")))));
    }

    @Override
    public String toString() {
        return "SignInState[" + flow + ", <redacted>]";
    }
}
