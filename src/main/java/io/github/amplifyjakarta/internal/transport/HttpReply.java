package io.github.amplifyjakarta.internal.transport;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.JSON;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;

/**
 * A complete answer.
 *
 * @param status the HTTP status
 * @param headers the first value of each header, names in lower case
 * @param body the body as text; may hold tokens, so it is not printed
 */
public record HttpReply(int status, Map<String, String> headers, String body) {

    /** {@return the body as a JSON object; empty when it is none} */
    public Optional<JsonObject> json() {
        try (JsonReader reader = JSON.createReader(new StringReader(body))) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (RuntimeException e) { // parsers differ in what they throw, for deep nesting for example
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length() + " characters";
    }
}
